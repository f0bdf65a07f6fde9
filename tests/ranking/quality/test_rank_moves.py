"""Moves between two editions and their causes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.model.edition import Board, BoardRow
from ranking.quality.rank_moves import causes, rank_moves
from ranking.quality.rank_rule import COMPETITION, RankRule
from tests.builders.differences import made_board, made_edition
from tests.builders.editions import board, make_edition, row, simple_office

UNITS = "甲乙丙丁戊己庚辛壬癸"


def editions(before: dict[str, int], now: dict[str, int]):
    first, _ = make_edition(simple_office(**before))
    second, _ = make_edition(simple_office(**now), previous=first)
    return first, second


BEFORE = {unit: 1000 * (10 - n) for n, unit in enumerate(UNITS)}


def test_a_unit_that_climbs_by_its_own_counts_is_told_so():
    """From last to first; the others stayed."""
    first, second = editions(BEFORE, BEFORE | {"癸": 90_000})
    (one,) = [
        f for f in rank_moves(second, first, 5, COMPETITION) if f.evidence["index"] == "影响力"
    ]
    assert (one.unit, one.code) == ("癸", "rank_moved_most")
    wanted = {"before": 10, "after": 1, "moved": 9, "own": 9, "bonus": 0, "others": 0}
    assert {name: one.evidence[name] for name in wanted} == wanted
    assert one.evidence["feature"] == "total_reads"
    assert (one.evidence["count_before"], one.evidence["count_after"]) == (1000, 90_000)


def test_a_unit_that_is_passed_by_all_others_fell_by_them():
    """Its own counts are what they were."""
    now = {unit: reads * 100 for unit, reads in BEFORE.items()} | {"甲": BEFORE["甲"]}
    first, second = editions(BEFORE, now)
    one = next(f for f in rank_moves(second, first, 5, COMPETITION) if f.unit == "甲")
    assert (one.evidence["own"], one.evidence["others"]) == (0, -9)


def test_a_bonus_alone_is_told_apart():
    """The same value with points added."""
    first, _ = editions(BEFORE, BEFORE)
    old = row(first, "癸")
    won = replace(old, rank=1, bonus=99.0, total=(old.total or 0) + 99, previous_rank=10)
    found = causes(won, board(first))
    assert found
    assert (found.own, found.bonus, found.others) == (0, 9, 0)


VALUES = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), min_size=8, max_size=8)


def table(numbers: list[tuple[int, int]]) -> Board:
    """A board of made-up values and bonuses, ranked by their sums."""
    totals = [float(value + bonus) for value, bonus in numbers]
    rows = [
        BoardRow(
            1 + sum(other > total for other in totals),
            unit,
            float(value),
            float(bonus),
            total,
            None,
            "same",
            None,
            {},
        )
        for unit, total, (value, bonus) in zip(UNITS, totals, numbers, strict=False)
    ]
    return Board("influence", "影响力", "各区", tuple(rows))


@given(VALUES, VALUES)
def test_the_causes_always_add_up_to_the_move(then, now):
    """An exact decomposition, whatever the values are, ties included."""
    before, after = table(then), table(now)
    for was, one in zip(before.rows, after.rows, strict=True):
        found = causes(one, before)
        assert found
        assert found.own + found.bonus + found.others == found.moved == was.rank - one.rank
        if was.value == one.value:
            assert found.own == 0
        if was.bonus == one.bonus:
            assert found.bonus == 0


def test_small_moves_and_first_editions_raise_no_flag():
    """Fewer places than asked for, and nothing to compare with."""
    first, second = editions(BEFORE, BEFORE | {"癸": 2500})
    assert list(rank_moves(second, first, 5, COMPETITION)) == []
    assert list(rank_moves(second, None, 1, COMPETITION)) == []


def test_after_a_change_of_method_a_move_is_only_reported():
    """Values of two formulas cannot be taken apart."""
    first, second = editions(BEFORE, BEFORE | {"癸": 90_000})
    other = replace(first, method=replace(first.method, version="0"))
    assert {f.code for f in rank_moves(second, other, 5, COMPETITION)} == {"rank_moved_method"}


@pytest.mark.parametrize("least", [5, 10])
def test_the_office_sets_the_least_move(least):
    """Nine places are enough for five and not for ten."""
    first, second = editions(BEFORE, BEFORE | {"癸": 90_000})
    assert bool(list(rank_moves(second, first, least, COMPETITION))) is (least == 5)


def test_the_rule_of_the_method_takes_a_move_apart():
    """癸 is level with nine others: by "modified" it shares their last place, until they fall."""
    rule = RankRule(ties="modified")
    level = dict.fromkeys(UNITS[:-1], (5.0, 0.0))
    first = made_edition(made_board(level | {"癸": (0.0, 0.0)}, rule), month="2026-09")
    fallen = made_board(dict.fromkeys(level, (1.0, 0.0)) | {"癸": (5.0, 0.0)}, rule)
    moved = [replace(r, moved=9 if r.unit == "癸" else -1) for r in fallen.rows]
    second = made_edition(replace(fallen, rows=tuple(moved)))
    (one,) = rank_moves(second, first, 5, rule)
    assert (one.evidence["own"], one.evidence["others"]) == (0, 9)
    (other,) = rank_moves(second, first, 5, COMPETITION)
    assert (other.evidence["own"], other.evidence["others"]) == (9, 0)
