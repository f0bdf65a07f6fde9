"""Counts that contradict one another or what was observed before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from ranking.model.check import Flag
from ranking.model.vocabulary import POST_MEASURES
from ranking.quality.frames import exact, post_of
from ranking.quality.kinds import flag

ONCE_A_READER = ("likes", "wow", "favourites", "reposts")
"""A reader likes, recommends or keeps an article once, and shares it as a person: none can exceed
reads. Comments can: a reader may write several."""
LEAST_FALL = 10
LEAST_FALL_SHARE = 0.05
"""Platforms take back single counts every day; ten and a twentieth of the whole are noticed."""
LATE = timedelta(days=7)
"""A post has nearly all its counts within days; observation horizons end here too."""
LATE_LEAST = {"reads": 1_000, "likes": 100, "reposts": 100, "comments": 100}
"""A late rise that is smaller changes no rank."""
LATE_TIMES = 2.0
"""What has doubled after a week did not come by itself."""


def more_than_reads(posts: pl.DataFrame) -> Iterator[Flag]:
    """Yield every post with more of something than reads, with the largest such count.

    Reads shown as 10万+ prove nothing.
    """
    over = exact("reads") & (pl.max_horizontal(*ONCE_A_READER) > pl.col("reads"))
    for row in posts.filter(over).sort("post_id").iter_rows(named=True):
        measure = max(ONCE_A_READER, key=lambda name: row[name] or 0)
        evidence = {"measure": measure, "count": row[measure], "reads": row["reads"]}
        yield flag(
            "more_than_reads",
            evidence,
            unit=row["unit"],
            account=row["account"],
            post=post_of(row),
        )


def counts_that_fell(posts: pl.DataFrame, counts: pl.DataFrame) -> Iterator[Flag]:
    """Yield one flag an account and measure that fell below an earlier observation of one source.

    An observation is compared with the largest before it: a fall may come in small steps.
    ``counts`` are POST_COUNTS; of posts that are not in ``posts`` nothing is looked at.
    """
    for measure in POST_MEASURES:
        steps = _steps(counts, measure).with_columns(fall=pl.col("before") - pl.col("after"))
        least = pl.max_horizontal(pl.lit(LEAST_FALL), pl.col("before") * LEAST_FALL_SHARE)
        yield from _worst("count_fell", measure, posts, steps.filter(pl.col("fall") >= least))


def late_growth(posts: pl.DataFrame, counts: pl.DataFrame) -> Iterator[Flag]:
    """Yield one flag an account and measure that doubled later than a week after publication."""
    late = _late(posts, counts)
    for measure, least in LATE_LEAST.items():
        ends = (
            _observed(late, measure)
            .group_by("post_id", "source", maintain_order=True)
            .agg(pl.col("count").first().alias("before"), pl.col("count").last().alias("after"))
            .with_columns(fall=pl.col("after") - pl.col("before"))
        )
        doubled = pl.col("after") >= LATE_TIMES * pl.col("before")
        yield from _worst(
            "late_growth", measure, posts, ends.filter(doubled & (pl.col("fall") >= least))
        )


def unseen_late(posts: pl.DataFrame, counts: pl.DataFrame) -> int:
    """Return for how many posts late growth cannot be told: no source observed them twice later
    than a week after publication.
    """
    several = _late(posts, counts).filter(
        pl.col("observed_at").n_unique().over("post_id", "source") > 1
    )
    return posts.height - several["post_id"].n_unique()


def _late(posts: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    times = posts.select("post_id", "published_at")
    since = pl.col("published_at") + LATE
    return counts.join(times, on="post_id").filter(pl.col("observed_at") >= since)


def _observed(counts: pl.DataFrame, measure: str) -> pl.DataFrame:
    return (
        counts.filter(exact(measure))
        .sort("post_id", "source", "observed_at", measure)
        .select("post_id", "source", pl.col(measure).alias("count"))
    )


def _steps(counts: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Return every observation as ``after``, beside the largest earlier one of its source."""
    before = pl.col("count").cum_max().shift(1).over("post_id", "source")
    return (
        _observed(counts, measure)
        .with_columns(before=before)
        .filter(pl.col("before").is_not_null())
        .rename({"count": "after"})
    )


def _worst(code: str, measure: str, posts: pl.DataFrame, found: pl.DataFrame) -> Iterator[Flag]:
    """Yield one flag an account, at the post with the largest step."""
    largest = found.sort("fall", "post_id", descending=[True, False])
    each = largest.group_by("post_id", maintain_order=True).first()
    joined = each.join(posts, on="post_id", maintain_order="left")
    accounts = joined.group_by("account", maintain_order=True)
    worst = accounts.agg(pl.all().first(), pl.len().cast(pl.Int64).alias("posts"))
    for row in worst.sort("account").iter_rows(named=True):
        evidence = {
            "measure": measure,
            "posts": row["posts"],
            "before": row["before"],
            "after": row["after"],
        } | ({"days": LATE.days} if code == "late_growth" else {})
        yield flag(code, evidence, unit=row["unit"], account=row["account"], post=post_of(row))
