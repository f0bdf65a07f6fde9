"""Treatment of outliers."""

from __future__ import annotations

from math import log, log1p
from typing import Any

import polars as pl
import pytest

from ranking.methods.columns import LogModulus, NoTreatment, Winsorise
from ranking.scoring.domain import OutOfDomainError
from ranking.scoring.treat import treat

LONG = [*map(float, range(1, 21)), 100.0, 200.0]


def winsorised(values: list[float | None], **more: Any) -> list[float | None]:
    rule = Winsorise.model_validate({"kind": "winsorise", "max_points": 5} | more)
    return treat(pl.Series("reads", values, pl.Float64), rule).to_list()


def test_the_outermost_point_moves_to_the_next() -> None:
    """Until the column passes; a gap keeps its place."""
    values = [*map(float, range(1, 11)), None, 100.0]
    assert winsorised(values) == [*map(float, range(1, 11)), None, 10.0]


def test_points_move_on_the_long_side() -> None:
    """A long tail below is shortened below."""
    assert winsorised([-value for value in LONG]) == [-min(value, 20.0) for value in LONG]


def test_equal_outermost_points_move_together() -> None:
    """Each counts as a point."""
    values = [*map(float, range(1, 31)), 300.0, 300.0]
    assert winsorised(values, max_points=2)[-3:] == [30.0, 30.0, 30.0]


def test_no_more_points_move_than_allowed() -> None:
    """The column is left as far as it came."""
    assert winsorised(LONG, max_points=1)[-2:] == [100.0, 100.0]


@pytest.mark.parametrize(
    ("otherwise", "form"),
    [
        ("log", log),
        ("log_shifted", lambda x: log(x - 1 + 0.01 * 199)),
        ("log_modulus", log1p),
    ],
)
def test_what_is_left_extreme_is_treated_otherwise(otherwise: str, form: Any) -> None:
    """From the untreated column, gaps kept."""
    found = winsorised([*LONG, None], max_points=1, otherwise=otherwise)
    assert found[:-1] == pytest.approx([form(value) for value in LONG], rel=1e-12)
    assert found[-1] is None


def test_a_column_that_passes_is_not_treated_otherwise() -> None:
    """Winsorising was enough."""
    assert winsorised(LONG, otherwise="log") == [min(value, 20.0) for value in LONG]


def test_a_logarithm_of_nothing_is_refused_with_its_feature() -> None:
    """The message names column and value, the hint a way out."""
    values = [0.0, *LONG]
    with pytest.raises(OutOfDomainError, match=r"'reads' falls back on a logarithm, which 0\.0"):
        winsorised(values, max_points=1, otherwise="log")


@pytest.mark.parametrize(
    "values", [[], [None], [3.0], [1.0, 1.0, 99.0], [5.0] * 9, [0.1] * 3, [0.0] * 9, [None, None]]
)
def test_without_shape_there_is_nothing_to_treat(values: list[float | None]) -> None:
    """Too few values or no spread: the column stays."""
    assert winsorised(values, otherwise="log") == values


def test_either_limit_lets_a_column_pass() -> None:
    """It is treated only where skewness and kurtosis are both too large."""
    assert winsorised(LONG, skew=100) == LONG
    assert winsorised(LONG, kurtosis=100) == LONG


def test_log_modulus_keeps_signs() -> None:
    """sign(x) × ln(1 + |x|), 0 at 0, null for null."""
    values = pl.Series("x", [-3.0, 0.0, None, 3.0])
    found = treat(values, LogModulus(kind="log_modulus")).to_list()
    assert found == [pytest.approx(-log1p(3)), 0.0, None, pytest.approx(log1p(3))]


def test_no_treatment_leaves_all() -> None:
    """Outliers included."""
    values = pl.Series("x", LONG)
    assert treat(values, NoTreatment(kind="none")).to_list() == LONG
