"""How far, how and how fast a unit's posts travelled, from the trees of its posts."""

from __future__ import annotations

from math import fsum

import polars as pl

UNIT_CASCADES = pl.Schema(
    {
        "unit": pl.String(),
        "deepest_cascade": pl.Int64(),
        "structural_virality": pl.Float64(),
        "hours_to_half": pl.Float64(),
    }
)
"""One row a unit with posts, sorted. ``deepest_cascade``: levels below a post, at most; 0 = never
reprinted. ``structural_virality``: mean over its reprinted posts; null = not reprinted.
``hours_to_half``: median over its reprinted posts; null = no reprint has a time."""
_SECONDS = 3600


def unit_cascades(posts: pl.DataFrame, trees: pl.DataFrame) -> pl.DataFrame:
    """Return UNIT_CASCADES of ``posts`` (post_id, unit) and CASCADES in any order.

    Sums are rounded once, whatever the order of the rows.
    """
    grouped = trees.join(posts.select("post_id", "unit"), on="post_id").group_by("unit")
    by_unit = grouped.agg(
        deepest_cascade=pl.col("depth").max(),
        virality=pl.col("virality").drop_nulls(),
        hours_to_half=pl.col("seconds_to_half").median() / _SECONDS,
    )
    means = [fsum(found) / len(found) if len(found) else None for found in by_unit["virality"]]
    measured = by_unit.with_columns(pl.Series("structural_virality", means, pl.Float64))
    return measured.select(*UNIT_CASCADES).sort("unit")
