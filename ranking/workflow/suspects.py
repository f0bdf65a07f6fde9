"""Answers that cannot be right beside the month before: no posts any more, or nothing but zeros.

A suspect is a question to a person. It never changes a number and never becomes a zero or a gap.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import polars as pl

from ranking.model.month import Month

LEAST_POSTS = 5
"""Fewer posts than this prove nothing: an account with three or four a month may well be silent
for one, and three or four posts may well have no comment."""
MOST_ZERO_BEFORE = 0.5
"""Where more than half the posts had a zero the month before, a month of zeros is no surprise."""
FIRST_DAYS = timedelta(days=7)
"""A month that is not over is compared once a week of it is: offices rest on weekends."""
SUSPECT_MEASURES = ("reads", "likes", "comments", "reposts")
"""The counts that are looked at; 在看 and favourites are zero too often to tell anything."""


@dataclass(frozen=True)
class Suspect:
    """One finding about an account, with the numbers it rests on.

    ``no_posts``: none this month, ``posts_before`` in the month before; the rest is empty.
    ``all_zero``: all of ``posts`` posts whose ``measure`` was observed have zero (a share of 1);
    in the month before ``zeros_before`` of ``posts_before`` had (``share_before``).
    """

    account: str
    kind: Literal["no_posts", "all_zero"]
    measure: str | None
    posts: int
    posts_before: int
    zeros: int = 0
    zeros_before: int = 0
    share: float | None = None
    share_before: float | None = None


def comparable(month: Month, today: date) -> bool:
    """Tell whether enough of a month is over to be compared with the one before."""
    return min(today, month.next().first_day) - month.first_day >= FIRST_DAYS


def suspects(posts: pl.LazyFrame, before: pl.LazyFrame, accounts: Collection[str]) -> list[Suspect]:
    """Return what is suspect, by account and measure. Both frames are COMPACT_POSTS of a month.

    ``accounts`` are those of which posts can be expected; others are not looked at.
    """
    both = _tallies(posts).join(_tallies(before), on="account", how="full", suffix="_before")
    rows = (
        both.with_columns(pl.coalesce("account", "account_before"))
        .filter(pl.col("account").is_in(list(accounts)))
        .fill_null(0)
        .sort("account")
        .collect()
    )
    return [found for row in rows.iter_rows(named=True) for found in _judged(row)]


def _tallies(posts: pl.LazyFrame) -> pl.LazyFrame:
    """Return per account the posts, and per measure for how many it is known and how many zero."""
    return posts.group_by("account").agg(
        pl.len().alias("posts"),
        *(pl.col(m).count().alias(f"{m}_known") for m in SUSPECT_MEASURES),
        *((pl.col(m) == 0).sum().alias(f"{m}_zero") for m in SUSPECT_MEASURES),
    )


def _judged(row: dict[str, int]) -> list[Suspect]:
    account = str(row["account"])
    if row["posts"] == 0 and row["posts_before"] >= LEAST_POSTS:
        return [Suspect(account, "no_posts", None, 0, row["posts_before"])]
    found = (_zeros(account, measure, row) for measure in SUSPECT_MEASURES)
    return [one for one in found if one is not None]


def _zeros(account: str, measure: str, row: dict[str, int]) -> Suspect | None:
    known, zeros = row[f"{measure}_known"], row[f"{measure}_zero"]
    known_before, zeros_before = row[f"{measure}_known_before"], row[f"{measure}_zero_before"]
    if min(known, known_before) < LEAST_POSTS or zeros < known:
        return None
    share_before = zeros_before / known_before
    if share_before > MOST_ZERO_BEFORE:
        return None
    return Suspect(
        account, "all_zero", measure, known, known_before, zeros, zeros_before, 1.0, share_before
    )
