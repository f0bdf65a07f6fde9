"""What one feature alone would have to become."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.methods.features import Derived
from ranking.methods.model import Index
from ranking.scoring.engine import evaluate
from ranking.scoring.gains import smallest_counts
from tests.builders.trees import bare, indicator, level, table, tree

INDEX = tree(indicator("a", "0.5"), indicator("b", "0.5"))
FINE = Decimal("1e-9")


@pytest.mark.slow
@given(own=st.integers(0, 300), other=st.integers(0, 300), bonus=st.sampled_from([0.0, 1.5]))
@settings(max_examples=40, deadline=None)
def test_the_count_is_the_smallest_that_passes(own: int, other: int, bonus: float) -> None:
    """With it the total exceeds the target, with one less it does not."""
    row = table(a=[own], b=[other])
    target = evaluate(INDEX, row)["power"].item() + 5
    needed = smallest_counts(INDEX, row, target, bonus, FINE)["a"]
    assert needed is not None
    below, enough = evaluate(INDEX, table(a=[needed - 1, needed], b=[other, other]))["power"]
    assert enough + bonus > target
    assert below + bonus <= target + 1e-9


def test_a_target_out_of_reach_has_no_count() -> None:
    """No count a unit could have is enough."""
    assert smallest_counts(INDEX, table(a=[1], b=[1]), 1e9, 0.0, FINE) == {"a": None, "b": None}


def test_one_feature_may_be_enough_where_another_is_not() -> None:
    """Every feature is judged alone."""
    index = tree(indicator("a", "0.99"), indicator("b", "0.01"))
    needed = smallest_counts(index, table(a=[1], b=[1]), 120.0, 0.0, FINE)
    assert needed["a"] is not None
    assert needed["b"] is None


def test_equalling_the_target_is_not_enough() -> None:
    """To gain a place the total must be larger, not equal."""
    row = table(a=[10], b=[10])
    target = evaluate(INDEX, row)["power"].item()
    assert smallest_counts(INDEX, row, target, 0.0, FINE) == {"a": 11, "b": 11}


def test_a_target_below_zero_needs_nothing() -> None:
    """Bonus alone can be enough: then the count is 0."""
    assert smallest_counts(INDEX, table(a=[0], b=[0]), 1.0, 2.0, FINE) == {"a": 0, "b": 0}


def test_a_missing_feature_would_have_to_be_observed() -> None:
    """The other part then carries only its own weight again."""
    row = table(a=[None], b=[10])
    needed = smallest_counts(INDEX, row, evaluate(INDEX, row)["power"].item(), 0.0, FINE)
    assert needed == {"a": 11, "b": 11}


def test_an_index_without_value_cannot_gain() -> None:
    """An unavailable part blocks every other feature."""
    index = tree(indicator("a", "0.5"), indicator("b", "0.5", missing="unavailable"))
    needed = smallest_counts(index, table(a=[5], b=[None]), 1.0, 0.0, FINE)
    assert needed == {"a": None, "b": 0}


def test_counting_a_missing_part_as_zero_is_no_comparison_of_units() -> None:
    """Such an index can still be judged by one unit alone."""
    index = bare("a", {"feature": "b", "missing": "zero"})
    assert smallest_counts(index, table(a=[1], b=[None]), 4, 0.0, FINE) == {"a": 9, "b": 8}


@pytest.mark.parametrize("aggregate", ["gmean", "hmean", "wproduct"])
def test_counts_for_which_the_index_is_not_defined_are_passed_over(aggregate: str) -> None:
    """A product has no value at 0, so 1 is the least count there is."""
    index = bare("a", "b", aggregate=aggregate)
    assert smallest_counts(index, table(a=[1], b=[9]), 0.5, 0.0, FINE) == {"a": 1, "b": 1}
    at_least_two = bare({"feature": "a", "transform": "log10"}, aggregate=aggregate)
    assert smallest_counts(at_least_two, table(a=[9]), 0.1, 0.0, FINE) == {"a": 2}


@pytest.mark.parametrize(
    "index",
    [
        bare("a", normalisation={"kind": "minmax"}),
        bare("a", treatment={"kind": "log_modulus"}),
        bare("a", imputation={"kind": "value", "value": 1}),
        bare("a", aggregate="copeland"),
        tree(level("r", "1", {"feature": "a"}, aggregate="copeland"), relative=False),
    ],
)
def test_an_index_that_compares_units_says_nothing_of_one(index: Index) -> None:
    """One unit's counts do not decide it."""
    assert smallest_counts(index, table(a=[5]), 1.0, 0.0, FINE) == {}


def test_a_measure_that_counts_nothing_is_not_tried() -> None:
    """A whole number of it would be no target; the others are judged as before."""
    row = table(a=[10], b=[10])
    target = evaluate(INDEX, row)["power"].item()
    assert smallest_counts(INDEX, row, target, 0.0, FINE, measures={"a"}) == {"b": 11}
    assert smallest_counts(INDEX, row, target, 0.0, FINE, measures={"a", "b"}) == {}


def test_only_features_that_can_rise_alone_are_judged() -> None:
    """Not divisors, parts of formulas, derived features, nor those that lower the index."""
    content: dict[str, Any] = {"name": {"zh": "均", "en": "mean"}, "reason": "test"}
    features = {"average": Derived.model_validate(content | {"formula": "reads / likes"})}
    nodes = (
        {"feature": "shares", "per": "post", "denominator": "people"},
        *({"feature": name} for name in ("posts", "people", "reads", "average")),
        {"feature": "faults", "scale": -1},
    )
    row = table(shares=[1], posts=[1], people=[1], reads=[6], likes=[3], faults=[1])
    found = smallest_counts(bare(*nodes), row, 9.0, 0.0, FINE, features)
    assert found == {"shares": 46}
    assert evaluate(bare(*nodes), row, features)["power"].item() == pytest.approx(10 / 6)
