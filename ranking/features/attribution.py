"""Every post of the month under the unit that owned its account on the day of publication."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw
import polars as pl

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


@dataclass(frozen=True)
class Attributed:
    """``posts``: one row a post, sorted by post_id, with account_name, platform, unit and group.

    ``withdrawn`` and ``unattributed`` count the month's posts that were left out: withdrawn
    before the month ended; of an account that no unit owned that day.
    """

    posts: pl.DataFrame
    withdrawn: int
    unattributed: int


def attribute(posts: pl.LazyFrame, spans: pl.DataFrame, month: Month) -> Attributed:
    """Attribute the posts published in the month (half-open, Asia/Shanghai) by the SPANS."""
    frame = nw.from_native(posts)
    in_month = frame.filter(
        nw.col("published_at") >= nw.lit(month.start), nw.col("published_at") < nw.lit(month.end)
    )
    withdrawn = ~nw.col("withdrawn_at").is_null() & (nw.col("withdrawn_at") < nw.lit(month.end))
    standing = in_month.filter(~withdrawn).select(*_KEPT)
    owned = _owned(standing, nw.from_native(spans.lazy()))
    found, standing_count, total = pl.collect_all(
        [
            owned.to_native(),
            standing.select(nw.len().alias("n")).to_native(),
            in_month.select(nw.len().alias("n")).to_native(),
        ]
    )
    kept = standing_count.item()
    return Attributed(found, total.item() - kept, kept - found.height)


def _owned(
    posts: nw.LazyFrame[pl.LazyFrame], spans: nw.LazyFrame[pl.LazyFrame]
) -> nw.LazyFrame[pl.LazyFrame]:
    day = nw.col("published_at").dt.convert_time_zone(str(SHANGHAI)).dt.date()
    joined = posts.with_columns(day.alias("day")).join(spans, on="account", how="inner")
    valid = (nw.col("first_day") <= nw.col("day")) & (nw.col("day") < nw.col("end_day"))
    return joined.filter(valid).drop("first_day", "end_day").sort("post_id")
