"""One scan of the month's reprints, collapsed to one row a post and one a unit and channel."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw
import polars as pl

from ranking.channel_ids import known_ids
from ranking.model.vocabulary import REPRINT_MEASURES, ChannelType

Lazy = nw.LazyFrame[pl.LazyFrame]
_ONE, _NONE = nw.lit(1, nw.Int64), nw.lit(0, nw.Int64)
_COLUMNS = ("post_id", "channel_id", *REPRINT_MEASURES, "censored")


@dataclass(frozen=True)
class CollapsedReprints:
    """``by_post``: post_id, seen_weibo and seen_other (times), and per measure ``again_<m>`` (sum),
    ``again_<m>_seen`` (reprints with that count), ``again_<m>_censored``.
    ``by_channel``: unit, original (null = not known), channel_id, times.
    ``unregistered``: reprints in channels that are not in the channel table; in neither frame.
    Reprints in a channel that was merged into another are that one's.
    """

    by_post: pl.DataFrame
    by_channel: pl.DataFrame
    unregistered: int


def collapse(
    reprints: pl.LazyFrame, posts: pl.DataFrame, channels: pl.DataFrame
) -> CollapsedReprints:
    """Collapse the reprints of attributed posts. Other posts' reprints are not looked at.

    Strings are joined once and numbered, so that the two aggregations run over small integers.
    """
    units = posts.select("unit").unique().sort("unit").with_row_index("unit_number")
    numbered = posts.with_row_index("post_number").join(units, on="unit")
    registered = channels.with_row_index("channel_number")
    joined = _joined(reprints, numbered, registered)
    known = joined.filter(~nw.col("channel_number").is_null())
    by_post, by_channel, unregistered = pl.collect_all(
        [
            _by_post(known).to_native(),
            _by_channel(known).to_native(),
            joined.filter(nw.col("channel_number").is_null()).select(nw.len()).to_native(),
        ]
    )
    by_post = by_post.join(numbered.select("post_number", "post_id"), on="post_number")
    by_channel = by_channel.join(registered, on="channel_number").join(units, on="unit_number")
    return CollapsedReprints(
        by_post.drop("post_number"),
        by_channel.select("unit", "original", "channel_id", "times"),
        unregistered.item(),
    )


def _joined(reprints: pl.LazyFrame, posts: pl.DataFrame, channels: pl.DataFrame) -> Lazy:
    keys = posts.lazy().select("post_id", "post_number", "unit_number", "original")
    weibo = pl.col("type") == ChannelType.WEIBO.value
    numbers = channels.select("channel_id", "channel_number", on_weibo=weibo)
    kinds = (
        known_ids(channels)
        .join(numbers, on="channel_id")
        .lazy()
        .select("channel_number", "on_weibo", channel_id="known_id")
    )
    return (
        nw.from_native(reprints)
        .select(*_COLUMNS)
        .join(nw.from_native(keys), on="post_id", how="inner")
        .join(nw.from_native(kinds), on="channel_id", how="left")
    )


def _by_post(reprints: Lazy) -> Lazy:
    weibo = nw.when(nw.col("on_weibo")).then(_ONE).otherwise(_NONE)
    sums = [nw.col(m).sum().alias(f"again_{m}") for m in REPRINT_MEASURES]
    seen = [nw.col(m).count().alias(f"again_{m}_seen") for m in REPRINT_MEASURES]
    marked = reprints.with_columns(
        weibo.alias("weibo"), *[_censored(m).alias(f"again_{m}_censored") for m in REPRINT_MEASURES]
    )
    return (
        marked.group_by("post_number")
        .agg(
            nw.col("weibo").sum().alias("seen_weibo"),
            nw.len().cast(nw.Int64).alias("seen"),
            *sums,
            *seen,
            *[nw.col(f"again_{m}_censored").max() for m in REPRINT_MEASURES],
        )
        .with_columns((nw.col("seen") - nw.col("seen_weibo")).alias("seen_other"))
        .drop("seen")
    )


def _censored(measure: str) -> nw.Expr:
    return nw.when(nw.col("censored").list.contains(measure)).then(_ONE).otherwise(_NONE)


def _by_channel(reprints: Lazy) -> Lazy:
    return reprints.group_by("unit_number", "original", "channel_number").agg(
        nw.len().cast(nw.Int64).alias("times")
    )
