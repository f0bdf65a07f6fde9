"""Two editions side by side: moves and their causes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.editions.diff import diff, of_unit
from ranking.errors import UsageError
from ranking.model.difference import Causes, Difference, UnitDifference
from ranking.model.edition import Note
from ranking.quality.rank_rule import RankRule
from tests.builders.differences import made_board, made_edition

UNITS = "甲乙丙丁戊己庚"
NUMBERS = st.dictionaries(
    st.sampled_from(UNITS),
    st.tuples(st.one_of(st.none(), st.integers(0, 12).map(float)), st.integers(-2, 3).map(float)),
)
RULES = st.builds(
    RankRule, st.sampled_from([1e-9, 2.0]), st.sampled_from(["competition", "modified", "dense"])
)


def rows_of(found: Difference) -> dict[str, UnitDifference]:
    (board,) = found.boards
    return {row.unit: row for row in board.rows}


def total(found: Causes) -> int:
    return found.own + found.others + found.bonus + found.method


@settings(deadline=None)
@given(NUMBERS, NUMBERS, RULES)
def test_causes_add_up_to_the_move_on_any_two_boards(then, now, rule):
    """With ties, newcomers, leavers and missing values; who has no two ranks has no causes."""
    before, after = (made_board(numbers, rule) for numbers in (then, now))
    found = diff(made_edition(before), made_edition(after), None, rule=rule)
    ranks = [{r.unit: r.rank for r in board.rows if r.rank} for board in (before, after)]
    rows = rows_of(found)
    assert set(rows) == set(then) | set(now)
    for unit, row in rows.items():
        first, last = (one.get(unit) for one in ranks)
        if first is None or last is None:
            assert (row.moved, row.causes) == (None, None)
            wanted = {(True, True): "unranked", (True, False): "new", (False, True): "dropped"}
            assert row.status == wanted[first is None, last is None]
            continue
        assert row.status == ("moved" if row.moved else "same")
        assert total(row.causes) == row.causes.moved == row.moved == first - last
        assert row.causes.method == 0
        if then[unit][0] == now[unit][0]:
            assert (row.causes.own, row.value_change) == (0, 0)
        if then[unit][1] == now[unit][1]:
            assert row.causes.bonus == 0


@settings(deadline=None)
@given(NUMBERS, st.sampled_from(UNITS), st.integers(0, 12), RULES)
def test_where_one_unit_alone_changed_only_it_moved_by_its_own_counts(then, unit, value, rule):
    """Nobody else did anything: its move is its own, and every other one is by others."""
    if then.get(unit, (None,))[0] is None:
        return
    now = then | {unit: (float(value), then[unit][1])}
    before, after = (made_edition(made_board(numbers, rule)) for numbers in (then, now))
    for row in rows_of(diff(before, after, None, rule=rule)).values():
        if row.causes:
            other = "own" if row.unit != unit else "others"
            assert (getattr(row.causes, other), row.causes.bonus) == (0, 0)


@settings(deadline=None)
@given(NUMBERS, NUMBERS, NUMBERS, RULES)
def test_with_a_change_of_method_its_part_is_what_it_moves_on_the_old_counts(then, by, now, rule):
    """Rank before minus rank recomputed; the rest is as between boards of one method."""
    before, bridge, after = (made_board(numbers, rule) for numbers in (then, by, now))
    editions = [made_edition(board, version=v) for board, v in ((before, "1"), (after, "2"))]
    found = diff(*editions, made_edition(bridge, version="2"), rule=rule)
    same = rows_of(diff(made_edition(bridge), made_edition(after), None, rule=rule))
    recomputed = {row.unit: row.rank for row in bridge.rows}
    for row in rows_of(found).values():
        if row.moved is None:
            assert row.causes is None
        elif recomputed.get(row.unit) is None:
            assert (row.status, row.causes) == ("not_comparable", None)
        else:
            assert total(row.causes) == row.moved
            assert row.causes.method == row.before.rank - recomputed[row.unit]
            assert replace(row.causes, method=0, moved=0) == replace(
                same[row.unit].causes, method=0, moved=0
            )


def test_the_causes_of_a_month_by_hand():
    """乙 won by its bonus what 丙 lost; 丙's own fall cost it one place, 丁 came in between."""
    before = made_board({"甲": (9, 0), "丙": (8, 0), "乙": (7, 0), "戊": (1, 0)})
    after = made_board({"甲": (9, 0), "丙": (6, 0), "乙": (7, 3), "丁": (6.5, 0)})
    found = diff(made_edition(before, month="2026-09"), made_edition(after), None)
    rows = rows_of(found)
    assert [row.unit for row in found.boards[0].rows] == ["乙", "丙", "甲", "丁", "戊"]
    assert rows["乙"].causes == Causes(moved=2, own=0, others=0, bonus=2, method=0)
    assert rows["丙"].causes == Causes(moved=-2, own=-1, others=-1, bonus=0, method=0)
    assert rows["甲"].causes == Causes(moved=-1, own=0, others=-1, bonus=0, method=0)
    assert (rows["丁"].status, rows["戊"].status) == ("new", "dropped")
    assert (found.boards[0].ranked, found.boards[0].moved, found.boards[0].places) == (3, 3, 5)
    assert (found.before.month, found.after.month) == ("2026-09", "2026-10")


def test_counts_and_points_stand_side_by_side():
    """What is on one side only is null on the other."""
    before = made_edition(made_board({"甲": (3, 0), "乙": (2, 0)}))
    after = made_edition(made_board({"甲": (5, 0), "丙": (1, 0)}))
    rows = rows_of(diff(before, after, None))
    (part,) = rows["甲"].parts
    assert (part.feature, part.count_before, part.count_after) == ("total_reads", 6.0, 10.0)
    assert (part.points_before, part.points_after, rows["甲"].value_change) == (3.0, 5.0, 2.0)
    assert (rows["丙"].parts[0].count_before, rows["丙"].parts[0].count_after) == (None, 2.0)
    assert (rows["乙"].parts[0].count_before, rows["乙"].parts[0].count_after) == (4.0, None)


def test_two_methods_without_a_bridge_are_not_comparable():
    """Ranks stand, and no number says how far or why; the reason is passed on."""
    before = made_edition(made_board({"甲": (3, 0), "乙": (2, 0)}), version="1")
    after = made_edition(made_board({"甲": (30, 0), "乙": (50, 0)}), version="2")
    found = diff(before, after, None, notes=[Note("reason", "why")])
    assert (found.method, found.notes) == ("not_comparable", (Note("reason", "why"),))
    for row in rows_of(found).values():
        assert (row.status, row.causes, row.value_change) == ("not_comparable", None, None)
        assert row.parts == ()
        assert row.before.rank != row.after.rank


def test_values_change_from_those_by_the_later_method():
    """A value by another formula is no starting point."""
    before = made_edition(made_board({"甲": (3, 0)}), version="1")
    bridge = made_edition(made_board({"甲": (20, 0)}), version="2")
    after = made_edition(made_board({"甲": (30, 0)}), version="2")
    row = rows_of(diff(before, after, bridge))["甲"]
    assert (row.before.value, row.recomputed.value, row.after.value) == (3, 20, 30)
    assert (row.value_change, row.parts[0].points_before) == (10, 20)


def test_of_two_methods_on_one_month_every_move_is_the_methods():
    """Bonus rules too; values are those of each."""
    one = made_edition(made_board({"甲": (3, 0), "乙": (2, 0)}), version="1")
    other = made_edition(made_board({"甲": (3, 0), "乙": (2.5, 1)}), version="2")
    rows = rows_of(diff(one, other, other, kind="method"))
    assert rows["乙"].causes == Causes(moved=1, own=0, others=0, bonus=0, method=1)
    assert rows["乙"].value_change == 0.5
    assert rows["乙"].parts[0].points_before == 2


def test_a_board_on_one_side_only_is_said():
    """New and dropped boards have neither moves nor causes."""
    before = made_edition(made_board({"甲": (1, 0)}, index="old"))
    after = made_edition(made_board({"甲": (1, 0)}, index="fresh"))
    found = diff(before, after, None)
    assert [(b.index, b.status, b.ranked) for b in found.boards] == [
        ("fresh", "new", 0),
        ("old", "dropped", 0),
    ]


def test_inputs_that_differ_are_named():
    """Those that are on one side only as well."""
    edition = made_edition(made_board({"甲": (1, 0)}))
    before = replace(edition, inputs={"facts": "a", "roster": "b", "old": "c"})
    after = replace(edition, inputs={"facts": "x", "roster": "b", "new": "d"})
    assert diff(before, after, None).inputs == ("facts", "new", "old")


def test_one_unit_is_found_by_its_name():
    """In any spelling; all its boards, and no one else's rows."""
    boards = [made_board({"甲区": (1, 0), "乙区": (2, 0)}, index=index) for index in ("a", "b")]
    boards.append(made_board({"乙区": (2, 0)}, index="c"))
    found = of_unit(diff(made_edition(*boards), made_edition(*boards), None), " 甲 区")
    assert [(b.index, [r.unit for r in b.rows]) for b in found.boards] == [
        ("a", ["甲区"]),
        ("b", ["甲区"]),
    ]


def test_a_unit_on_no_board_is_refused():
    """With the nearest names."""
    edition = made_edition(made_board({"甲区": (1, 0)}))
    with pytest.raises(UsageError) as caught:
        of_unit(diff(edition, edition, None), "甲")
    assert caught.value.near == ("甲区",)
