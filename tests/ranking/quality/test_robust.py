"""Modified z against a reckoning by hand."""

from __future__ import annotations

import math
from statistics import fmean, median

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.quality.robust import LARGEST, modified_z, shown, spread

VALUES = st.lists(st.integers(-1000, 1000).map(float), min_size=1, max_size=40)


def scored(values: list[float]) -> list[float]:
    frame = pl.DataFrame({"k": ["a"] * len(values), "v": values})
    both = frame.join(spread(frame, "v", ["k"]), on="k", maintain_order="left")
    return both.select(z=modified_z("v"))["z"].to_list()


def by_hand(values: list[float]) -> list[float]:
    middle = median(values)
    away = [abs(value - middle) for value in values]
    scale = median(away) / 0.6745 or fmean(away) * 1.2533141373155003
    return [(value - middle) / scale if scale else 0.0 for value in values]


@settings(deadline=None)
@given(VALUES)
def test_z_is_what_is_reckoned_by_hand(values):
    """0.6745 times the distance over MAD; where that is 0 the mean deviation takes its place."""
    assert scored(values) == pytest.approx(by_hand(values))


@settings(deadline=None)
@given(VALUES, st.floats(0.01, 100), st.integers(-100, 100))
def test_z_does_not_depend_on_the_scale_or_the_zero_of_the_values(values, times, shift):
    """An outlier is one in any unit."""
    moved = scored([value * times + shift for value in values])
    assert moved == pytest.approx(scored(values), abs=1e-6)


@settings(deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=12, max_size=40), st.integers(10**5, 10**6))
def test_a_value_far_from_all_others_is_over_the_limit(values, far):
    """Whatever the rest are, also if they are all equal."""
    assert scored([*map(float, values), float(far)])[-1] > 3.5


@settings(deadline=None)
@given(st.floats(-1e6, 1e6), st.integers(1, 30))
def test_equal_values_are_never_unusual(value, many):
    """MAD and mean deviation are both zero: nothing differs, nothing is flagged."""
    assert scored([value] * many) == [0.0] * many


def test_beside_equal_values_whatever_differs_is_infinitely_far():
    """The reference is all equal, the value is not part of it."""
    frame = pl.DataFrame({"v": [1.0, 2.0, 0.5], "median": [1.0] * 3, "scale": [0.0] * 3})
    assert frame.select(z=modified_z("v"))["z"].to_list() == [0.0, math.inf, -math.inf]


def test_half_of_equal_values_fall_back_to_the_mean_deviation():
    """MAD is 0; without the fallback the others would all be infinitely far."""
    values = [1.0] * 10 + [1.1, 0.9]
    assert max(map(abs, scored(values))) == pytest.approx(0.1 / (0.2 / 12 * math.sqrt(math.pi / 2)))


def test_groups_are_reckoned_apart_and_come_in_order():
    """A large group says nothing of a small one."""
    frame = pl.DataFrame({"k": ["b", "a", "a"], "v": [5.0, 1.0, 3.0]})
    found = spread(frame, "v", ["k"])
    assert found["k"].to_list() == ["a", "b"]
    assert found["median"].to_list() == [2.0, 5.0]
    assert found["seen"].to_list() == [2, 1]


@pytest.mark.parametrize(
    ("z", "wanted"),
    [(3.5499, 3.5), (-math.inf, -LARGEST), (math.inf, LARGEST), (None, None)],
)
def test_evidence_shows_one_decimal_and_no_infinity(z, wanted):
    """JSON has none."""
    assert shown(z) == wanted
