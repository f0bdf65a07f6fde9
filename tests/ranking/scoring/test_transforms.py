"""Transforms of an indicator."""

from __future__ import annotations

from math import log, log1p, sqrt
from typing import Any, get_args

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.methods.model import Indicator
from ranking.methods.vocabulary import TransformName
from ranking.scoring.transforms import TRANSFORMS, reference_of
from tests.builders.trees import frame

NAMES = get_args(TransformName)


def transformed(
    values: list[float | None], name: TransformName, days: float | None = 30, **more: Any
) -> list[float | None]:
    node = Indicator.model_validate({"feature": "x", "transform": name} | more)
    units = frame(x=values, days=[days] * len(values))
    return units.select(y=TRANSFORMS[name].apply(pl.col("x"), node))["y"].to_list()


def test_every_name_a_method_may_use_has_a_transform() -> None:
    """The allowed names are exactly those there is code for."""
    assert set(NAMES) == set(TRANSFORMS)


@pytest.mark.parametrize(
    ("name", "more", "wanted"),
    [
        ("identity", {}, 8.0),
        ("ln1p", {}, log(9)),
        ("log1p_ratio", {"reference": 80}, log(9) / log(81)),
        ("log1p_ratio", {"reference": 80, "reference_per": "day"}, log(9) / log(2401)),
        ("log10", {}, log(8) / log(10)),
        ("sqrt", {}, sqrt(8)),
        ("power", {"exponent": "0.5"}, sqrt(8)),
        ("power", {"exponent": 2}, 64.0),
        ("power", {}, 8.0),
    ],
)
def test_each_transform_is_its_formula(
    name: TransformName, more: dict[str, Any], wanted: float
) -> None:
    """And keeps what is missing missing."""
    assert transformed([8, None], name, **more) == [pytest.approx(wanted, rel=1e-14), None]


def test_ln1p_is_accurate_near_zero() -> None:
    """0 at 0, and no digits lost where 1 + x would lose them."""
    found = transformed([0.0, 1.0, 1e-12, 2.0**53], "ln1p")
    assert found == pytest.approx([0, log1p(1), 1e-12, log1p(2.0**53)], rel=1e-12)


def test_a_ratio_is_one_at_the_reference_and_not_capped() -> None:
    """Twice the reference is more than full."""
    at, beyond = transformed([100, 200], "log1p_ratio", reference=100)
    assert at == 1
    assert beyond is not None
    assert beyond > 1


def test_a_reference_per_day_needs_the_days() -> None:
    """Without them there is no value; without a reference it is 1."""
    assert transformed([5], "log1p_ratio", None, reference=9, reference_per="day") == [None]
    plain = Indicator.model_validate({"feature": "x"})
    assert pl.select(reference_of(plain)).item() == 1


@pytest.mark.parametrize("name", NAMES)
@given(low=st.integers(1, 2**52), more=st.integers(1, 2**52))
@settings(deadline=None, max_examples=40)
def test_every_transform_rises(name: TransformName, low: int, more: int) -> None:
    """A larger argument never gives less."""
    before, after = transformed([low, low + more], name, reference=100, exponent="0.7")
    assert before <= after  # type: ignore[operator]


@pytest.mark.parametrize("name", NAMES)
def test_its_text_shows_the_argument(name: TransformName) -> None:
    """For the explanation of a unit."""
    assert "(8)" in TRANSFORMS[name].text.format(x="(8)", reference=1, exponent=2)
