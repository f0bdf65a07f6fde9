"""Accounts whose proportions of counts have changed, or are unlike those of their peers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import polars as pl

from ranking.model.check import Flag
from ranking.quality.kinds import flag
from ranking.quality.ratios import BY_ID, ratio_table, times
from ranking.quality.robust import (
    LEAST_VALUES,
    SIGMA_PER_MEAN_DEVIATION,
    modified_z,
    shown,
    spread,
)

LEAST_POSTS = 5
"""The middle of fewer posts is no habit of an account."""
LEAST_SHIFT = 2.0
"""Many posts make small changes significant; what has not doubled or halved is none to review."""
LEAST_UNLIKE = 3.0
"""Accounts differ by nature (police, tourism, health); less than three times is no finding."""


def account_shifts(posts: pl.DataFrame, earlier: pl.DataFrame, limit: float) -> Iterator[Flag]:
    """Yield accounts whose middle ratio is not what it was in the months before.

    z is that of the median: its distance from the median before, in units of the standard error
    that the spread of the earlier posts gives to a difference of two medians.
    """
    before = spread(ratio_table(earlier), "value", ("account", "ratio"))
    both = _middles(posts).join(before, on=["account", "ratio"], suffix="_before")
    error = ((1 / pl.col("seen") + 1 / pl.col("seen_before")).sqrt()) * SIGMA_PER_MEAN_DEVIATION
    judged = both.with_columns(_error=pl.col("scale_before") * error).with_columns(
        z=modified_z("median", "median_before", "_error"),
        away=pl.col("median") - pl.col("median_before"),
    )
    enough = (pl.col("seen") >= LEAST_POSTS) & (pl.col("seen_before") >= LEAST_VALUES)
    found = judged.filter(enough & _far(limit, LEAST_SHIFT)).sort("account", "ratio")
    for row in found.iter_rows(named=True):
        yield _flag("account_shift", row, posts=row["seen"], before=row["seen_before"])


def account_peers(posts: pl.DataFrame, limit: float) -> Iterator[Flag]:
    """Yield accounts whose middle ratio is unlike that of accounts of their platform and group.

    Where a group has fewer than LEAST_VALUES such accounts, all of the platform are its peers.
    """
    own = _middles(posts).filter(pl.col("seen") >= LEAST_POSTS).rename({"median": "value"})
    own = own.drop("scale", "seen")
    group, platform = ("platform", "group", "ratio"), ("platform", "ratio")
    near = own.join(spread(own, "value", group), on=list(group))
    wide = own.join(spread(own, "value", platform), on=list(platform))
    peers = pl.concat(
        [
            near.filter(pl.col("seen") >= LEAST_VALUES),
            wide.join(
                near.filter(pl.col("seen") < LEAST_VALUES).select("account", "ratio"),
                on=["account", "ratio"],
                how="semi",
            ).filter(pl.col("seen") >= LEAST_VALUES),
        ]
    )
    judged = peers.with_columns(z=modified_z("value"), away=pl.col("value") - pl.col("median"))
    found = judged.filter(_far(limit, LEAST_UNLIKE)).sort("account", "ratio")
    for row in found.iter_rows(named=True):
        yield _flag("account_peers", row, peers=row["seen"])


def _middles(posts: pl.DataFrame) -> pl.DataFrame:
    """Return one row an account and ratio: its last unit, group and platform, median, seen."""
    table = ratio_table(posts)
    owners = table.group_by("account", maintain_order=True).agg(
        pl.col("unit", "group", "platform").last()
    )
    return spread(table, "value", ("account", "ratio")).join(owners, on="account")


def _far(limit: float, least: float) -> pl.Expr:
    return (pl.col("z").abs() > limit) & (pl.col("away").abs() >= math.log(least))


def _flag(code: str, row: dict[str, Any], **numbers: int) -> Flag:
    ratio = BY_ID[row["ratio"]]
    evidence = {
        "measure": ratio.measure,
        "base": ratio.base,
        "times": times(row["away"]),
        **numbers,
        "z": shown(row["z"]),
    }
    return flag(code, evidence, unit=row["unit"], account=row["account"])
