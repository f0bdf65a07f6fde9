"""The stages of an indicator, in their order."""

from __future__ import annotations

from math import log1p
from typing import Any

import polars as pl
import pytest

from ranking.scoring.domain import OutOfDomainError
from ranking.scoring.engine import evaluate
from ranking.scoring.stages import add_stage
from tests.builders.trees import bare, frame


def stage_columns(units: pl.DataFrame, stage: str, *nodes: dict[str, Any], **rules: Any) -> Any:
    index = bare(*nodes, **rules)
    added = add_stage(index, units, stage, "raw")  # type: ignore[arg-type]
    return {name: added[name].to_list() for name in added.columns if name not in units.columns}


def test_only_indicators_with_a_rule_get_a_column() -> None:
    """The others keep the table's own."""
    found = stage_columns(
        frame(a=[3], b=[4]), "transformed", {"feature": "a", "transform": "ln1p"}, {"feature": "b"}
    )
    assert found == {"power.a.transformed": [log1p(3)]}


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"per": "day"}, [2, None, 0, None]),
        ({"per": "post"}, [15, None, 0, None]),
        ({"per": "headline"}, [None, None, 0, None]),
        ({"denominator": "people"}, [6, None, 0, None]),
        ({"per": "day", "denominator": "people"}, [0.2, None, 0, None]),
    ],
)
def test_a_feature_is_divided(more: dict[str, Any], wanted: list[float | None]) -> None:
    """By days, posts, headlines, a feature, or two of them; nothing by nothing is nothing."""
    units = frame(
        reads=[60, None, 0, 5],
        days=[30, 30, 30, None],
        posts=[4, 4, 0, None],
        headlines=[0, 4, 0, None],
        people=[10, 10, 0, None],
    )
    found = stage_columns(units, "denominated", {"feature": "reads"} | more)
    assert found == {"power.reads.denominated": wanted}


def test_zero_fills_what_the_imputation_left() -> None:
    """First the index's rule, then the indicator's zero; its own rule comes before the index's."""
    units = frame(a=[1, None, None], b=[None, 2, None])
    units = units.with_columns(area=pl.Series(["x", "x", "y"]))
    by_area = {"kind": "group_mean", "group": "area"}
    nodes = [
        {"feature": "a", "missing": "zero"},
        {"feature": "b", "imputation": {"kind": "none"}},
        {"feature": "b", "id": "c", "imputation": {"kind": "value", "value": 9}},
    ]
    found = stage_columns(units, "imputed", *nodes, imputation=by_area)
    assert found == {
        "power.a.imputed": [1, 1, 0],
        "power.b.imputed": [None, 2, None],
        "power.c.imputed": [9, 2, 9],
    }


def test_an_indicator_may_be_taken_out_of_a_rule() -> None:
    """Treatment and normalisation of the index, with one indicator's own."""
    rules = {"treatment": {"kind": "log_modulus"}, "normalisation": {"kind": "minmax"}}
    own = {"treatment": {"kind": "none"}, "normalisation": {"kind": "none"}, "direction": -1}
    units = frame(a=[0, 1], b=[5, 6])
    nodes = ({"feature": "a"}, {"feature": "b"} | own)
    treated = stage_columns(units, "treated", *nodes, **rules)
    assert treated == {"power.a.treated": [0, pytest.approx(log1p(1))], "power.b.treated": [5, 6]}
    made = evaluate(bare(*nodes, **rules), units)
    assert made["power.a.normalised"].to_list() == [0, 1]
    assert made["power.b.normalised"].to_list() == [-5, -6]


def test_the_scale_comes_before_the_transform() -> None:
    """ln(1 + 10 x); a scale alone is a transform."""
    nodes = (
        {"feature": "a", "transform": "ln1p", "scale": 10},
        {"feature": "a", "id": "b", "scale": "-0.5"},
    )
    found = stage_columns(frame(a=[3, None]), "transformed", *nodes)
    assert found == {
        "power.a.transformed": [pytest.approx(log1p(30)), None],
        "power.b.transformed": [-1.5, None],
    }


@pytest.mark.parametrize(
    ("transform", "wrong"), [("ln1p", -1), ("sqrt", -1), ("power", -1), ("log10", 0)]
)
def test_values_a_transform_is_not_defined_for_are_refused(transform: str, wrong: float) -> None:
    """With the feature's name and the transform's."""
    index = bare({"feature": "a", "transform": transform, "exponent": 2})
    with pytest.raises(OutOfDomainError, match=f"'a' is {wrong}.0 in row 2 .* {transform} needs"):
        evaluate(index, frame(a=[1, wrong, None]))


def test_a_treatment_that_fails_names_the_feature() -> None:
    """Not the intermediate column it works on."""
    rule = {"kind": "winsorise", "max_points": 1, "otherwise": "log"}
    index = bare({"feature": "a", "per": "day"}, treatment=rule)
    values = [0.0, *map(float, range(1, 21)), 100.0, 200.0]
    with pytest.raises(OutOfDomainError, match="treatment of 'a'"):
        evaluate(index, frame(a=values, days=[30.0] * len(values)))


def test_stages_follow_one_another() -> None:
    """Each works on what the one before it left."""
    node = {
        "feature": "a",
        "per": "day",
        "imputation": {"kind": "value", "value": 3},
        "treatment": {"kind": "log_modulus"},
        "transform": "power",
        "exponent": 2,
        "normalisation": {"kind": "ratio", "reference": "best"},
    }
    made = evaluate(bare(node), frame(a=[7, None], days=[7, 7])).row(0, named=True)
    assert made["power.a.denominated"] == 1
    assert made["power.a.imputed"] == 1
    assert made["power.a.treated"] == log1p(1)
    assert made["power.a.transformed"] == log1p(1) ** 2
    assert made["power"] == pytest.approx(log1p(1) ** 2 / log1p(3) ** 2)
