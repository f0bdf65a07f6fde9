"""Counts in proportion to one another: what every check of ratios reads.

A ratio is ln((count + 0.5) / (base + 0.5)), so that zeros have a place and doubling is as far as
halving. What is usual is taken from an office's own posts and never from the web, where quoted
rates contradict each other (likes for reads 1-3%, 3-8% and 5-15% on one site).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import polars as pl

from ranking.quality.frames import exact


@dataclass(frozen=True)
class Ratio:
    """``measure`` for ``base``; posts with a smaller base than ``least`` are left out."""

    measure: str
    base: str
    least: int
    only_without_reads: bool = False

    @property
    def id(self) -> str:
        """Name of the ratio in frames."""
        return f"{self.measure}/{self.base}"


RATIOS = (
    Ratio("likes", "reads", 100),
    Ratio("reposts", "reads", 100),
    Ratio("comments", "likes", 20),
    Ratio("reposts", "likes", 20, only_without_reads=True),
)
"""Bought likes, bought reads and bought reposts each pull one of them away. Below these bases one
like more or less doubles a ratio."""
BY_ID = {ratio.id: ratio for ratio in RATIOS}


def ratio_table(posts: pl.DataFrame) -> pl.DataFrame:
    """Return one row a post and ratio: ``ratio``, ``count``, ``base_count``, ``value``, and the
    post's own columns beside measures. Lower bounds and counts not observed are left out.
    """
    return pl.concat([_rows(posts, ratio) for ratio in RATIOS])


def _rows(posts: pl.DataFrame, ratio: Ratio) -> pl.DataFrame:
    wanted = exact(ratio.measure) & exact(ratio.base) & (pl.col(ratio.base) >= ratio.least)
    if ratio.only_without_reads:
        wanted &= pl.col("reads").is_null()
    count, base = pl.col(ratio.measure), pl.col(ratio.base)
    kept = [n for n in ("post_id", "account", "platform", "unit", "group") if n in posts.columns]
    return posts.filter(wanted).select(
        *kept,
        pl.lit(ratio.id).alias("ratio"),
        count.alias("count"),
        base.alias("base_count"),
        ((count + 0.5) / (base + 0.5)).log().alias("value"),
    )


def times(distance: float) -> float:
    """Return a distance of logarithms as so many times, with two significant digits."""
    return float(f"{math.exp(distance):.2g}")
