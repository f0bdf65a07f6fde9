"""Modified z: how far a value lies from the middle of others, with a spread that outliers bear.

z = 0.6745 (x - median) / MAD (Iglewicz and Hoaglin 1993, who advise to look at |z| > 3.5). MAD is 0
where more than half of the values are equal; then the spread is 1.2533 times the mean absolute
deviation. Where that is 0 too all values are equal: whatever differs from them is infinitely far.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import polars as pl

MAD_OF_NORMAL = 0.6745
"""MAD of a normal distribution with standard deviation 1."""
SIGMA_PER_MEAN_DEVIATION = math.sqrt(math.pi / 2)
"""Standard deviation of a normal distribution in units of its mean absolute deviation, 1.2533."""
LEAST_VALUES = 12
"""Fewer values say too little about what is usual (reference: n of at least 12)."""
LARGEST = 999.9
"""What an infinite z is shown as: JSON has no infinity."""
_EQUAL = 1e-12
"""Logarithms of equal ratios may differ in their last bits."""


def spread(values: pl.DataFrame, value: str, by: Sequence[str]) -> pl.DataFrame:
    """Return one row a group: ``by``, ``median``, ``scale`` (0 = all are equal), ``seen``."""
    keys = list(by)
    middle = pl.col(value).median().over(keys)
    away = (pl.col(value) - middle).abs().alias("_away")
    mad = pl.col("_away").median() / MAD_OF_NORMAL
    mean = pl.col("_away").mean() * SIGMA_PER_MEAN_DEVIATION
    return (
        values.with_columns(away)
        .group_by(keys)
        .agg(
            pl.col(value).median().alias("median"),
            pl.when(mad > _EQUAL).then(mad).when(mean > _EQUAL).then(mean).otherwise(0.0)
            .alias("scale"),
            pl.len().cast(pl.Int64).alias("seen"),
        )
        .sort(keys)
    )  # fmt: skip


def modified_z(value: str, median: str = "median", scale: str = "scale") -> pl.Expr:
    """Return z of a column, given its group's median and scale; infinite beside equal values."""
    away = pl.col(value) - pl.col(median)
    return (
        pl.when(pl.col(scale) > 0)
        .then(away / pl.col(scale))
        .when(away.abs() <= _EQUAL)
        .then(0.0)
        .otherwise(away.sign() * math.inf)
    )


def shown(z: float | None) -> float | None:
    """Return z with one decimal, as it stands in evidence."""
    return None if z is None else round(max(-LARGEST, min(LARGEST, z)), 1)
