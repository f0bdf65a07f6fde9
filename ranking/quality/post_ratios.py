"""Posts whose counts are out of proportion with what their account and their peers have."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import polars as pl

from ranking.model.check import Flag
from ranking.quality.frames import post_of
from ranking.quality.kinds import flag
from ranking.quality.ratios import BY_ID, ratio_table, times
from ranking.quality.robust import LEAST_VALUES, modified_z, shown, spread

LEAST_TIMES = 3.0
"""A month has tens of thousands of posts, of which some are always over 3.5; those that are not at
least three times (or a third of) the usual are of no use to a buyer and of none to a reviewer."""
LEAST_EXCESS = 50
"""So many counts must be too many or too few: among small ones chance alone makes ratios large."""


def post_ratios(posts: pl.DataFrame, earlier: pl.DataFrame, limit: float) -> Iterator[Flag]:
    """Yield one flag an account and ratio with posts over ``limit``, at the furthest of them.

    A post must be far from the account's own posts (this month's and those of earlier months) and
    from those of its peers (same platform and group, this month), on the same side. Where an
    account has fewer than LEAST_VALUES posts in all, its peers alone decide.
    """
    now = ratio_table(posts)
    own = spread(_pooled(now, ratio_table(earlier)), "value", ("account", "ratio"))
    peers = spread(now, "value", ("platform", "group", "ratio"))
    judged = _judged(now, own, peers).filter(_far(limit)).sort("account", "ratio", "post_id")
    far = posts.join(judged.select("post_id").unique(), on="post_id", how="semi")
    rows = {row["post_id"]: row for row in far.iter_rows(named=True)}
    furthest = judged.sort("_distance", descending=True, maintain_order=True)
    each = furthest.group_by("account", "ratio", maintain_order=True)
    worst = each.agg(pl.all().first(), pl.len().cast(pl.Int64).alias("posts"))
    for row in worst.sort("account", "ratio").iter_rows(named=True):
        yield _flag(row, rows[row["post_id"]])


def _pooled(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    needed = ("account", "ratio", "value")
    return pl.concat([now.select(needed), before.select(needed)])


def _judged(now: pl.DataFrame, own: pl.DataFrame, peers: pl.DataFrame) -> pl.DataFrame:
    """Add ``z`` and ``peers_z`` (null = too few to compare with) and the usual ``middle``."""
    both = now.join(own, on=["account", "ratio"]).join(
        peers, on=["platform", "group", "ratio"], suffix="_peers"
    )
    enough, enough_peers = pl.col("seen") >= LEAST_VALUES, pl.col("seen_peers") >= LEAST_VALUES
    return both.with_columns(
        pl.when(enough).then(modified_z("value")).alias("z"),
        pl.when(enough_peers)
        .then(modified_z("value", "median_peers", "scale_peers"))
        .alias("peers_z"),
        pl.when(enough).then("median").otherwise("median_peers").alias("middle"),
    ).with_columns(
        (pl.col("value") - pl.col("middle")).abs().alias("_distance"),
        (pl.col("count") - (pl.col("middle").exp() * (pl.col("base_count") + 0.5) - 0.5))
        .abs()
        .alias("_excess"),
    )


def _far(limit: float) -> pl.Expr:
    known = pl.col("peers_z").is_not_null()
    alone = pl.col("z").is_null()
    same_side = alone | (pl.col("z").sign() == pl.col("peers_z").sign())
    return (
        known
        & same_side
        & (alone | (pl.col("z").abs() > limit))
        & (pl.col("peers_z").abs() > limit)
        & (pl.col("_distance") >= math.log(LEAST_TIMES))
        & (pl.col("_excess") >= LEAST_EXCESS)
    )


def _flag(row: dict[str, Any], post: dict[str, Any]) -> Flag:
    ratio = BY_ID[row["ratio"]]
    alone = row["z"] is None
    evidence = {
        "posts": row["posts"],
        "measure": ratio.measure,
        "base": ratio.base,
        "count": row["count"],
        "base_count": row["base_count"],
        "times": times(row["value"] - row["middle"]),
        "peers_z": shown(row["peers_z"]),
    }
    if alone:
        code = "post_ratio_peers"
    else:
        code, evidence["z"] = "post_ratio", shown(row["z"])
    return flag(code, evidence, unit=row["unit"], account=row["account"], post=post_of(post))
