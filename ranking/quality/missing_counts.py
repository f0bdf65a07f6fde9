"""Counts that were not observed, of single accounts and of a whole platform."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from ranking.model.check import Flag
from ranking.quality.kinds import flag

CHECKED_MEASURES = ("reads", "likes", "comments", "reposts")
"""The counts that lists rest on; 在看 and favourites are in few sources."""
LEAST_SHARE = 0.1
"""A tenth of an account's posts; single posts without a count stand in the list's coverage."""


def missing_counts(posts: pl.DataFrame) -> Iterator[Flag]:
    """Yield what no post of a platform has, and accounts that lack what others of it have."""
    for _, own in posts.sort("platform").group_by("platform", maintain_order=True):
        known = [m for m in CHECKED_MEASURES if own[m].count()]
        for measure in (m for m in CHECKED_MEASURES if m not in known):
            evidence = {"platform": own["platform"][0], "measure": measure, "posts": own.height}
            yield flag("measure_absent", evidence)
        yield from _accounts(own, known)


def _accounts(posts: pl.DataFrame, measures: list[str]) -> Iterator[Flag]:
    """Yield one flag an account with the measures of which more than LEAST_SHARE are missing."""
    found = posts.group_by("account").agg(
        pl.len().cast(pl.Int64).alias("posts"),
        pl.col("unit").last(),
        *(pl.col(measure).null_count().cast(pl.Int64) for measure in measures),
    )
    for row in found.sort("account").iter_rows(named=True):
        lacking = [m for m in measures if row[m] > LEAST_SHARE * row["posts"]]
        if lacking:
            evidence = {
                "measures": " ".join(lacking),
                "missing": max(row[measure] for measure in lacking),
                "posts": row["posts"],
            }
            yield flag("measure_missing", evidence, unit=row["unit"], account=row["account"])
