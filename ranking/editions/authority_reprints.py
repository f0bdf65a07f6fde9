"""Reprints by the authority of their channels: exact sums, rounded once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import polars as pl

from ranking.features.censoring import as_counted
from ranking.features.month import MonthFeatures
from ranking.features.post_table import weibo_times
from ranking.features.weights import original_factor
from ranking.methods.model import Method
from ranking.network.standing import standing

AUTHORITY_REPRINTS = pl.Schema({"unit": pl.String(), "authority_reprints": pl.Float64()})
_HALF = 2**30
Part = tuple[str, bool | None, Fraction]
"""unit, whether the posts are originals (None = not known), reprints of average authority."""


def authority_reprints(features: MonthFeatures, method: Method) -> pl.DataFrame:
    """Return AUTHORITY_REPRINTS of the units of which it can be told.

    Σ original factor × (Σ times × authority + reposts of unknown channels × their factor). The
    authority of a channel for a unit is its STANDING over the mean of all reprints of the month,
    so that the average reprint counts 1. Not to be told: units without an observed count, those
    with reprints where no channel carried three units, all where the method has no rules for it.
    """
    rules = method.reprints
    if rules is None or rules.unseen is None:
        return pl.DataFrame(schema=AUTHORITY_REPRINTS)
    totals: defaultdict[str, Fraction] = defaultdict(Fraction)
    carried = standing(_edges(features.by_channel))
    told = bool((carried["authority"] > 0).any())
    parts = [*_unseen(features.posts, method, rules.unseen.factor)]
    parts += _carried(features.by_channel, carried) if told else ()
    for unit, original, value in parts:
        totals[unit] += Fraction(original_factor(original, rules.originals)) * value
    lost = set() if told else set(carried["unit"])
    rows = [(unit, float(total)) for unit, total in sorted(totals.items()) if unit not in lost]
    return pl.DataFrame(rows, schema=AUTHORITY_REPRINTS, orient="row")


def _edges(by_channel: pl.DataFrame) -> pl.DataFrame:
    return by_channel.group_by("unit", "channel_id").agg(pl.col("times").sum())


def _carried(by_channel: pl.DataFrame, authority: pl.DataFrame) -> Iterator[Part]:
    """Yield reprints in known channels: whole numbers, too, until the one division.

    Authority is summed in two halves, since times × authority may be more than an Int64 holds.
    """
    upper, lower = pl.col("authority") // _HALF, pl.col("authority") % _HALF
    sums = (
        by_channel.join(authority, on=["unit", "channel_id"])
        .group_by("unit", "original")
        .agg(upper=(pl.col("times") * upper).sum(), lower=(pl.col("times") * lower).sum())
    )
    parts = [(unit, original, up * _HALF + low) for unit, original, up, low in sums.iter_rows()]
    mean = Fraction(sum(value for *_, value in parts), int(by_channel["times"].sum()))
    for unit, original, value in parts:
        yield unit, original, value / mean


def _unseen(posts: pl.DataFrame, method: Method, factor: Decimal) -> Iterator[Part]:
    """Yield what Weibo counts of its posts' reposts beyond those observed in known channels."""
    counted = as_counted(posts.lazy(), ["reposts"], method.censoring)
    more = weibo_times() - pl.col("seen_weibo").fill_null(0)
    seen = counted.filter(pl.col("reprints").is_not_null())
    sums = seen.group_by("unit", "original").agg(more.sum()).collect()
    for unit, original, times in sums.iter_rows():
        yield unit, original, Fraction(factor) * times
