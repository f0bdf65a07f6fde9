"""Roster and channels of the ledger as the frames that intake and features read."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ranking.model.roster import Channel, Span
from ranking.schemas import CHANNELS, ROSTER


def roster_frame(spans: Sequence[Span]) -> pl.DataFrame:
    """Return ROSTER, one row a span, in roster order."""
    rows = [{**vars(span), "aliases": list(span.aliases)} for span in spans]
    return (
        pl.DataFrame(rows, schema=dict(ROSTER), strict=True, orient="row")
        if rows
        else _empty(ROSTER)
    )


def channels_frame(channels: Sequence[Channel]) -> pl.DataFrame:
    """Return CHANNELS, one row a channel."""
    rows = [
        {**vars(one), "aliases": list(one.aliases), "merged": list(one.merged)} for one in channels
    ]
    return pl.DataFrame(rows, schema=dict(CHANNELS)) if rows else _empty(CHANNELS)


def channel_rows(frame: pl.DataFrame, origin: str) -> list[Channel]:
    """Return the channels of a CHANNELS frame."""
    return [
        Channel(
            channel_id=row["channel_id"],
            name=row["name"],
            type=row["type"],
            aliases=tuple(row["aliases"] or ()),
            weight=row["weight"],
            origin=origin,
            tier=row["tier"],
            merged=tuple(row["merged"] or ()),
        )
        for row in frame.iter_rows(named=True)
    ]


def _empty(schema: pl.Schema) -> pl.DataFrame:
    return pl.DataFrame(schema=schema)
