"""Editions: boards, changes, bonus, notes; bit for bit the same from the same facts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from ranking.errors import ConfigError
from ranking.methods.model import Method
from ranking.model.edition import Edition
from ranking.model.edition_json import edition_from_dict, edition_to_dict
from tests.builders.editions import board, campaign, make_edition, row, simple_office
from tests.builders.month import Office, account, day, make_list, post, shanghai
from tests.builders.strategies import offices


def ranks(edition: Edition, index: str = "influence") -> list[tuple[str, int | None]]:
    return [(r.unit, r.rank) for r in board(edition, index).rows]


THEMES = (campaign("国庆", "0.1", "1"), campaign("进博会", "0.2", "1"))


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


def test_boards_come_by_index_then_group_in_the_list_s_order() -> None:
    """The list file names both orders; without groups they come by name."""
    office = Office([account("wechat:a", "甲", "乙组"), account("wechat:b", "乙", "丙组")])
    boards = [{"index": "influence"}, {"index": "communication"}]
    listed = make_list(groups=["乙组", "丙组"], boards=boards)
    found = [(b.index, b.group) for b in make_edition(office, listed)[0].boards]
    assert found == [
        ("influence", "乙组"),
        ("influence", "丙组"),
        ("communication", "乙组"),
        ("communication", "丙组"),
    ]
    assert [b.group for b in make_edition(office)[0].boards[:2]] == ["丙组", "乙组"]


def test_units_are_ranked_within_their_group_only() -> None:
    """Each group has its own first."""
    office = simple_office(甲=10, 乙=20)
    office.roster[0]["group"] = "别组"
    edition, _ = make_edition(office)
    assert [r.rank for b in edition.boards for r in b.rows] == [1, 1, 1, 1]


def test_equal_units_tie_and_stand_by_name() -> None:
    """All tied: all first. The rank after a tie is left out."""
    edition, _ = make_edition(simple_office(丙=5, 乙=5, 甲=5, 丁=4))
    assert ranks(edition) == [("丙", 1), ("乙", 1), ("甲", 1), ("丁", 4)]


def test_a_unit_without_posts_is_ranked_with_zero() -> None:
    """It is said that it did not post."""
    edition, _ = make_edition(simple_office("静", 甲=5))
    assert ranks(edition) == [("甲", 1), ("静", 2)]
    assert row(edition, "静").value == 0.0
    assert [n.code for n in row(edition, "静").notes] == ["no_posts"]


def test_a_unit_with_nothing_observed_has_no_rank() -> None:
    """No value, no rank, a note that says what is missing, and it stands last."""
    edition, _ = make_edition(simple_office(甲=None, 乙=0))
    assert ranks(edition) == [("乙", 1), ("甲", None)]
    unranked = row(edition, "甲")
    assert (unranked.value, unranked.total, unranked.change) == (None, None, "first")
    (note,) = unranked.notes
    assert note.code == "no_value"
    assert (
        note.template.format(**note.params)
        == "No index: 总阅读量、总点赞量、总评论量 not observed."
    )


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
        ("missing_everywhere", {"feature": "总阅读量", "index": "影响力指数"})
    ]


def test_a_censored_count_makes_its_part_a_lower_bound() -> None:
    """10万+ is marked on the part, the others stay observed."""
    office = simple_office(甲=100_000)
    office.posts[0]["censored"] = ["reads"]
    parts = row(make_edition(office)[0], "甲").parts
    assert [p.status for p in parts.values()] == ["lower_bound", "observed", "observed"]


def test_the_organiser_has_a_row_without_rank() -> None:
    """It takes nobody's rank, keeps its value, and the reason is said."""
    listed = make_list(not_ranked=[{"unit": "主办", "reason": "作为主办单位不参评"}])
    edition, _ = make_edition(simple_office(主办=99, 甲=5), listed)
    assert ranks(edition) == [("甲", 1), ("主办", None)]
    organiser = row(edition, "主办")
    assert organiser.value is not None
    assert [n.params for n in organiser.notes] == [{"reason": "作为主办单位不参评"}]
    assert edition.statistics.totals["reads"] == 104


def test_changes_are_against_the_previous_edition() -> None:
    """Up, down, same, new, return; who lost the rank is listed by the rank lost."""
    before, _ = make_edition(simple_office(一=50, 二=40, 三=30, 四=20, 五=10))
    now, _ = make_edition(
        simple_office(一=50, 三=45, 二=40, 新=5, 回=4), previous=before, earlier={"回", "一"}
    )
    found = {r.unit: (r.previous_rank, r.change, r.moved) for r in board(now).rows}
    assert found == {
        "一": (1, "same", 0),
        "三": (3, "up", 1),
        "二": (2, "down", -1),
        "新": (None, "new", None),
        "回": (None, "return", None),
    }
    assert board(now).dropped == ("四", "五")
    assert now.previous_statistics == before.statistics


def test_a_unit_that_lost_its_rank_is_dropped_and_has_not_moved() -> None:
    """Its row stays, without rank and without a move."""
    before, _ = make_edition(simple_office(甲=5, 乙=6))
    now, _ = make_edition(simple_office(甲=None, 乙=6), previous=before)
    lost = row(now, "甲")
    assert (lost.rank, lost.previous_rank, lost.change, lost.moved) == (None, 2, "same", None)
    assert board(now).dropped == ("甲",)


def test_the_first_edition_has_no_changes() -> None:
    """Everything is first, nothing is dropped."""
    edition, _ = make_edition(simple_office(甲=5))
    assert (row(edition, "甲").change, board(edition).dropped) == ("first", ())


def test_bonus_is_added_apart_and_can_decide_a_rank() -> None:
    """value + bonus = total; the rank is on the total; reprint tiers count."""
    office = simple_office(甲=100, 乙=99)
    office.posts[1]["title"] = "国庆到了"
    tiers = [{"at_least": 1, "points": "0.5"}]
    edition, matches = make_edition(
        office, campaigns=[campaign("国庆", "2", "9", reprint_tiers=tiers)]
    )
    winner = row(edition, "乙")
    assert (winner.rank, winner.bonus) == (1, 2.0)
    assert winner.total == (winner.value or 0) + 2.0
    assert [(m.unit, m.word, m.found_in) for m in matches] == [("乙", "国庆", "title")]
    (result,) = edition.campaigns
    assert (result.posts, [(u.unit, u.posts, u.points) for u in result.units]) == (
        1,
        [("乙", 1, 2.0)],
    )


def test_points_are_capped_by_campaign_and_in_all() -> None:
    """Each campaign's cap, then the method's."""
    office = simple_office(甲=1)
    posts = [post(f"x{n}", "wechat:甲", title="国庆 进博会", likes=1) for n in range(9)]
    office.posts.extend(posts)
    themes = [campaign("国庆", "1", "4"), campaign("进博会", "1", "3")]
    edition, matches = make_edition(office, campaigns=themes)
    assert len(matches) == 18
    assert [c.units[0].points for c in edition.campaigns] == [4.0, 3.0]
    assert row(edition, "甲").bonus == 5.0


def test_a_board_or_a_method_may_leave_bonus_out() -> None:
    """``bonus = false`` in the list, or an index the method does not name."""
    office = simple_office(甲=1)
    office.posts[0]["title"] = "国庆"
    boards = [{"index": "communication"}, {"index": "influence", "bonus": False}]
    edition, _ = make_edition(office, make_list(boards=boards), THEMES)
    assert [row(edition, "甲", b).bonus for b in ("communication", "influence")] == [0.1, 0.0]
    bonus = shanghai().bonus.model_copy(update={"indexes": ("influence",)})
    edition, _ = make_edition(
        office, campaigns=THEMES, method=shanghai().model_copy(update={"bonus": bonus})
    )
    assert [row(edition, "甲", b).bonus for b in ("communication", "influence")] == [0.0, 0.1]


def test_campaigns_of_other_months_are_left_out_and_empty_ones_say_so() -> None:
    """Only those whose window touches the month; no match is a note; doubts are notes."""
    other = campaign("旧", "1", "1", start=day(1, 9), end=day(30, 9))
    twice = campaign("国庆", "1", "1").model_copy(update={"id": "二"})
    edition, _ = make_edition(simple_office(甲=1), campaigns=[*THEMES, other, twice])
    assert [(c.id, c.notes[0].code) for c in edition.campaigns] == [
        ("国庆", "no_match"),
        ("进博会", "no_match"),
        ("二", "no_match"),
    ]
    assert "ambiguous_keyword" in [n.code for n in edition.notes]


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


def test_a_board_of_an_unknown_index_is_refused() -> None:
    """The message names the list, the method, its indexes and the nearest."""
    listed = make_list(boards=[{"index": "influense"}])
    with pytest.raises(ConfigError, match=r"board 'influense'.*did you mean 'influence'"):
        make_edition(simple_office(甲=1), listed)


def test_an_edition_names_what_it_rests_on() -> None:
    """Method, inputs, engine, and what the list file prints."""
    listed = make_list(offices=["某办"], notes=["说明"], synthetic=True)
    edition, _ = make_edition(simple_office(甲=1), listed)
    method: Method = shanghai()
    assert (edition.method.id, edition.method.sha256) == ("shanghai", method.sha256)
    assert (edition.offices, edition.footnotes, edition.synthetic) == (("某办",), ("说明",), True)
    assert edition.inputs == {"facts": "f" * 64}
    assert (edition.month, edition.decimals) == ("2026-10", 2)
