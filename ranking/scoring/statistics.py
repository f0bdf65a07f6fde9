"""Statistics of a column that depend on nothing but its values: sums are exactly rounded.

Every function takes the observed values in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean of at least one value, never outside their range.

    A rounded quotient can lie outside it, and equal values would seem to have a spread.
    """
    return min(max(fsum(values) / len(values), min(values)), max(values))


def sample_deviation(values: Sequence[float]) -> float:
    """Return the sample standard deviation (ddof 1) of at least two values."""
    widest, gaps = _gaps(values)
    return widest * sqrt(fsum(gap**2 for gap in gaps) / (len(values) - 1))


def skewness(values: Sequence[float]) -> float | None:
    """Return the bias-corrected skewness (e1071 type 2); None below 3 values or without spread."""
    n = len(values)
    moment = _standard_moment(values, 3)
    if n < 3 or moment is None:
        return None
    return moment * sqrt(n * (n - 1)) / (n - 2)


def kurtosis(values: Sequence[float]) -> float | None:
    """Return the bias-corrected excess kurtosis (type 2); None below 4 values or without spread."""
    n = len(values)
    moment = _standard_moment(values, 4)
    if n < 4 or moment is None:
        return None
    return ((n + 1) * (moment - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))


def _standard_moment(values: Sequence[float], power: int) -> float | None:
    """Return the mean of the powers of (x - mean) ÷ population deviation; None without spread."""
    if len(set(values)) < 2:
        return None
    n = len(values)
    _, gaps = _gaps(values)
    deviation = sqrt(fsum(gap**2 for gap in gaps) / n)
    return fsum((gap / deviation) ** power for gap in gaps) / n


def _gaps(values: Sequence[float]) -> tuple[float, list[float]]:
    """Return the widest distance from the mean, and all distances in that unit.

    The unit keeps powers of very large and very small numbers within the range of floats.
    """
    centre = mean(values)
    distances = [value - centre for value in values]
    widest = max(map(abs, distances))
    return widest, [distance / widest if widest else 0.0 for distance in distances]
