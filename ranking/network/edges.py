"""The month's reprints collapsed to weighted edges, unit → channel."""

from __future__ import annotations

import polars as pl

from ranking.channel_ids import known_ids

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

    Reprints of other posts, and in channels that ``channels`` (channel_id, merged) does not have,
    are left out, as the features leave them out; those in a merged channel are of the one it was
    merged into. The order of the rows does not matter. Strings are joined once and numbered, so
    that the rest runs over small integers.
    """
    units = posts.select("unit").unique().sort("unit").with_row_index("unit_number")
    numbered = posts.select("post_id", "unit").with_row_index("post").join(units, on="unit")
    registered = channels.select("channel_id").unique().sort("channel_id").with_row_index("channel")
    numbers = known_ids(channels).join(registered, on="channel_id")
    by_post = (
        reprints.select("post_id", "channel_id")
        .join(numbered.lazy().select("post_id", "post", "unit_number"), on="post_id")
        .join(numbers.lazy().select("channel", channel_id="known_id"), on="channel_id")
        .group_by("unit_number", "channel", "post")
        .agg(times=pl.len().cast(pl.Int64))
    )
    edges = by_post.group_by("unit_number", "channel").agg(
        pl.col("times").sum(), posts=pl.len().cast(pl.Int64)
    )
    named = edges.join(units.lazy(), on="unit_number").join(registered.lazy(), on="channel")
    return named.sort("unit_number", "channel").select(*EDGES).collect()
