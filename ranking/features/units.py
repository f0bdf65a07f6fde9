"""Features: one row a unit. Sums are of Int64 counts; null = not observed, never zero.

A unit without posts has 0 in every feature: there was nothing that could have been missed.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw
import polars as pl

from ranking.features.own_counts import OWN, marked, own_bound, own_value, totals
from ranking.model.vocabulary import REPRINT_MEASURES

NOT_OBSERVED = "None of this unit's posts has an observed count."
NO_FEED = "No reprint table was imported for this month."
NO_TIMES = "No reprint table was imported, and none of this unit's Weibo posts has a repost count."
NO_WEIGHTS = "The method does not weigh reprints."

_SEEN_BY: Mapping[str, str | None] = {
    "posts": None,
    "originals": "original_seen",
    "weighted_reprints": "reprints_seen",
    "reprinted_posts": "reprints_seen",
    "channels": "channels_seen",
    "max_reprints": "reprints_seen",
    "total_reads": "reads_seen",
    "total_likes": "likes_seen",
    "total_comments": "comments_seen",
}
"""Features of all posts of a unit, and the column that counts what each was observed on."""
_BOUNDED_BY = {
    "weighted_reprints": "reprints_censored",
    "max_reprints": "reprints_censored",
    "total_reads": "reads_censored",
    "total_likes": "likes_censored",
    "total_comments": "comments_censored",
}
FEATURES = (*_SEEN_BY, *OWN)
"""Every feature there is code for."""
MISSING_REASONS: Mapping[str, str] = {
    **dict.fromkeys(_SEEN_BY, NOT_OBSERVED),
    **{feature: own.missing_reason for feature, own in OWN.items()},
    "channels": NO_FEED,
    "weighted_reprints": NO_TIMES,
    "reprinted_posts": NO_TIMES,
    "max_reprints": NO_TIMES,
}
"""Why a feature is null, as English templates."""


def unit_features(
    units: pl.DataFrame,
    posts: pl.DataFrame,
    by_channel: pl.DataFrame,
    weighted: pl.DataFrame | None,
    has_feed: bool,
) -> pl.DataFrame:
    """Return unit, group, FEATURES and ``<feature>_censored`` for every unit, by unit name.

    ``units`` (unit, group) may hold units without posts; ``posts`` is the post table;
    ``weighted`` (unit, weighted_reprints; None = the method has no weights, so the feature is null)
    and ``by_channel`` come from the reprints.
    """
    channels = by_channel.group_by("unit").agg(pl.col("channel_id").n_unique().alias("channels"))
    table = units.with_columns(channels_seen=pl.lit(int(has_feed)))
    for part in (_sums(posts), channels):
        table = table.join(part, on="unit", how="left")
    filled = _with_weighted(table.with_columns(pl.exclude("unit", "group").fill_null(0)), weighted)
    values = [_value(feature).alias(feature) for feature in FEATURES]
    flags = [_flag(feature).alias(f"{feature}_censored") for feature in FEATURES]
    return filled.select("unit", "group", *values, *flags).sort("unit")


def _with_weighted(table: pl.DataFrame, weighted: pl.DataFrame | None) -> pl.DataFrame:
    if weighted is None:
        return table.with_columns(weighted_reprints=pl.lit(None, pl.Float64))
    joined = table.join(weighted, on="unit", how="left")
    return joined.with_columns(pl.col("weighted_reprints").fill_null(0))


def _value(feature: str) -> pl.Expr:
    kind = pl.Float64 if feature == "weighted_reprints" else pl.Int64
    if feature in OWN:
        return own_value(OWN[feature]).cast(kind)
    value, seen = pl.col(feature).cast(kind), _SEEN_BY[feature]
    if seen is None:
        return value
    return pl.when((pl.col("posts") == 0) | (pl.col(seen) > 0)).then(value)


def _flag(feature: str) -> pl.Expr:
    if feature in OWN:
        return own_bound(OWN[feature])
    bound = _BOUNDED_BY.get(feature)
    return pl.col(bound) > 0 if bound else pl.lit(value=False)


def _sums(posts: pl.DataFrame) -> pl.DataFrame:
    """Sum the post table per unit; ``_seen`` counts observed values, ``_censored`` > 0: bounds."""
    grouped = marked(_marked(nw.from_native(posts.lazy()))).group_by("unit")
    summed = grouped.agg(
        nw.len().alias("posts"),
        nw.col("original").count().alias("original_seen"),
        nw.col("reprints").count().alias("reprints_seen"),
        nw.col("reprints").max().alias("max_reprints"),
        nw.col("originals").sum(),
        nw.col("reprinted_posts").sum(),
        nw.col("reprints_censored").max(),
        *[total for measure in REPRINT_MEASURES for total in _totals(measure)],
        *totals(),
    )
    return summed.to_native().collect()


def _marked(posts: nw.LazyFrame[pl.LazyFrame]) -> nw.LazyFrame[pl.LazyFrame]:
    censored = nw.col("censored").list
    return posts.with_columns(
        _number(nw.col("original")).alias("originals"),
        _number(nw.col("reprints") >= 1).alias("reprinted_posts"),
        _number(nw.col("reprints_censored")).alias("reprints_censored"),
        *[_number(censored.contains(m)).alias(f"own_{m}_censored") for m in REPRINT_MEASURES],
    )


def _number(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))


def _totals(measure: str) -> tuple[nw.Expr, ...]:
    """Own counts and those of the reprints: their sum, how many there were, and the bounds."""
    again = f"again_{measure}"
    return (
        (nw.col(measure).sum() + nw.col(again).sum()).alias(f"total_{measure}"),
        (nw.col(measure).count() + nw.col(f"{again}_seen").sum()).alias(f"{measure}_seen"),
        (nw.col(f"own_{measure}_censored").max() + nw.col(f"{again}_censored").max()).alias(
            f"{measure}_censored"
        ),
    )
