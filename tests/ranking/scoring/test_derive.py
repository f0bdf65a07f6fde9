"""Features made of others."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.methods.features import Derived
from ranking.scoring.derive import derive
from tests.builders.trees import frame


def derived(formula: str, **more: object) -> Derived:
    content = {"name": {"zh": "数", "en": "number"}, "formula": formula, "reason": "test"}
    return Derived.model_validate(content | more)


def value(formula: str, units: pl.DataFrame, **more: object) -> list[float | None]:
    return derive(units, {"made": derived(formula, **more)}, ["made"])["made"].to_list()


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("a + b", 8),
        ("a - b", 4),
        ("a * b", 12),
        ("a / b", 3),
        ("-a", -6),
        ("2.5 + 3", 5.5),
        ("min(a, 4)", 4),
        ("max(a, b)", 6),
        ("(a + b) * 2 - a / b", 13),
        ("a > b", 1),
        ("a < b", 0),
        ("a >= 6", 1),
        ("a <= 5", 0),
        ("a == 6", 1),
        ("a != 6", 0),
    ],
)
def test_a_formula_is_arithmetic(formula: str, wanted: float) -> None:
    """Python's order of operations; a comparison is 1 where true, else 0."""
    assert value(formula, frame(a=[6], b=[2])) == [wanted]


@pytest.mark.parametrize("formula", ["a + b", "a / b", "min(a, b)", "max(b, a)", "-b", "a > b"])
def test_a_missing_part_makes_the_whole_missing(formula: str) -> None:
    """Unlike a part that is 0."""
    missing, zero = value(formula, frame(a=[6, 6], b=[None, 0]))
    assert missing is None
    assert zero == {"a / b": None}.get(formula, zero)


def test_nothing_divided_by_nothing_is_nothing() -> None:
    """No posts, no reads: 0 on average; reads without posts are a contradiction: no value."""
    units = frame(a=[0, 5, None, 5, None], b=[0, 0, 0, None, 2])
    assert value("a / b", units) == [0, None, None, None, None]


def test_features_may_rest_on_one_another_in_any_order() -> None:
    """The file's order does not matter."""
    features = {"c": derived("b + 1"), "b": derived("a * 10"), "d": derived("c * b")}
    made = derive(frame(a=[2]), features, ["d"])
    assert made.row(0, named=True) == {"a": 2, "b": 20, "c": 21, "d": 420}


def test_features_nobody_wants_are_not_made() -> None:
    """A table needs the inputs of one index, not those of all the method's indexes."""
    features = {"b": derived("a * 10"), "c": derived("absent + 1")}
    assert derive(frame(a=[2]), features, ["b", "a"]).columns == ["a", "b"]


def test_a_column_of_the_table_wins() -> None:
    """A publisher's own average is believed, and what rests on it follows."""
    features = {"b": derived("a * 10"), "c": derived("b + 1")}
    made = derive(frame(a=[2], b=[7]), features, ["b", "c"])
    assert made.row(0, named=True) == {"a": 2, "b": 7, "c": 8}


@pytest.mark.parametrize(
    ("value_", "decimals", "mode", "wanted"),
    [
        (1.005, 2, "half_up", 1.01),
        (2.675, 2, "half_up", 2.68),
        (-1.005, 2, "half_up", -1.01),
        (0.5, 0, "half_up", 1),
        (2.5, 0, "half_up", 3),
        (2.4999999, 0, "half_up", 2),
        (0.29, 2, "floor", 0.29),
        (0.2899999, 2, "floor", 0.28),
        (-0.5, 0, "floor", -1),
        (3.999, 0, "floor", 3),
        (9007199254740991, 0, "floor", 9007199254740991),
        (None, 0, "floor", None),
        (0, 3, "half_up", 0),
    ],
)
def test_rounding_is_of_the_decimal_number_that_is_meant(
    value_: float | None, decimals: int, mode: str, wanted: float | None
) -> None:
    """1.005 is a half though its float lies below; 0.29 is not 0.28."""
    rule = {"decimals": decimals, "mode": mode}
    assert value("a", frame(a=[value_]), round=rule) == [wanted]


@given(reads=st.integers(0, 10**8), posts=st.integers(1, 5000), decimals=st.integers(0, 3))
@settings(deadline=None)
def test_a_rounded_average_is_that_of_exact_fractions(
    reads: int, posts: int, decimals: int
) -> None:
    """Half up and down, as whole-number arithmetic gives them, in a table of several rows."""
    units = frame(reads=[reads] * 2, posts=[posts] * 2)
    exact = Fraction(reads, posts) * 10**decimals
    down, up = floor(exact), floor(exact + Fraction(1, 2))
    for mode, steps in (("floor", down), ("half_up", up)):
        rule = {"decimals": decimals, "mode": mode}
        assert value("reads / posts", units, round=rule) == [steps / 10**decimals] * 2


def test_an_empty_table_gets_empty_columns() -> None:
    """Even for a formula without features."""
    made = derive(frame(a=[]), {"b": derived("a + 1"), "c": derived("5")}, ["b", "c"])
    assert (set(made.columns), made.height) == ({"a", "b", "c"}, 0)
