"""The month's reprints collapsed to weighted edges, unit → channel."""

from __future__ import annotations

import polars as pl

EDGES = pl.Schema(
    {
        "unit": pl.String(),
        "channel_id": pl.String(),
        "times": pl.Int64(),
        "posts": pl.Int64(),
    }
)
"""One row a unit and a channel that carried it, sorted by both. ``times`` 转载次数: reprints;
``posts`` 转载篇数: different posts among them. Both at least 1; a pair without reprints has no row.
"""


def reprint_edges(
    reprints: pl.LazyFrame, posts: pl.DataFrame, channels: pl.DataFrame
) -> pl.DataFrame:
    """Return EDGES of the reprints (post_id, channel_id) of ``posts`` (post_id, unit).

    Reprints of other posts, and in channels that ``channels`` (channel_id) does not have, are left
    out, as the features leave them out. The order of the rows does not matter.
    """
    keys = posts.lazy().select("post_id", "unit").with_row_index("post")
    registered = channels.lazy().select("channel_id").unique()
    by_post = (
        reprints.select("post_id", "channel_id")
        .join(keys, on="post_id")
        .join(registered, on="channel_id", how="semi")
        .group_by("unit", "channel_id", "post")
        .agg(times=pl.len().cast(pl.Int64))
    )
    edges = by_post.group_by("unit", "channel_id").agg(
        pl.col("times").sum(), posts=pl.len().cast(pl.Int64)
    )
    return edges.sort("unit", "channel_id").collect().select(*EDGES).cast(dict(EDGES))
