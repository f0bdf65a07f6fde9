"""Rules as short formulas in symbols."""

from __future__ import annotations

from typing import Any

import pytest

from ranking.editions.symbols import column_rules, finish_text, indicator_text, level_text
from ranking.methods.model import Index, Indicator


def node(**keys: Any) -> Indicator:
    return Indicator.model_validate({"feature": "likes"} | keys)


def made(**keys: Any) -> Index:
    content = {"id": "x", "name": "X", "aggregate": "amean", "nodes": [{"feature": "a"}]} | keys
    return Index.model_validate(content)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ({}, "likes"),
        ({"scale": 10, "per": "day", "transform": "ln1p"}, "ln(1 + 10 × likes ÷ days)"),
        (
            {"transform": "log1p_ratio", "reference": 80000, "reference_per": "day"},
            "ln(1 + likes) ÷ ln(1 + 80000 × days)",
        ),
        ({"denominator": "people", "transform": "sqrt"}, "√(likes ÷ people)"),
        ({"transform": "power", "exponent": "0.5"}, "(likes) ^ 0.5"),
        ({"transform": "log10", "per": "post"}, "log10(likes ÷ posts)"),
    ],
)
def test_an_indicator_is_its_formula(keys: dict[str, Any], text: str) -> None:
    """Divisors, scale and transform in the order in which they apply."""
    assert indicator_text(node(**keys)) == text


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ({}, "amean(a)"),
        ({"finish": {"power": 2, "multiplier": "12"}}, "12 × (amean(a)) ^ 2"),
        ({"finish": {"offset": 5}}, "amean(a) + 5"),
        ({"aggregate": "pmean", "exponent": 3}, "pmean(a; 3)"),
        ({"minimum_data": "0.6"}, "amean(a; at least 0.6)"),
        (
            {"finish": {"multiplier": 100, "relative_to_reference": True}},
            "100 × amean(a) ÷ amean(a) at the references",
        ),
    ],
)
def test_the_finish_is_read_from_the_inside_out(keys: dict[str, Any], text: str) -> None:
    """Level, reference, power, multiplier, offset."""
    assert finish_text(made(**keys)) == text


def test_a_level_names_its_children() -> None:
    """By id where they have one, else by feature."""
    index = made(nodes=[{"id": "first", "feature": "a"}, {"feature": "b"}], aggregate="median")
    assert level_text(index.root()) == "median(first, b)"


@pytest.mark.parametrize(
    ("keys", "rules"),
    [
        ({}, ()),
        ({"imputation": {"kind": "group_mean", "group": "区域"}}, ("gaps: mean of 区域",)),
        ({"imputation": {"kind": "value", "value": "0.5"}}, ("gaps: 0.5",)),
        ({"imputation": {"kind": "none"}, "treatment": {"kind": "none"}}, ("outliers: none",)),
        ({"treatment": {"kind": "log_modulus"}}, ("outliers: log_modulus",)),
        (
            {"treatment": {"kind": "winsorise", "max_points": 3, "otherwise": "log"}},
            ("winsorise: at most 3 points, then log",),
        ),
        (
            {"normalisation": {"kind": "minmax", "upper": 100}, "direction": -1},
            ("minmax 0 to 100", "less is better"),
        ),
        ({"normalisation": {"kind": "zscore", "mean": 10, "sd": 2}}, ("zscore, mean 10, sd 2",)),
        (
            {"normalisation": {"kind": "goalposts", "lower": 20, "upper": 85, "scale": 100}},
            ("goalposts 20 to 85 × 100",),
        ),
        ({"normalisation": {"kind": "distance_to_target", "target": 9}}, ("distance to 9",)),
        ({"normalisation": {"kind": "ratio", "reference": "best"}}, ("ratio to best",)),
        ({"normalisation": {"kind": "difference", "reference": 4}}, ("difference to 4",)),
        ({"normalisation": {"kind": "borda"}}, ("borda",)),
    ],
)
def test_rules_for_columns_are_named(keys: dict[str, Any], rules: tuple[str, ...]) -> None:
    """Gaps, outliers, scale and direction, each in a few words."""
    assert column_rules(node(**keys)) == rules
