"""How much each channel counts for each unit, by what it carried of all other units."""

from __future__ import annotations

import polars as pl

SCALE = 10**12
"""What a channel counts by one unit that it carried all reprints of."""
STANDING = pl.Schema({"unit": pl.String(), "channel_id": pl.String(), "authority": pl.Int64()})
"""One row a unit and a channel that carried it, sorted by both. ``authority``, in parts of SCALE:
the shares of the other units' reprints that the channel carried, added up without the largest."""


def standing(edges: pl.DataFrame) -> pl.DataFrame:
    """Return STANDING of edges (unit, channel_id, times) in any order, one a pair.

    It is what PageRank gives a channel beyond the base that every node has for nothing, less what
    the unit itself gave, since nobody shall raise a channel for himself, and less the largest of
    the other shares, since two shall not either. A channel of fewer than three units has 0. Shares
    are whole numbers, so that their sums are exact.
    """
    share = (pl.col("times") / pl.col("times").sum().over("unit") * SCALE).round().cast(pl.Int64)
    given = edges.select("unit", "channel_id", share=share)
    largest = given.group_by("channel_id").agg(
        whole=pl.col("share").sum(),
        first=pl.col("share").max(),
        second=pl.col("share").top_k(2).min(),
    )
    of_others = pl.when(pl.col("share") == pl.col("first")).then("second").otherwise("first")
    left = pl.col("whole") - pl.col("share") - of_others
    joined = given.join(largest, on="channel_id").with_columns(authority=left.clip(0))
    return joined.select(*STANDING).sort("unit", "channel_id")
