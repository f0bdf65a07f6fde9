"""Months that came to an account in one day or one hour, far beyond its habit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from ranking.model.check import Flag
from ranking.model.month import SHANGHAI
from ranking.quality.frames import post_of, timed
from ranking.quality.kinds import flag

LEAST_TOTALS = {"reads": 5_000, "reposts": 200}
"""A month with less is too small for a share of it to say anything."""
LEAST_POSTS = 10
"""With fewer posts one of them has most of the month in every month."""
LEAST_SHARE = 0.5
"""Half of a month in a day: what a warning of a typhoon or one bought post brings about."""
LEAST_TIMES = 2.0
"""And twice the largest share of any earlier month: counts are heavy-tailed by nature."""
LEAST_MONTHS = 2
"""Fewer earlier months are no habit."""
_HOUR_IS_ALL = 0.9
"""A day is not shown beside its hour where that one has nearly all of it."""
_SLOTS = {"burst_day": "1d", "burst_hour": "1h"}


def bursts(posts: pl.DataFrame, earlier: pl.DataFrame) -> Iterator[Flag]:
    """Yield days and hours of publication whose posts have most of an account's month.

    Facts hold a post's counts as they are at the end, not when they came; so the hour is that of
    publication, where it is known. Lower bounds count as they stand.
    """
    for measure in LEAST_TOTALS:
        found = {code: _found(posts, earlier, measure, slot) for code, slot in _SLOTS.items()}
        hours = {row["account"]: row["share"] for row in found["burst_hour"]}
        for code, rows in found.items():
            for row in rows:
                hour = hours.get(row["account"], 0.0)
                if code == "burst_hour" or hour < _HOUR_IS_ALL * row["share"]:
                    yield _flag(code, row, measure, posts)


def _found(
    posts: pl.DataFrame, earlier: pl.DataFrame, measure: str, slot: str
) -> list[dict[str, Any]]:
    now = _shares(posts.with_columns(month=pl.lit("")), measure, slot)
    habits = _shares(earlier, measure, slot).group_by("account").agg(
        pl.col("share").max().alias("habit"), pl.len().cast(pl.Int64).alias("months")
    )  # fmt: skip
    far = (pl.col("share") >= LEAST_SHARE) & (pl.col("share") >= LEAST_TIMES * pl.col("habit"))
    both = now.join(habits, on="account").filter(far & (pl.col("months") >= LEAST_MONTHS))
    return both.sort("account").to_dicts()


def _shares(posts: pl.DataFrame, measure: str, slot: str) -> pl.DataFrame:
    """Return per account and month its largest slot: ``slot``, ``count``, ``share``."""
    local = pl.col("published_at").dt.convert_time_zone(str(SHANGHAI)).dt.truncate(slot)
    seen = posts.filter(pl.col(measure).is_not_null())
    if slot == "1h":
        seen = seen.filter(timed())
    slots = seen.group_by("account", "month", local.alias("slot")).agg(
        pl.col(measure).sum().alias("count"), pl.len().alias("posts")
    )
    months = ["account", "month"]
    largest = slots.sort("count", "slot", descending=[True, False]).group_by(months)
    return (
        largest.agg(
            pl.col("slot", "count").first(), pl.col("count").sum().alias("total"), pl.sum("posts")
        )
        .filter((pl.col("total") >= LEAST_TOTALS[measure]) & (pl.col("posts") >= LEAST_POSTS))
        .with_columns(share=pl.col("count") / pl.col("total"))
    )


def _flag(code: str, row: dict[str, Any], measure: str, posts: pl.DataFrame) -> Flag:
    local = pl.col("published_at").dt.convert_time_zone(str(SHANGHAI))
    within = posts.filter(
        pl.col("account") == row["account"],
        local.dt.truncate(_SLOTS[code]) == row["slot"],
    )
    top = within.sort([measure, "post_id"], descending=[True, False], nulls_last=True)
    first = top.row(0, named=True)
    style = "%Y-%m-%d" if code == "burst_day" else "%Y-%m-%d %H:00"
    evidence = {
        "measure": measure,
        "share": row["share"],
        "count": row["count"],
        "when": row["slot"].strftime(style),
        "habit": row["habit"],
        "months": row["months"],
    }
    return flag(code, evidence, unit=first["unit"], account=row["account"], post=post_of(first))
