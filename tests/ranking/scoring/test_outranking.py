"""Rows compared pair by pair."""

from __future__ import annotations

from itertools import permutations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.errors import DataError
from ranking.scoring import outranking as module
from ranking.scoring.outranking import copeland, outranking
from tests.builders.trees import bare, frame, scores

cells = st.one_of(st.none(), st.integers(0, 3).map(float))


def columns(*values: list[float | None]) -> list[pl.Series]:
    return [pl.Series(f"x{number}", column, pl.Float64) for number, column in enumerate(values)]


def shares(units: list[pl.Series], weights: list[float]) -> dict[tuple[int, int], float | None]:
    return {(one, other): share for one, other, share in outranking(units, weights).iter_rows()}


def test_a_share_is_the_weight_won_with_ties_half() -> None:
    """Row 0 wins the column of weight 3 and ties that of weight 1."""
    assert shares(columns([2, 1], [5, 5]), [3, 1]) == {(0, 1): 0.875, (1, 0): 0.125}


def test_a_share_is_of_the_columns_that_both_rows_have() -> None:
    """Where they share none there is no share."""
    found = shares(columns([2, 1, None], [None, 9, 9]), [3, 1])
    assert found == {
        (0, 1): 1.0,
        (1, 0): 0.0,
        (1, 2): 0.5,
        (2, 1): 0.5,
        (0, 2): None,
        (2, 0): None,
    }


def test_a_win_counts_one_and_a_defeat_takes_one_off() -> None:
    """The best of three has 2, the worst -2, and equal rows nothing."""
    assert copeland(columns([3, 2, 1]), [1]).to_list() == [2.0, 0.0, -2.0]
    assert copeland(columns([5, 5]), [1]).to_list() == [0.0, 0.0]


def test_a_row_without_any_value_meets_nobody() -> None:
    """It has no points, and nobody has points for beating it; zero is a value."""
    assert copeland(columns([1, None, 0]), [1]).to_list() == [1.0, None, -1.0]


@pytest.mark.parametrize(("column", "points"), [([], []), ([4.0], [0.0]), ([None], [None])])
def test_small_tables(column: list[float | None], points: list[float | None]) -> None:
    """No row, one row, and one row without a value."""
    assert copeland(columns(column), [1]).to_list() == points


def test_too_many_rows_are_refused_with_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table is named by its size, with what to do."""
    monkeypatch.setattr(module, "LARGEST", 2)
    with pytest.raises(DataError, match="the table has 3, at most 2") as caught:
        copeland(columns([1, 2, 3]), [1])
    assert "another aggregate" in caught.value.hint


@given(rows=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=7))
@settings(deadline=None)
def test_pairs_are_judged_as_by_hand(rows: list[tuple[float | None, ...]]) -> None:
    """Every share equals one counted with plain loops, in blocks of any size."""
    weights = [1.0, 2.0, 4.0]
    units = columns(*(list(column) for column in zip(*rows, strict=True)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_AT_ONCE", len(rows))
        found = shares(units, weights)
    for one, other in permutations(range(len(rows)), 2):
        met = [
            (weight, (a > b) + 0.5 * (a == b))
            for weight, a, b in zip(weights, rows[one], rows[other], strict=True)
            if a is not None and b is not None
        ]
        total = sum(weight for weight, _ in met)
        wanted = sum(weight * score for weight, score in met) / total if met else None
        assert found[one, other] == wanted
    assert len(found) == len(rows) * (len(rows) - 1)


def test_an_index_may_be_a_copeland_score() -> None:
    """An unavailable part takes the row's index, not its place in the comparison."""
    index = bare("a", {"feature": "b", "missing": "reweight"}, aggregate="copeland")
    assert scores(index, frame(a=[3, 2, None], b=[None, 1, 9])) == [1.0, -2.0, None]
