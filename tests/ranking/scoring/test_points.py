"""What each indicator brings to its index."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.methods.model import Index
from ranking.scoring.engine import evaluate
from ranking.scoring.points import add_points, additive
from tests.builders.trees import bare, frame, indicator, level, table, tree

NESTED = tree(
    level("reach", "0.6", indicator("a", "0.5"), indicator("b", "0.5")),
    indicator("c", "0.4"),
)
counts = st.one_of(st.none(), st.integers(0, 2**53))


def points(index: Index, units: Any) -> list[dict[str, float | None]]:
    found = add_points(index, evaluate(index, units))
    names = [node.name for node in index.indicators()]
    rows = found.select(f"{index.id}.{name}.points" for name in names).iter_rows()
    return [dict(zip(names, row, strict=True)) for row in rows]


@given(rows=st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=5))
@settings(deadline=None)
def test_points_add_up_to_the_value(rows: list[tuple[int | None, ...]]) -> None:
    """The points of all observed parts are the index; a missing part has none."""
    columns = dict(zip("abc", map(list, zip(*rows, strict=True)), strict=True))
    units = table(**columns)
    values = evaluate(NESTED, units)["power"]
    for value, parts, row in zip(values, points(NESTED, units), rows, strict=True):
        assert [part is None for part in parts.values()] == [count is None for count in row]
        seen = [part for part in parts.values() if part is not None]
        assert value == (pytest.approx(sum(seen), rel=1e-12) if seen else None)


def test_points_are_shares_by_weight() -> None:
    """Weights need not add up to 1."""
    index = bare({"feature": "a", "weight": 3}, "b")
    assert points(index, frame(a=[2], b=[2])) == [{"a": 1.5, "b": 0.5}]


def test_a_power_shares_in_proportion() -> None:
    """The parts of (a + b)² are those of a + b, enlarged alike: 10 × 2² = 40."""
    index = bare("a", "b", finish={"power": 2, "multiplier": 10})
    assert points(index, frame(a=[1, 0], b=[3, 0])) == [{"a": 10, "b": 30}, {"a": 0, "b": 0}]


def test_a_level_without_a_value_brings_nothing() -> None:
    """Its observed part has no points, and the rest still adds up."""
    inner = level("r", "0.5", indicator("a", "1", missing="unavailable"), indicator("b", "1"))
    index = tree(inner, indicator("c", "0.5"))
    units = frame(a=[None], b=[5], c=[100])
    assert points(index, units) == [{"a": None, "b": None, "c": pytest.approx(100)}]


def test_no_index_no_points() -> None:
    """Where a part is unavailable, or too little for the index."""
    assert points(bare("a", "b"), frame(a=[1], b=[None])) == [{"a": None, "b": None}]
    few = bare("a", minimum=[{"feature": "a", "at_least": 5, "reason": "few"}])
    assert points(few, frame(a=[4, 5])) == [{"a": None}, {"a": 5}]


@pytest.mark.parametrize(
    ("index", "wanted"),
    [
        (NESTED, True),
        (bare("a"), True),
        (bare("a", finish={"power": 2}), True),
        (bare("a", finish={"offset": 1}), False),
        (bare("a", aggregate="gmean"), False),
        (bare({"id": "r", "aggregate": "median", "nodes": [{"feature": "a"}]}), False),
    ],
)
def test_only_sums_have_points(index: Index, wanted: bool) -> None:
    """An offset, a product or a middle value cannot be shared out: then there are no points."""
    assert additive(index) is wanted
    found = points(index, frame(a=[2], b=[2], c=[2]))[0].values()
    assert all((part is not None) is wanted for part in found)
