"""Aggregations of a level."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from math import prod
from typing import get_args

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.methods.vocabulary import AggregationName
from ranking.scoring.aggregate import AGGREGATIONS, observed_weight, whole_weights
from tests.builders.trees import frame

MEANS = ["amean", "gmean", "hmean", "pmean"]
WEIGHTS = [3.0, 1.0]


def combined(
    name: AggregationName,
    weights: list[float],
    *rows: tuple[float | None, ...],
    exponent: float = 2,
) -> list[float | None]:
    names = [f"c{number}" for number in range(len(weights))]
    units = frame(**{n: [row[i] for row in rows] for i, n in enumerate(names)})
    expression = AGGREGATIONS[name].combine([pl.col(n) for n in names], weights, exponent)
    return units.select(expression.alias("result"))["result"].to_list()


def test_every_name_a_method_may_use_has_an_aggregation() -> None:
    """The allowed names are those there is code for, and Copeland, which compares rows."""
    assert set(get_args(AggregationName)) == {*AGGREGATIONS, "copeland"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("amean", (3 * 2 + 1 * 8) / 4),
        ("gmean", (2**3 * 8) ** (1 / 4)),
        ("hmean", 4 / (3 / 2 + 1 / 8)),
        ("pmean", ((3 * 4 + 64) / 4) ** 0.5),
        ("wproduct", 2.0**3 * 8),
        ("median", 5.0),
    ],
)
def test_each_aggregation_is_its_formula(name: AggregationName, expected: float) -> None:
    """The textbook formula, written out with weights 3 and 1."""
    assert combined(name, WEIGHTS, (2.0, 8.0)) == [pytest.approx(expected, rel=1e-14)]


@pytest.mark.parametrize("name", [*MEANS, "median"])
def test_a_missing_child_leaves_both_sums(name: AggregationName) -> None:
    """One observed child alone is the value; none observed is no value."""
    alone, nothing = combined(name, WEIGHTS, (None, 7.0), (None, None))
    assert (alone, nothing) == (pytest.approx(7), None)


def test_the_others_carry_the_weight_of_a_missing_factor() -> None:
    """A product with a missing factor keeps the sum of its exponents."""
    found = combined("wproduct", [0.5, 0.3, 0.2], (4.0, None, 9.0), (None, None, None))
    assert found == [pytest.approx((4**0.5 * 9**0.2) ** (1 / 0.7)), None]


def test_a_median_of_an_even_number_is_the_mean_of_the_middle_two() -> None:
    """And of an odd number the middle one, whatever the order."""
    found = combined("median", [1.0] * 4, (9.0, 1.0, 4.0, 2.0), (9.0, None, 4.0, 2.0))
    assert found == [3.0, 4.0]


@pytest.mark.parametrize("exponent", [-800.0, 800.0])
def test_a_large_exponent_stays_within_floats(exponent: float) -> None:
    """The mean goes to the least or the greatest value and never to 0 or infinity."""
    found = combined("pmean", [1.0, 1.0], (0.001, 1000.0), exponent=exponent)
    assert found == [pytest.approx(0.001 if exponent < 0 else 1000.0, rel=0.002)]


@pytest.mark.parametrize("name", ["gmean", "hmean", "pmean", "wproduct"])
def test_products_and_powers_need_values_above_zero(name: AggregationName) -> None:
    """Their domain says so, and the engine refuses the rest."""
    assert AGGREGATIONS[name].domain == "positive"


def test_weights_become_the_least_whole_numbers_in_proportion() -> None:
    """Tenths and thirds of hundred alike, and a common factor goes."""
    assert whole_weights([Decimal("0.3"), Decimal("0.45"), Decimal("0.25")]) == [6, 9, 5]
    assert whole_weights([Decimal(30), Decimal(45), Decimal(25)]) == [6, 9, 5]
    assert whole_weights([Decimal("0.1")]) == [1]


@given(
    weights=st.lists(st.decimals("0.001", "9", places=3), min_size=1, max_size=5),
    factor=st.decimals("0.01", "50", places=2),
)
@settings(deadline=None)
def test_a_common_factor_changes_no_whole_weight(weights: list[Decimal], factor: Decimal) -> None:
    """Only proportions count, so no bit of a mean can change."""
    assert whole_weights([weight * factor for weight in weights]) == whole_weights(weights)


def test_the_observed_weight_is_that_of_children_with_a_value() -> None:
    """Zero is a value."""
    units = frame(a=[0.0, None, None], b=[1.0, 1.0, None])
    found = units.select(observed_weight([pl.col("a"), pl.col("b")], WEIGHTS).alias("weight"))
    assert found["weight"].to_list() == [4.0, 1.0, 0.0]


@given(
    values=st.lists(st.floats(0.01, 1e6), min_size=1, max_size=6),
    data=st.data(),
)
@settings(deadline=None)
def test_means_lie_in_their_classical_order(values: list[float], data: st.DataObject) -> None:
    """Harmonic ≤ geometric ≤ arithmetic ≤ quadratic, between the least and the greatest."""
    size = len(values)
    weights = data.draw(st.lists(st.integers(1, 9).map(float), min_size=size, max_size=size))
    order = ["hmean", "gmean", "amean", "pmean"]
    found = [combined(name, weights, tuple(values))[0] for name in order]  # type: ignore[arg-type]
    chain = [min(values), *found, max(values)]
    assert all(a <= b * (1 + 1e-12) for a, b in pairwise(chain))  # type: ignore[operator]


@given(values=st.lists(st.integers(1, 50).map(float), min_size=1, max_size=5))
@settings(deadline=None)
def test_the_geometric_mean_is_the_root_of_the_product(values: list[float]) -> None:
    """With equal weights."""
    (found,) = combined("gmean", [1.0] * len(values), tuple(values))
    assert found == pytest.approx(prod(values) ** (1 / len(values)), rel=1e-12)
