"""What changed, on terminals of all widths, in a pipe and for machines."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from rich.cells import cell_len

from ranking.editions.diff import diff, of_unit
from ranking.model.edition import Note
from ranking.render.difference import difference_tables
from ranking.render.difference_data import difference_record, difference_rows
from ranking.render.difference_unit import unit_rows, unit_tables
from ranking.render.wire import json_text
from tests.builders.differences import made_board, made_edition

BEFORE = {
    "浦东新区": (90, 0),
    "静安区": (80, 0),
    "徐汇区": (70, 0),
    "旧区": (1, 0),
    "长宁区": (5, 0),
}
AFTER = {
    "浦东新区": (90, 0),
    "静安区": (85, 0),
    "徐汇区": (70, 40),
    "新区": (2, 0),
    "长宁区": (4, 0),
}


@pytest.fixture
def found():
    before = made_edition(made_board(BEFORE), month="2026-09")
    after = made_edition(made_board(AFTER))
    return diff(before, after, None)


@pytest.fixture
def by_two_methods():
    """The same boards by methods 1 and 2; by 2 徐汇区 would have been first before."""
    by_later = made_board(BEFORE | {"徐汇区": (95, 0)})
    before = made_edition(made_board(BEFORE), month="2026-09", version="1")
    bridge = made_edition(by_later, month="2026-09", version="2")
    return diff(before, made_edition(made_board(AFTER), version="2"), bridge)


@pytest.mark.parametrize("width", [120, 100, 70, 50])
def test_a_board_fits_every_width(found, printed, en, zh, width, snapshot):
    """Rank, change, unit and causes always; index and totals where there is room."""
    for tr in (zh, en):
        text = printed(difference_tables(found, tr, width), width)
        assert max(cell_len(line) for line in text.splitlines()) <= width
    assert text == snapshot


def test_units_that_stayed_are_shown_on_request(found, printed, en):
    """Those that moved, came or left are always there."""
    few = printed(difference_tables(found, en, 100), 100)
    everybody = printed(difference_tables(found, en, 100, everybody=True), 100)
    assert "长宁区" not in few
    assert "长宁区" in everybody
    for unit in ("浦东新区", "静安区", "徐汇区", "新区", "旧区"):
        assert unit in few
    assert "3 of 4 units moved, 4 places in all; 1 new; 1 left the board" in few
    assert len(difference_rows(found).splitlines()) == 1 + 5
    assert len(difference_rows(found, everybody=True).splitlines()) == 1 + 6


def test_the_method_has_a_column_where_it_differs(found, by_two_methods, printed, en):
    """And is not mentioned where it does not."""
    assert "Method" not in printed(difference_tables(found, en, 100), 100)
    text = printed(difference_tables(by_two_methods, en, 100), 100)
    assert "Method: shanghai 1 → shanghai 2" in text
    (line,) = [line for line in text.splitlines() if "徐汇区" in line]
    assert line.split() == ["3", "→", "1", "↑2", "徐汇区", "-2", "0", "+2", "+2", "-25.00", "70.00"]


def test_what_is_not_comparable_has_no_numbers(by_two_methods, printed, en):
    """No causes, no change of value; the reason stands above."""
    before = made_edition(made_board(BEFORE), version="1")
    after = made_edition(made_board(AFTER), version="2")
    why = Note("reason", "because of {what}", {"what": "tests"})
    found = diff(before, after, None, notes=[why])
    text = printed(difference_tables(found, en, 120), 120)
    assert "because of tests" in text
    assert "4 not comparable" in text
    for word in ("Own counts", "Others", "Index", "Total"):
        assert word not in text
    detail = printed(unit_tables(of_unit(found, "徐汇区"), {}, en, 120), 120)
    assert "Not comparable: two methods." in detail


def test_a_board_without_a_counterpart_is_said(printed, en):
    """On either side."""
    before = made_edition(made_board(BEFORE, index="old"))
    after = made_edition(made_board(AFTER, index="fresh"))
    text = printed(difference_tables(diff(before, after, None), en, 100), 100)
    assert "There was no such board before" in text
    assert "There is no such board any more" in text


def test_two_methods_of_one_month_have_one_cause(printed, en):
    """The title says what is compared."""
    before = made_edition(made_board(BEFORE), version="1")
    after = made_edition(made_board(AFTER), version="2")
    found = diff(before, after, after, kind="method")
    text = printed(difference_tables(found, en, 100), 100)
    assert "2026-10 r1: what another method would change" in text
    assert "Own counts" not in text


def test_adjustments_are_named_by_number(found, printed, en):
    """In the title."""
    without = replace(found, kind="adjustment", before=replace(found.before, without=(3, 5)))
    text = printed(difference_tables(without, en, 100), 100)
    assert "what adjustments changed (3, 5)" in text


@pytest.mark.parametrize("width", [100, 50])
def test_one_unit_shows_the_counts_that_moved_it(
    by_two_methods, printed, en, zh, names, width, snapshot
):
    """Ranks, places by cause, index on all sides, and indicators with counts and points."""
    one = of_unit(by_two_methods, "徐汇区")
    for tr in (zh, en):
        text = printed(unit_tables(one, names, tr, width), width)
        assert max(cell_len(line) for line in text.splitlines()) <= width
    assert text == snapshot


def test_a_pipe_gets_full_precision(found):
    """One line a unit; null is nothing."""
    head, *lines = (line.split("\t") for line in difference_rows(found).splitlines())
    rows = {line[head.index("unit")]: dict(zip(head, line, strict=True)) for line in lines}
    one = rows["徐汇区"]
    assert [one[n] for n in ("status", "rank_before", "rank_after", "moved")] == [
        "moved",
        "3",
        "1",
        "2",
    ]
    assert [one[n] for n in ("own", "others", "bonus", "method")] == ["0", "0", "2", "0"]
    assert (one["bonus_before"], one["bonus_after"], one["total_after"]) == ("0.0", "40.0", "110.0")
    assert (rows["新区"]["rank_before"], rows["新区"]["own"]) == ("", "")
    head, line = (text.split("\t") for text in unit_rows(of_unit(found, "静安区")).splitlines())
    assert dict(zip(head, line, strict=True))["count_after"] == "170.0"


def test_machines_get_everything(found):
    """Notes with their English sentence; every unit; JSON that json reads."""
    noted = replace(found, notes=(Note("reason", "of {what}", {"what": "x"}),))
    told = json.loads(json_text(difference_record(noted)))
    assert told["notes"] == [{"code": "reason", "text": "of x", "params": {"what": "x"}}]
    assert len(told["boards"][0]["rows"]) == 6
    assert told["boards"][0]["rows"][0]["causes"]["moved"] == 2


def test_hostile_names_do_no_harm(hostile, printed, zh):
    """Neither on a terminal nor in a pipe."""
    moved = replace(
        hostile,
        boards=tuple(
            replace(b, rows=tuple(replace(r, rank=len(b.rows) + 1 - r.rank) for r in b.rows))
            for b in hostile.boards
        ),
    )
    found = diff(hostile, moved, None)
    text = printed(difference_tables(found, zh, 100), 100) + difference_rows(found)
    assert not set(text) & set("\x1b\x07\x00\u202e\u2066\u200b")
    assert all(len(line.split("\t")) == 19 for line in difference_rows(found).splitlines())
    for unit in {row.unit for row in found.boards[0].rows}:
        shown = printed(unit_tables(of_unit(found, unit), {}, zh, 80), 80)
        assert not set(shown) & set("\x1b\x07\x00\u202e\u2066\u200b")
