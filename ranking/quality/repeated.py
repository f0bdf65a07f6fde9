"""Counts that repeat where chance does not let them: copied rows, or counts bought by the lot."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, inf, lgamma, log, prod

import polars as pl

from ranking.model.check import Flag
from ranking.quality.frames import exact, post_of
from ranking.quality.kinds import flag

REPEATED_MEASURES = ("reads", "likes", "comments", "reposts")
LEAST_VALUE = 100
"""Small counts repeat all the time."""
LEAST_EQUAL = 3
"""Two equal counts are a coincidence."""
LEAST_CHANCE = 1e-5
"""Expected number of such coincidences in an account: an office of 150 accounts, four measures and
twelve months makes 7,200 trials a year, so a false alarm comes once in fourteen years."""
LEAST_WIDTH = 0.05
"""Values lie over at least a twentieth of themselves: if all are equal their own width is 0."""
ROUNDED_FROM, ROUNDED_TO = 10_000, 1_000
"""Sources that show 1.2万 have no digits below the thousand; there equal values mean nothing."""
LEAST_ROUNDED = 3
"""Such a source is known by so many different round values; a lot that was bought has one."""
LEAST_SAME_MEASURES = 3
"""Counts that must agree in whole posts."""
LEAST_CHANCE_OF_SAME = 1e-3
"""Expected number of pairs that agree in everything, among the posts compared."""


def equal_counts(posts: pl.DataFrame) -> Iterator[Flag]:
    """Yield accounts of which too many posts have one and the same count."""
    for measure in REPEATED_MEASURES:
        for row in _repeated(posts, measure).iter_rows(named=True):
            width = max(row["width"], row["value"] * LEAST_WIDTH)
            if chance(row["posts"], row["equal"], width) < LEAST_CHANCE:
                first = posts.row(by_predicate=pl.col("post_id") == row["post_id"], named=True)
                numbers = {name: row[name] for name in ("value", "equal", "posts")}
                yield flag(
                    "equal_counts",
                    {"measure": measure, **numbers},
                    unit=first["unit"],
                    account=row["account"],
                    post=post_of(first),
                )


def same_counts(posts: pl.DataFrame) -> Iterator[Flag]:
    """Yield posts that agree in every count that was observed, at least three of them.

    That a count is hit by chance is about 1 in as many as it is large, since counts are spread
    over about their own size: in thousands where its source rounds to them. Compared are an
    account's posts, or all of the platform.
    """
    known = pl.sum_horizontal(pl.col(m).is_not_null() for m in REPEATED_MEASURES)
    bound = pl.col("censored").list.len().fill_null(0) > 0
    sized = posts.with_columns(
        *(_size(measure) for measure in REPEATED_MEASURES),
        _own=pl.len().over("account"),
        _all=pl.len().over("platform"),
    ).sort("post_id")
    wanted = sized.filter((known >= LEAST_SAME_MEASURES) & ~bound)
    alike = wanted.filter(pl.len().over("platform", *REPEATED_MEASURES) > 1)
    for _, group in alike.group_by("platform", *REPEATED_MEASURES, maintain_order=True):
        first = group.row(0, named=True)
        one = group["account"].n_unique() == 1
        compared = first["_own"] if one else first["_all"]
        pairs = compared * (compared - 1) / 2
        sizes = group.select(pl.col(f"_size_{m}").min() for m in REPEATED_MEASURES).row(0)
        if pairs / prod(max(size or 1, 1) for size in sizes) < LEAST_CHANCE_OF_SAME:
            yield _same(group, [first[m] for m in REPEATED_MEASURES if first[m] is not None])


def chance(posts: int, equal: int, width: float) -> float:
    """Return how many groups of ``equal`` equal values are expected among ``posts`` values that
    lie evenly over ``width`` numbers: C(posts, equal) / width^(equal - 1).
    """
    if width <= 1:
        return inf
    ways = lgamma(posts + 1) - lgamma(equal + 1) - lgamma(posts - equal + 1)
    return exp(min(ways - (equal - 1) * log(width), 700.0))


def _repeated(posts: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Return ``value``, ``equal`` and its first post of every count that repeats in an account,
    beside the account's ``posts`` and the ``width`` of their counts (twice the quartile range).
    """
    seen = posts.filter(exact(measure) & (pl.col(measure) >= LEAST_VALUE))
    sharp = seen.filter(~_rounded(measure))
    width = pl.col(measure).quantile(0.75) - pl.col(measure).quantile(0.25)
    sizes = sharp.group_by("account").agg(
        pl.len().cast(pl.Int64).alias("posts"), (2 * width).alias("width")
    )
    equal = sharp.group_by("account", pl.col(measure).alias("value")).agg(
        pl.len().cast(pl.Int64).alias("equal"), pl.col("post_id").min()
    )
    many = equal.filter(pl.col("equal") >= LEAST_EQUAL).join(sizes, on="account")
    return many.sort("account", "value")


def _rounded(measure: str) -> pl.Expr:
    """Tell whether a count is in round thousands because its account's source rounds to them."""
    whole = (pl.col(measure) >= ROUNDED_FROM) & (pl.col(measure) % ROUNDED_TO == 0)
    values = pl.when(exact(measure) & whole).then(measure).drop_nulls()
    return whole & (values.n_unique().over("account") >= LEAST_ROUNDED)


def _size(measure: str) -> pl.Expr:
    """Return ``_size_MEASURE``, a count in the steps that its source shows; null where it is."""
    thousands = pl.col(measure) // ROUNDED_TO
    return pl.when(_rounded(measure)).then(thousands).otherwise(measure).alias(f"_size_{measure}")


def _same(group: pl.DataFrame, counts: list[int]) -> Flag:
    first = group.row(0, named=True)
    units, accounts = group["unit"].n_unique(), group["account"].n_unique()
    return flag(
        "same_counts",
        {
            "equal": group.height,
            "counts": ", ".join(map(str, counts)),
            "post_ids": " ".join(group["post_id"]),
        },
        unit=first["unit"] if units == 1 else None,
        account=first["account"] if accounts == 1 else None,
        post=post_of(first),
    )
