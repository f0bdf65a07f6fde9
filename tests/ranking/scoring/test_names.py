"""Names of columns, and which stages an indicator goes through."""

from __future__ import annotations

from typing import Any

import pytest

from ranking.methods.model import Level
from ranking.scoring.names import column, stages_of, value_column
from tests.builders.trees import bare

MINMAX = {"kind": "minmax"}
ALL = {
    "per": "day",
    "imputation": {"kind": "value", "value": 0},
    "treatment": {"kind": "log_modulus"},
    "transform": "sqrt",
    "normalisation": MINMAX,
}


def stages(**more: Any) -> tuple[str, ...]:
    index = bare({"feature": "reads"} | more)
    return stages_of(index, index.indicators()[0])


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({}, ()),
        ({"per": "post"}, ("denominated",)),
        ({"denominator": "people"}, ("denominated",)),
        ({"missing": "zero"}, ("imputed",)),
        ({"missing": "reweight"}, ()),
        ({"imputation": ALL["imputation"]}, ("imputed",)),
        ({"treatment": ALL["treatment"]}, ("treated",)),
        ({"transform": "ln1p"}, ("transformed",)),
        ({"scale": 10}, ("transformed",)),
        ({"normalisation": MINMAX}, ("normalised",)),
        (ALL, ("denominated", "imputed", "treated", "transformed", "normalised")),
    ],
)
def test_an_indicator_has_the_stages_it_has_rules_for(
    more: dict[str, Any], wanted: tuple[str, ...]
) -> None:
    """In the order in which they are done, and no other."""
    assert stages(**more) == wanted


@pytest.mark.parametrize(
    ("key", "rule", "stage"),
    [
        ("imputation", ALL["imputation"], "imputed"),
        ("treatment", ALL["treatment"], "treated"),
        ("normalisation", MINMAX, "normalised"),
    ],
)
def test_rules_of_the_index_are_rules_of_its_indicators(
    key: str, rule: dict[str, Any], stage: str
) -> None:
    """Unless the indicator has its own."""
    index = bare("reads", **{key: rule})
    assert stages_of(index, index.indicators()[0]) == (stage,)


def test_the_value_is_in_the_column_of_the_last_stage() -> None:
    """Or of the last before a stage, or in the table's own where nothing was done yet."""
    index = bare({"feature": "reads", "id": "daily"} | ALL)
    (node,) = index.indicators()
    assert value_column(index, node, "raw") == "power.daily.normalised"
    assert value_column(index, node, "raw", "treated") == "power.daily.imputed"
    assert value_column(index, node, "raw", "denominated") == "reads"
    assert value_column(index, node, "transformed") == "power.daily.normalised"
    assert value_column(index, node, "treated", "transformed") == "daily"
    assert value_column(index, node, "normalised") == "daily"


def test_a_level_has_a_value() -> None:
    """Whatever the table's stage."""
    index = bare({"id": "reach", "aggregate": "amean", "nodes": [{"feature": "reads"}]})
    (node,) = index.nodes
    assert isinstance(node, Level)
    assert value_column(index, node, "normalised") == "power.reach.value"
    assert column(index, "index", "value") == "power.index.value"
