"""Editions: boards, changes, bonus, notes; bit for bit the same from the same facts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from ranking.methods.model import Method
from ranking.model.edition_json import edition_from_dict, edition_to_dict
from tests.builders.editions import campaign, make_edition, row, simple_office
from tests.builders.month import Office, make_list, shanghai
from tests.builders.strategies import offices

THEMES = (campaign("国庆", "0.1", "1"), campaign("进博会", "0.2", "1"))


@pytest.mark.slow
@given(office=offices())
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_changes_no_bit_of_the_edition(office: Office) -> None:
    """The JSON of the edition is equal, character by character, from reversed inputs."""
    for number, entry in enumerate(office.posts):
        entry["title"] = ("国庆", "进博会", "其他")[number % 3]
    other = Office(
        office.roster[::-1],
        office.posts[::-1],
        office.reprints[::-1],
        office.channels[::-1],
        office.feed,
    )
    one, two = (make_edition(o, campaigns=THEMES) for o in (office, other))
    assert json.dumps(edition_to_dict(one[0])) == json.dumps(edition_to_dict(two[0]))
    assert one[1] == two[1]


@given(office=offices())
@settings(max_examples=25, deadline=None)
def test_every_edition_is_sound(office: Office) -> None:
    """Parts add up, ranks are competition ranks, missing is never zero, JSON loses nothing."""
    edition, _ = make_edition(office)
    for found in edition.boards:
        for entry in found.rows:
            seen = [p.points for p in entry.parts.values() if p.points is not None]
            assert entry.value == (pytest.approx(sum(seen)) if seen else None)
            assert (entry.rank is None) == (entry.value is None)
            for part in entry.parts.values():
                assert (
                    (part.status == "missing") == (part.count is None) == (part.reason is not None)
                )
            better = [r for r in found.rows if r.rank is not None and (r.rank < (entry.rank or 0))]
            assert entry.rank is None or entry.rank == len(better) + 1
    assert edition_from_dict(json.loads(json.dumps(edition_to_dict(edition)))) == edition


def test_a_missing_part_is_said_on_the_row_and_for_the_edition() -> None:
    """Status, reason and points of the part; one note for what nobody has."""
    office = simple_office(甲=5, 乙=7)
    for entry in office.posts:
        entry["reads"] = None
    edition, _ = make_edition(office)
    part = row(edition, "甲").parts["total_reads"]
    assert (part.status, part.count, part.points, part.transformed) == ("missing",) + (None,) * 3
    assert part.reason == "None of this unit's posts has an observed count."
    assert [n.code for n in row(edition, "甲").notes] == ["missing_part"]
    assert [(n.code, n.params) for n in edition.notes] == [
        ("missing_everywhere", {"feature": "总阅读量", "index": "影响力"})
    ]


def test_a_list_that_does_not_fit_the_roster_is_said() -> None:
    """An empty group, a group without board, an unknown organiser, each with a near name."""
    listed = make_list(groups=["各区县"], not_ranked=[{"unit": "甲乙区局", "reason": "主办"}])
    edition, _ = make_edition(simple_office(甲乙区=1), listed)
    assert {n.code: n.params for n in edition.notes} == {
        "empty_group": {"group": "各区县", "known": "各区"},
        "group_left_out": {"group": "各区"},
        "not_ranked_unknown": {"unit": "甲乙区局", "near": "甲乙区"},
    }
    assert [b.rows for b in edition.boards] == [(), ()]


def test_a_change_of_method_is_said() -> None:
    """Ranks of two methods are not strictly comparable."""
    before, _ = make_edition(simple_office(甲=1))
    newer = shanghai().model_copy(update={"version": "2"})
    now, _ = make_edition(simple_office(甲=1), previous=before, method=newer)
    assert [n.code for n in now.notes] == ["method_changed"]


def test_an_edition_names_what_it_rests_on() -> None:
    """Method, inputs, engine, and what the list file prints."""
    listed = make_list(offices=["某办"], notes=["说明"], synthetic=True)
    edition, _ = make_edition(simple_office(甲=1), listed)
    method: Method = shanghai()
    assert (edition.method.id, edition.method.sha256) == ("shanghai", method.sha256)
    assert (edition.offices, edition.footnotes, edition.synthetic) == (("某办",), ("说明",), True)
    assert edition.inputs == {"facts": "f" * 64}
    assert (edition.month, edition.decimals) == ("2026-10", 2)
