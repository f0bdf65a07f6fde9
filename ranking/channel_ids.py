"""Ids under which the reprints of a channel may be stored: its own, and those merged into it."""

from __future__ import annotations

import polars as pl


def known_ids(channels: pl.DataFrame) -> pl.DataFrame:
    """Return ``known_id`` and ``channel_id``, one row an id, of channels (channel_id, merged).

    An id with a row of its own stands for itself, though it was merged into another; one that was
    merged into several stands for the first of them by id. ``merged`` null = none.
    """
    own = channels.select("channel_id").unique().sort("channel_id")
    merged = (
        channels.select("channel_id", known_id="merged")
        .explode("known_id")
        .drop_nulls("known_id")
        .join(own, left_on="known_id", right_on="channel_id", how="anti")
        .sort("channel_id")
        .unique("known_id", keep="first")
    )
    columns = ("known_id", "channel_id")
    return pl.concat(
        [own.with_columns(known_id="channel_id").select(columns), merged.select(columns)]
    )
