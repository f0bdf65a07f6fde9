"""The engine: trees of indicators and levels, missing rules, and what must never happen."""

from __future__ import annotations

from math import log1p

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.methods.model import Index
from ranking.scoring.engine import column, evaluate
from tests.builders.month import shanghai
from tests.builders.trees import indicator, level, table, tree

FLAT = tree(indicator("a", "0.7"), indicator("b", "0.3", scale=10, reference=5))
NESTED = tree(
    level("reach", "0.6", indicator("a", "0.5"), indicator("b", "0.5")),
    indicator("c", "0.4"),
)
counts = st.one_of(st.none(), st.integers(0, 2**53))


def values(index: Index, frame: pl.DataFrame) -> list[float | None]:
    return evaluate(index, frame)[index.id].to_list()


def points(index: Index, frame: pl.DataFrame) -> list[dict[str, float | None]]:
    names = [i.feature for i in index.indicators()]
    found = evaluate(index, frame).select(column(index, n, "points") for n in names)
    return [dict(zip(names, row, strict=True)) for row in found.iter_rows()]


def test_a_flat_index_is_the_formula() -> None:
    """100 × Σ w·ln(1 + scale·x) ÷ Σ w·ln(1 + scale·reference)."""
    raw = 0.7 * log1p(12) + 0.3 * log1p(10 * 3)
    full = 0.7 * log1p(100) + 0.3 * log1p(10 * 5)
    assert values(FLAT, table(a=[12], b=[3])) == [pytest.approx(100 * raw / full, rel=1e-14)]


def test_the_index_is_100_at_the_references() -> None:
    """Every shipped index is 100 where all counts are the reference counts."""
    for index in shanghai().indexes:
        row = table(**{i.feature: [int(i.reference)] for i in index.indicators()})
        assert values(index, row) == [pytest.approx(100, abs=1e-12)]


def test_levels_are_aggregated_from_the_leaves_up() -> None:
    """A level is the weighted mean of its children, and so is the root of levels."""
    inner = 0.5 * log1p(1) + 0.5 * log1p(2)
    expected = 100 * (0.6 * inner + 0.4 * log1p(3)) / log1p(100)
    assert values(NESTED, table(a=[1], b=[2], c=[3])) == [pytest.approx(expected, rel=1e-14)]


def test_a_plain_finish_only_multiplies() -> None:
    """Without a reference the index is multiplier × the weighted mean."""
    index = tree(indicator("a", "0.5"), indicator("b", "0.5"), relative=False)
    found = values(index, table(a=[4, 4], b=[9, None]))
    expected = [100 * (0.5 * log1p(4) + 0.5 * log1p(9)), 100 * log1p(4)]
    assert found == pytest.approx(expected, rel=1e-14)


def test_reweight_leaves_a_missing_part_out_of_both_sums() -> None:
    """The others carry its weight; its reference is left out too."""
    found = values(FLAT, table(a=[12], b=[None]))
    assert found == [pytest.approx(100 * log1p(12) / log1p(100), rel=1e-14)]


def test_a_wholly_missing_level_is_left_out_of_its_parent() -> None:
    """The rest of the tree carries the weight of a level with nothing observed."""
    found = values(NESTED, table(a=[None], b=[None], c=[7]))
    assert found == [pytest.approx(100 * log1p(7) / log1p(100), rel=1e-14)]


def test_zero_counts_a_missing_part_as_nothing() -> None:
    """The weight stays with the missing part, which brings no points."""
    index = tree(indicator("a", "0.5"), indicator("b", "0.5", missing="zero"))
    found = evaluate(index, table(a=[9], b=[None]))
    assert found["power"].to_list() == [pytest.approx(50 * log1p(9) / log1p(100), rel=1e-14)]
    assert found[column(index, "b", "points")].to_list() == [0.0]


def test_unavailable_gives_no_index() -> None:
    """Where such a part is missing there is no value, whatever else is known."""
    index = tree(indicator("a", "0.5"), indicator("b", "0.5", missing="unavailable"))
    assert values(index, table(a=[9, 9], b=[None, 1]))[0] is None
    assert points(index, table(a=[9], b=[None])) == [{"a": None, "b": None}]


def test_nothing_observed_gives_no_index() -> None:
    """All missing is no value, which differs from all zero."""
    assert values(NESTED, table(a=[None, 0], b=[None, 0], c=[None, 0])) == [None, 0.0]


def test_an_empty_table_stays_empty() -> None:
    """No unit, no row."""
    assert values(FLAT, table(a=[], b=[])) == []


@given(rows=st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=5))
def test_points_add_up_to_the_value(rows: list[tuple[int | None, ...]]) -> None:
    """The points of all observed parts are the index; a missing part has none."""
    columns = dict(zip("abc", map(list, zip(*rows, strict=True)), strict=True))
    frame = table(**columns)
    for value, parts, row in zip(values(NESTED, frame), points(NESTED, frame), rows, strict=True):
        assert [part is None for part in parts.values()] == [count is None for count in row]
        seen = [part for part in parts.values() if part is not None]
        assert value == (pytest.approx(sum(seen), rel=1e-12) if seen else None)


@given(row=st.tuples(counts, counts, counts), more=st.integers(1, 10**9), which=st.integers(0, 2))
def test_a_larger_count_never_lowers_an_index(
    row: tuple[int | None, ...], more: int, which: int
) -> None:
    """Raising one observed count leaves the index equal or higher."""
    raised = [count if n != which or count is None else count + more for n, count in enumerate(row)]
    frame = table(**{n: [a, b] for n, a, b in zip("abc", row, raised, strict=True)})
    before, after = values(NESTED, frame)
    assert (before is None and after is None) or after >= before  # type: ignore[operator]


@given(rows=st.lists(st.tuples(counts, counts, counts), min_size=2, max_size=6))
def test_the_order_of_rows_changes_no_bit(rows: list[tuple[int | None, ...]]) -> None:
    """Every row's value depends on that row alone."""
    frame = table(**dict(zip("abc", map(list, zip(*rows, strict=True)), strict=True)))
    assert values(NESTED, frame.reverse()) == values(NESTED, frame)[::-1]
