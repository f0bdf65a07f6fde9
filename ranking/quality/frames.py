"""The frames that checks read, and how a flag points at one of their posts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

import polars as pl

from ranking.model.check import Post
from ranking.model.month import SHANGHAI
from ranking.model.vocabulary import POST_MEASURES
from ranking.schemas import UTC_US

_COUNTS = dict.fromkeys(POST_MEASURES, pl.Int64())

MONTH_POSTS = pl.Schema(
    {
        "post_id": pl.String(),
        "account": pl.String(),
        "platform": pl.String(),
        "unit": pl.String(),
        "group": pl.String(),
        "day": pl.Date(),
        "published_at": UTC_US,
        "title": pl.String(),
        "url": pl.String(),
        **_COUNTS,
        "censored": pl.List(pl.String()),
    }
)
"""One row a post that counts in the month, under its unit; ``title`` is the beginning of the text
where there is none."""

EARLIER_POSTS = pl.Schema(
    {
        "month": pl.String(),
        "post_id": pl.String(),
        "account": pl.String(),
        "published_at": UTC_US,
        **_COUNTS,
        "censored": pl.List(pl.String()),
    }
)
"""One row a post of an earlier month."""


def post_of(row: Mapping[str, Any]) -> Post:
    """Return the post of a row of MONTH_POSTS."""
    return Post(row["post_id"], row["title"] or row["post_id"], row["url"], row["published_at"])


def timed() -> pl.Expr:
    """Tell whether a post's account has times of day: some sources have dates alone, as 00:00."""
    local = pl.col("published_at").dt.convert_time_zone(str(SHANGHAI))
    return (local.dt.time() != time.min).any().over("account")


def exact(measure: str) -> pl.Expr:
    """Tell whether a count was observed, and not as a lower bound (10万+)."""
    bound = pl.col("censored").list.contains(measure).fill_null(value=False)
    return pl.col(measure).is_not_null() & ~bound
