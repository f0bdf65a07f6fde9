"""On how few channels a unit's reach hangs."""

from __future__ import annotations

import polars as pl

LARGEST = 3
"""How many channels are taken together as the largest."""
DEPENDENCE = pl.Schema(
    {
        "unit": pl.String(),
        "channels": pl.Int64(),
        "times": pl.Int64(),
        "largest_times": pl.Int64(),
        "dependence": pl.Float64(),
    }
)
"""One row a unit that was reprinted, sorted. ``channels``: different channels (breadth);
``largest_times``: reprints in its three largest channels; ``dependence``: their part of all its
reprints, 1 where it has three channels or fewer."""


def dependence(edges: pl.DataFrame) -> pl.DataFrame:
    """Return DEPENDENCE of EDGES in any order."""
    measured = edges.group_by("unit").agg(
        channels=pl.len().cast(pl.Int64),
        largest_times=pl.col("times").top_k(LARGEST).sum(),
        times=pl.col("times").sum(),
    )
    share = pl.col("largest_times") / pl.col("times")
    return measured.with_columns(dependence=share).select(*DEPENDENCE).sort("unit")
