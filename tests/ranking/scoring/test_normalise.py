"""Normalisation, rule by rule."""

from __future__ import annotations

from math import sqrt
from typing import Any

import polars as pl
import pytest
from pydantic import TypeAdapter

from ranking.methods.columns import Normalisation
from ranking.scoring.domain import OutOfDomainError
from ranking.scoring.normalise import RULES, normalise

READER: TypeAdapter[Normalisation] = TypeAdapter(Normalisation)
VALUES = [4.0, 1.0, None, 7.0, 4.0]
SPREAD = sqrt(6)


def normalised(values: list[float | None], direction: int = 1, **rule: Any) -> list[float | None]:
    column = pl.Series("reads", values, pl.Float64)
    return normalise(column, READER.validate_python(rule), direction).to_list()


CASES: list[tuple[dict[str, Any], list[float], list[float]]] = [
    ({"kind": "minmax"}, [0.5, 0, 1, 0.5], [0.5, 1, 0, 0.5]),
    ({"kind": "minmax", "lower": 1, "upper": 100}, [50.5, 1, 100, 50.5], [50.5, 100, 1, 50.5]),
    ({"kind": "zscore"}, [0, -3 / SPREAD, 3 / SPREAD, 0], [0, 3 / SPREAD, -3 / SPREAD, 0]),
    (
        {"kind": "zscore", "mean": 10, "sd": 2},
        [10, 10 - 6 / SPREAD, 10 + 6 / SPREAD, 10],
        [10, 10 + 6 / SPREAD, 10 - 6 / SPREAD, 10],
    ),
    ({"kind": "rank"}, [2, 1, 4, 2], [2, 4, 1, 2]),
    ({"kind": "percentile_rank"}, [50, 25, 100, 50], [50, 100, 25, 50]),
    ({"kind": "borda"}, [1, 0, 3, 1], [1, 3, 0, 1]),
    (
        {"kind": "goalposts", "lower": 2, "upper": 6, "scale": 10},
        [5, 0, 10, 5],
        [5, 10, 0, 5],
    ),
    ({"kind": "distance_to_target", "target": 5}, [0.75, 0, 1.5, 0.75], [1.5, 3, 0, 1.5]),
    (
        {"kind": "distance_to_target", "target": 5, "cap": True},
        [0.75, 0, 1, 0.75],
        [1, 1, 0, 1],
    ),
    ({"kind": "ratio", "reference": 2}, [2, 0.5, 3.5, 2], [0.5, 2, 2 / 7, 0.5]),
    ({"kind": "ratio", "reference": "mean"}, [1, 0.25, 1.75, 1], [1, 4, 4 / 7, 1]),
    ({"kind": "ratio", "reference": "best"}, [4 / 7, 1 / 7, 1, 4 / 7], [0.25, 1, 1 / 7, 0.25]),
    ({"kind": "ratio", "reference": "worst"}, [4, 1, 7, 4], [7 / 4, 7, 1, 7 / 4]),
    ({"kind": "difference", "reference": "mean"}, [0, -0.75, 0.75, 0], [0, 0.75, -0.75, 0]),
    ({"kind": "difference", "reference": "worst"}, [3, 0, 6, 3], [3 / 7, 6 / 7, 0, 3 / 7]),
    ({"kind": "none"}, [4, 1, 7, 4], [-4, -1, -7, -4]),
]


@pytest.mark.parametrize(("rule", "up", "down"), CASES)
def test_each_rule_is_its_formula_both_ways_round(
    rule: dict[str, Any], up: list[float], down: list[float]
) -> None:
    """More is better, and less is better; a gap stays and takes no part."""
    for direction, wanted in ((1, up), (-1, down)):
        found = normalised(VALUES, direction, **rule)
        assert found[2] is None
        assert found[:2] + found[3:] == pytest.approx(wanted, rel=1e-14, abs=1e-15)


@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "minmax"},
        {"kind": "zscore"},
        {"kind": "distance_to_target", "target": 0.1},
        {"kind": "ratio", "reference": 0},
        {"kind": "difference", "reference": 0},
    ],
)
def test_without_spread_there_is_nothing_to_say(rule: dict[str, Any], direction: int) -> None:
    """Where all values are equal, or the reference is 0, there is no value."""
    assert normalised([0.1] * 3, direction, **rule) == [None] * 3


@pytest.mark.parametrize("most", [49, 93, 107, 994])
@pytest.mark.parametrize("upper", [1, 100])
def test_the_greatest_value_reaches_the_top_exactly(most: int, upper: int) -> None:
    """Not 0.9999999999999999 of it."""
    column = [0.0, float(most)]
    assert normalised(column, kind="minmax", upper=upper) == [0, upper]
    assert normalised(column, kind="goalposts", lower=0, upper=most, scale=upper) == [0, upper]


@pytest.mark.parametrize(
    ("rule", "tied"),
    [
        ({"kind": "rank"}, 1),
        ({"kind": "percentile_rank"}, 100 / 3),
        ({"kind": "borda"}, 0),
        ({"kind": "ratio", "reference": "mean"}, 1),
        ({"kind": "difference", "reference": "best"}, 0),
        ({"kind": "goalposts", "lower": 0, "upper": 10}, 0.5),
        ({"kind": "none"}, 5),
    ],
)
def test_ties_share_what_they_get(rule: dict[str, Any], tied: float) -> None:
    """Rules that do not divide by the spread say the same of all."""
    assert normalised([5, 5, 5], **rule) == [pytest.approx(tied)] * 3


@pytest.mark.parametrize("values", [[], [None], [None, None]])
@pytest.mark.parametrize("rule", [case[0] for case in CASES])
def test_what_is_not_observed_stays_so(rule: dict[str, Any], values: list[None]) -> None:
    """Empty columns and columns of gaps, in both directions."""
    assert normalised(values, 1, **rule) == values
    assert normalised(values, -1, **rule) == values


def test_one_unit_has_a_rank_but_no_distance() -> None:
    """A single value has no spread."""
    assert normalised([3], kind="rank") == [1]
    assert normalised([3], kind="percentile_rank") == [100]
    assert normalised([3], kind="zscore") == [None]


@pytest.mark.parametrize(("direction", "target"), [(1, 0.5), (-1, 8)])
def test_a_target_that_all_have_passed_is_refused(direction: int, target: float) -> None:
    """The distance would turn the order round; the message names feature and target."""
    with pytest.raises(OutOfDomainError, match=f"'reads' lies beyond the target {target}"):
        normalised(VALUES, direction, kind="distance_to_target", target=target)


@pytest.mark.parametrize("kind", ["ratio", "difference"])
def test_a_reference_below_zero_is_refused(kind: str) -> None:
    """It would turn the order round."""
    with pytest.raises(OutOfDomainError, match=f"The {kind} of 'reads'"):
        normalised([-3, -1], kind=kind, reference="mean")


def test_a_turned_ratio_needs_values_above_zero() -> None:
    """Reference ÷ 0 is no number; a difference has one."""
    with pytest.raises(OutOfDomainError, match=r"the least value 0\.0"):
        normalised([0, 4], -1, kind="ratio", reference="mean")
    assert normalised([0, 4], -1, kind="difference", reference="mean") == [1, -1]
    assert normalised([0, 4], 1, kind="ratio", reference="mean") == [0, 2]


def test_every_rule_a_method_may_use_has_code() -> None:
    """And there is a case for each in this file."""
    assert {type(READER.validate_python(rule)) for rule, _, _ in CASES} == set(RULES)
