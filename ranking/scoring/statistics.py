"""Statistics of a column that depend on nothing but its values: sums are exactly rounded.

Every function takes the observed values in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean of at least one value."""
    return fsum(values) / len(values)


def sample_deviation(values: Sequence[float]) -> float:
    """Return the sample standard deviation (ddof 1) of at least two values."""
    centre = mean(values)
    return sqrt(fsum((value - centre) ** 2 for value in values) / (len(values) - 1))


def skewness(values: Sequence[float]) -> float | None:
    """Return the bias-corrected skewness (e1071 type 2); None below 3 values or without spread."""
    n, second, third, _ = _moments(values)
    if n < 3 or second == 0:
        return None
    return third / (second * sqrt(second)) * sqrt(n * (n - 1)) / (n - 2)


def kurtosis(values: Sequence[float]) -> float | None:
    """Return the bias-corrected excess kurtosis (type 2); None below 4 values or without spread."""
    n, second, _, fourth = _moments(values)
    if n < 4 or second == 0:
        return None
    excess = fourth / second**2 - 3
    return ((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3))


def _moments(values: Sequence[float]) -> tuple[int, float, float, float]:
    """Return n and the central moments 2, 3 and 4."""
    n, centre = len(values), mean(values)
    gaps = [value - centre for value in values]
    second, third, fourth = (fsum(gap**power for gap in gaps) / n for power in (2, 3, 4))
    return n, second, third, fourth
