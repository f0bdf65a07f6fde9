"""Statistics against the textbook's definitions in exact fractions."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.scoring.statistics import kurtosis, mean, sample_deviation, skewness

spread = st.lists(st.integers(-1000, 1000).map(float), min_size=4, max_size=12).filter(
    lambda values: len(set(values)) > 1
)


def moment(values: list[float], power: int) -> Fraction:
    """The exact central moment."""
    exact = [Fraction(value) for value in values]
    centre = sum(exact, Fraction(0)) / len(exact)
    return sum(((value - centre) ** power for value in exact), Fraction(0)) / len(exact)


@given(values=spread)
@settings(deadline=None)
def test_skewness_is_the_textbook_form(values: list[float]) -> None:
    """G1 = sqrt(n(n-1)) / (n-2) · m3 / m2^1.5 (Joanes and Gill 1998, e1071 type 2)."""
    n = len(values)
    squared = moment(values, 3) ** 2 / moment(values, 2) ** 3 * n * (n - 1) / (n - 2) ** 2
    wanted = sqrt(squared) * (1 if moment(values, 3) >= 0 else -1)
    assert skewness(values) == pytest.approx(wanted, rel=1e-9, abs=1e-9)


@given(values=spread)
@settings(deadline=None)
def test_kurtosis_is_the_textbook_form(values: list[float]) -> None:
    """G2 = (n-1)/((n-2)(n-3)) · ((n+1)(m4/m2² - 3) + 6) (Joanes and Gill 1998, type 2)."""
    n = len(values)
    excess = moment(values, 4) / moment(values, 2) ** 2 - 3
    wanted = Fraction(n - 1, (n - 2) * (n - 3)) * ((n + 1) * excess + 6)
    assert kurtosis(values) == pytest.approx(float(wanted), rel=1e-9, abs=1e-9)


def test_closed_forms() -> None:
    """One outlier among n equal values has skewness sqrt(n) and kurtosis n."""
    for n in (4, 9, 25):
        values = [0.0] * (n - 1) + [1.0]
        assert skewness(values) == pytest.approx(sqrt(n), rel=1e-12)
        assert kurtosis(values) == pytest.approx(n, rel=1e-12)
    assert skewness([1.0, 2.0, 3.0]) == pytest.approx(0, abs=1e-15)
    assert kurtosis([1.0, 2.0, 3.0, 4.0, 5.0]) == pytest.approx(-1.2, rel=1e-12)


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0], [0.1] * 3, [7.0] * 9])
def test_no_shape_without_enough_values_or_spread(values: list[float]) -> None:
    """Skewness needs three values that are not all equal."""
    assert skewness(values) is None
    assert kurtosis(values) is None


def test_kurtosis_needs_four_values() -> None:
    """Three have a skewness alone."""
    assert skewness([1.0, 2.0, 9.0]) is not None
    assert kurtosis([1.0, 2.0, 9.0]) is None


@pytest.mark.parametrize("unit", [1e-120, 1e-9, 1e60, 1e120])
def test_the_unit_of_measurement_does_not_matter(unit: float) -> None:
    """Not even where fourth powers would leave the range of floats."""
    values = [1.0, 2.0, 4.0, 16.0]
    scaled = [value * unit for value in values]
    assert skewness(scaled) == pytest.approx(skewness(values), rel=1e-12)
    assert kurtosis(scaled) == pytest.approx(kurtosis(values), rel=1e-12)
    assert sample_deviation(scaled) == pytest.approx(sample_deviation(values) * unit, rel=1e-12)


@given(value=st.floats(-1e9, 1e9), size=st.integers(2, 30))
@settings(deadline=None)
def test_equal_values_have_no_spread(value: float, size: int) -> None:
    """Rounding of their mean gives them none: three times 0.1 is not 0.30000000000000004 ÷ 3."""
    assert mean([value] * size) == value
    assert sample_deviation([value] * size) == 0
    assert sample_deviation([0.1] * 3) == 0


@given(values=spread, data=st.data())
@settings(deadline=None)
def test_order_changes_no_bit(values: list[float], data: st.DataObject) -> None:
    """Sums are exactly rounded."""
    tenths = [value / 10 for value in values]
    other = data.draw(st.permutations(tenths))
    for statistic in (mean, sample_deviation, skewness, kurtosis):
        assert statistic(other) == statistic(tenths)


def test_deviation_divides_by_one_less() -> None:
    """1, 2, 3, 4 have the sample variance 5/3."""
    assert sample_deviation([1.0, 2.0, 3.0, 4.0]) == pytest.approx(sqrt(5 / 3), rel=1e-15)
