"""The month's reprints as nodes of repost trees: those that count, with who carried them."""

from __future__ import annotations

import polars as pl

from ranking.channel_ids import known_ids
from ranking.network.cascades import REPOSTS

CARRIED = pl.Schema({**REPOSTS, "channel_id": pl.String()})
"""REPOSTS and the channel that reprinted."""


def counted_reposts(
    reprints: pl.LazyFrame, posts: pl.DataFrame, channels: pl.DataFrame
) -> pl.DataFrame:
    """Return CARRIED of the COMPACT_REPRINTS of ``posts`` (post_id), in their order.

    Those in channels that CHANNELS does not have are left out, as the features leave them out;
    those of merged channels are of the channel that they were merged into.
    """
    return (
        reprints.select("reprint_id", "post_id", "parent", "published_at", known_id="channel_id")
        .join(posts.lazy().select("post_id"), on="post_id", how="semi", maintain_order="left")
        .join(known_ids(channels).lazy(), on="known_id", maintain_order="left")
        .select(*CARRIED)
        .collect()
    )
