"""Weighted reprints: integer times per weight first, then one exact decimal sum per unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from ranking.methods.month import ChannelFactors, OriginalFactors, Reprints
from ranking.model.vocabulary import ChannelType

WEIGHTED = pl.Schema({"unit": pl.String(), "weighted_reprints": pl.Float64()})


def weighted_reprints(
    posts: pl.DataFrame, by_channel: pl.DataFrame, channels: pl.DataFrame, rules: Reprints
) -> pl.DataFrame | None:
    """Return WEIGHTED: Σ original factor × (Σ times × channel weight + Weibo times × its weight).

    None where the rules have no weights of channels. A channel's own weight wins over its type's.
    ``posts`` is the post table. The sum is exact and rounded to a float once, so it does not depend
    on the order of anything.
    """
    if rules.channels is None:
        return None
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for unit, original, weight, times in _times(posts, by_channel, channels, rules.channels):
        totals[unit] += original_factor(original, rules.originals) * weight * times
    rows = [(unit, float(total)) for unit, total in sorted(totals.items())]
    return pl.DataFrame(rows, schema=WEIGHTED, orient="row")


def _times(
    posts: pl.DataFrame, by_channel: pl.DataFrame, channels: pl.DataFrame, kinds: ChannelFactors
) -> Iterator[tuple[str, bool | None, Decimal, int]]:
    """Yield (unit, original, weight, times): Weibo by post, every other channel by its weight."""
    on_weibo = posts.group_by("unit", "original").agg(pl.col("weibo_times").sum())
    for unit, original, times in on_weibo.iter_rows():
        yield unit, original, kinds.of(ChannelType.WEIBO), times
    elsewhere = (
        by_channel.join(channels.select("channel_id", "type", "weight"), on="channel_id")
        .filter(pl.col("type") != ChannelType.WEIBO.value)
        .group_by("unit", "original", "type", "weight")
        .agg(pl.col("times").sum())
    )
    for unit, original, kind, own, times in elsewhere.iter_rows():
        weight = kinds.of(ChannelType(kind)) if own is None else Decimal(repr(own))
        yield unit, original, weight, times


def original_factor(original: bool | None, factors: OriginalFactors) -> Decimal:
    """Return how much a reprint counts of a post that is an original, or not (None = not known)."""
    if original is None:
        return factors.unknown.factor
    return factors.original.factor if original else factors.other.factor
