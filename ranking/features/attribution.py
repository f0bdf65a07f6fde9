"""Every post of the month under the unit that owned its account on the day of publication."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from ranking.features.adjusted import UNADJUSTED, Adjusted
from ranking.features.moved_posts import moved_posts
from ranking.model.month import SHANGHAI, Month
from ranking.model.vocabulary import POST_MEASURES

_KEPT = (
    "post_id",
    "account",
    "published_at",
    "title",
    "text",
    "url",
    "topics",
    "original",
    "position",
    *POST_MEASURES,
    "reads_unit",
    "censored",
)


_OWNED = (*_KEPT, "day", "platform", "account_name", "unit", "group")


@dataclass(frozen=True)
class Attributed:
    """``posts``: one row a post, sorted by post_id, with account_name, platform, unit and group.

    ``moved``: those among them that count for the unit an adjustment names. The others count the
    month's posts that were left out: ``withdrawn`` before the month ended; ``excluded`` by an
    adjustment; ``unattributed``, of an account that no unit owned that day.
    """

    posts: pl.DataFrame
    moved: pl.DataFrame
    withdrawn: int
    excluded: int
    unattributed: int


def attribute(
    posts: pl.LazyFrame, spans: pl.DataFrame, month: Month, adjusted: Adjusted = UNADJUSTED
) -> Attributed:
    """Attribute the posts published in the month (half-open, Asia/Shanghai) by the SPANS.

    Adjustments win over the spans and over withdrawal. Raises DataError where one names a unit
    that the spans do not have.
    """
    frame = nw.from_native(posts)
    in_month = frame.filter(
        nw.col("published_at") >= nw.lit(month.start), nw.col("published_at") < nw.lit(month.end)
    )
    withdrawn, excluded, moved = _withdrawn(month, adjusted), _excluded(adjusted), _moved(adjusted)
    standing = (
        in_month.filter(~withdrawn)
        .filter(~excluded)
        .select(*_KEPT)
        .with_columns(day_of_publication())
    )
    own, elsewhere, counts = pl.collect_all(
        [
            owned(standing.filter(~moved), nw.from_native(spans.lazy())).to_native(),
            standing.filter(moved).to_native(),
            in_month.select(
                nw.len().alias("all"),
                withdrawn.sum().alias("withdrawn"),
                (excluded & ~withdrawn).sum().alias("excluded"),
            ).to_native(),
        ]
    )
    found = moved_posts(elsewhere, spans, month, adjusted).select(_OWNED)
    every = pl.concat([own, found]).sort("post_id") if found.height else own
    total, left_out, by_hand = counts.row(0)
    return Attributed(every, found, left_out, by_hand, total - left_out - by_hand - every.height)


def _withdrawn(month: Month, adjusted: Adjusted) -> nw.Expr:
    gone = ~nw.col("withdrawn_at").is_null() & (nw.col("withdrawn_at") < nw.lit(month.end))
    return gone & ~_one_of("post_id", adjusted.included_posts)


def _excluded(adjusted: Adjusted) -> nw.Expr:
    of_account = _one_of("account", adjusted.excluded_accounts)
    by_account = of_account & ~_one_of("post_id", adjusted.included_posts)
    return _one_of("post_id", adjusted.excluded_posts) | by_account


def _moved(adjusted: Adjusted) -> nw.Expr:
    return _one_of("post_id", adjusted.posts_for) | _one_of("account", adjusted.accounts_for)


def _one_of(column: str, names: Collection[str]) -> nw.Expr:
    return nw.col(column).is_in(list(names))


def day_of_publication() -> nw.Expr:
    """Return the column ``day``, the day of Asia/Shanghai on which a post was published."""
    local = nw.col("published_at").dt.convert_time_zone(str(SHANGHAI))
    return local.dt.date().alias("day")


def owned(
    posts: nw.LazyFrame[pl.LazyFrame], spans: nw.LazyFrame[pl.LazyFrame]
) -> nw.LazyFrame[pl.LazyFrame]:
    """Add the columns of SPANS to posts with a ``day``; posts that no unit owned that day go."""
    joined = posts.join(spans, on="account", how="inner")
    valid = (nw.col("first_day") <= nw.col("day")) & (nw.col("day") < nw.col("end_day"))
    return joined.filter(valid).drop("first_day", "end_day").sort("post_id")
