"""Reprints of an import that are stored already under the id of a channel merged since.

A reprint's id is made of its channel's. So the same row of the same file would be another reprint
after its channel was merged into one, and would count twice.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ranking.channel_ids import known_ids
from ranking.model.roster import Channel
from ranking.workflow.frames import channels_frame

_WHEN = pl.coalesce("url", pl.col("published_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
_SAME = ["post_id", "known_as", "when"]


def merged_families(channels: Sequence[Channel]) -> pl.DataFrame:
    """Return ``channel_id`` → ``known_as`` of every id of the channels that others are merged in.

    Of no other channel: most imports have nothing to do here.
    """
    several = [channel for channel in channels if channel.merged]
    ids = known_ids(channels_frame(channels))
    chosen = ids.filter(pl.col("channel_id").is_in([one.channel_id for one in several]))
    return chosen.select(channel_id="known_id", known_as="channel_id")


def stored_ids(
    reprints: pl.DataFrame, stored: pl.LazyFrame, families: pl.DataFrame
) -> pl.DataFrame:
    """Return ``reprint_id`` → ``stored_id`` of new REPRINTS that are stored under another id.

    That is one of the same post, in a channel of the same family, with the same address (the same
    time, where there is none). One that is stored under its own id keeps it.
    """
    new = reprints.join(families, on="channel_id").with_columns(when=_WHEN).drop_nulls("when")
    if new.is_empty():
        return pl.DataFrame(schema={"reprint_id": pl.String(), "stored_id": pl.String()})
    known = (
        stored.join(new.lazy().select("post_id").unique(), on="post_id", how="semi")
        .join(families.lazy(), on="channel_id")
        .select("post_id", "known_as", when=_WHEN, stored_id="reprint_id")
        .collect()
    )
    unknown = new.join(known, left_on="reprint_id", right_on="stored_id", how="anti")
    first = known.group_by(_SAME).agg(pl.col("stored_id").min())
    return unknown.join(first, on=_SAME).select("reprint_id", "stored_id").unique()
