"""Levels: which children count, and how much must be observed."""

from __future__ import annotations

from typing import Any

import pytest

from ranking.scoring.domain import OutOfDomainError
from ranking.scoring.engine import evaluate
from tests.builders.trees import bare, frame, indicator, level, scores, tree

OPEN = [{"feature": name, "missing": "reweight"} for name in ("a", "b")]


def heavy(share: str, *weights: str) -> Any:
    nodes = [
        {"feature": name, "weight": weight, "missing": "reweight"}
        for name, weight in zip("abc", weights, strict=False)
    ]
    return bare(*nodes, minimum_data=share)


def test_a_level_is_named_with_its_value() -> None:
    """Every level of the tree and the root, from the leaves up."""
    index = bare({"id": "reach", "aggregate": "amean", "nodes": OPEN}, "c")
    found = evaluate(index, frame(a=[1, None], b=[3, 8], c=[10, 2]))
    assert found["power.reach.value"].to_list() == [2, 8]
    assert found["power.index.value"].to_list() == [6, 5]


def test_without_a_word_a_missing_child_is_no_value() -> None:
    """``unavailable`` is the rule unless the file says otherwise, for indicators and levels."""
    inner = {"id": "reach", "aggregate": "amean", "nodes": [{"feature": "a"}]}
    assert scores(bare(inner, "b"), frame(a=[1, None, 0], b=[3, 3, 3])) == [2, None, 1.5]


def test_a_missing_level_may_be_left_out() -> None:
    """Its own child is unavailable, so it is; the parent goes on without it."""
    inner = {"id": "r", "aggregate": "amean", "missing": "reweight", "nodes": [{"feature": "a"}]}
    assert scores(bare(inner, "b"), frame(a=[None], b=[3])) == [3]


@pytest.mark.parametrize(
    ("share", "weights", "enough"),
    [
        ("0.5", ("1", "1"), True),
        ("0.51", ("1", "1"), False),
        ("0.07", ("7", "93"), True),
        ("0.3", ("0.3", "0.7"), True),
        ("0.6", ("6", "4"), True),
        ("1", ("1", "1"), False),
    ],
)
def test_enough_weight_must_be_observed(share: str, weights: tuple[str, str], enough: bool) -> None:
    """The first child alone is observed; exactly the share is enough, in decimals."""
    found = scores(heavy(share, *weights), frame(a=[4, None], b=[None, None]))
    assert found == [4 if enough else None, None]


@pytest.mark.parametrize("aggregate", ["gmean", "hmean", "pmean", "wproduct"])
@pytest.mark.parametrize("wrong", [0.0, -1.0])
def test_values_an_aggregate_is_not_defined_for_are_refused(aggregate: str, wrong: float) -> None:
    """With the child's name and the aggregate's, before anything is computed."""
    index = bare("a", "b", aggregate=aggregate, exponent=2)
    message = f"'b' is {wrong} in row 2 .* {aggregate} needs numbers above 0"
    with pytest.raises(OutOfDomainError, match=message):
        evaluate(index, frame(a=[1, 1], b=[2, wrong]))


def test_weights_of_a_product_are_exponents() -> None:
    """They are not divided by their sum."""
    nodes = [{"feature": "a", "weight": 2}, {"feature": "b", "weight": "0.5"}]
    found = scores(bare(*nodes, aggregate="wproduct"), frame(a=[3], b=[16]))
    assert found == [pytest.approx(36)]


def test_the_exponent_of_a_generalised_mean_is_used() -> None:
    """The level's own."""
    found = scores(bare("a", "b", aggregate="pmean", exponent=3), frame(a=[1], b=[3]))
    assert found == [pytest.approx(14 ** (1 / 3))]


def test_the_reference_is_the_level_at_full_counts() -> None:
    """Over the children that are observed, at every level."""
    index = tree(level("r", "0.5", indicator("a", "0.5"), indicator("b", "0.5", reference=7)))
    found = evaluate(index, frame(a=[100, 100, None, None], b=[7, None, 7, None]))
    assert found["power"].to_list() == [pytest.approx(100)] * 3 + [None]
    full = found["power.r.reference"].to_list()
    assert full[1:] == [pytest.approx(4.61512051684126), pytest.approx(2.0794415416798357), None]


def test_a_reference_per_day_takes_the_days_of_the_row() -> None:
    """Twice the days, twice the reference."""
    index = tree(indicator("a", "1", transform="identity", reference_per="day"))
    assert scores(index, frame(a=[300, 600], days=[3, 3])) == [100, 200]
