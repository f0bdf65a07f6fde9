"""How each post travelled: its repost tree measured, faults in the data cut out and named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from ranking.network.forest import ROOT, cut_cycles, measure
from ranking.schemas import UTC_US

CASCADES = pl.Schema(
    {
        "post_id": pl.String(),
        "reprints": pl.Int64(),
        "breadth": pl.Int64(),
        "depth": pl.Int64(),
        "virality": pl.Float64(),
        "seconds_to_half": pl.Int64(),
    }
)
"""One row a post, sorted. The post is the root, each reprint a node below its parent. ``breadth``:
reprints on the fullest level; ``depth``: levels below the post; both 0 = never reprinted.
``virality`` (structural): mean distance between two nodes of the tree, just under 2 for a star,
a third of the length for a chain; null = not reprinted. ``seconds_to_half``: from the post to the
reprint that completes half of them, among those with a time; 0 where that is older than its post;
null = no time is known."""
CASCADE_FAULTS = pl.Schema(
    {
        "post_id": pl.String(),
        "reprint_id": pl.String(),
        "parent": pl.String(),
        "fault": pl.String(),
    }
)
"""One row a reprint whose parent was not believed, sorted; it hangs on the post itself instead."""
REPOSTS = pl.Schema(
    {
        "reprint_id": pl.String(),
        "post_id": pl.String(),
        "parent": pl.String(),
        "published_at": UTC_US,
    }
)
"""One row a reprint. ``parent``: the reprint_id it was taken from; null, or the post_id, = the post
itself."""


class Fault(StrEnum):
    """Why a parent was not believed."""

    CYCLE = "cycle"
    ORPHAN = "orphan"


@dataclass(frozen=True)
class Cascades:
    """``posts``: CASCADES; ``faults``: CASCADE_FAULTS."""

    posts: pl.DataFrame
    faults: pl.DataFrame


def cascades(posts: pl.DataFrame, reposts: pl.DataFrame) -> Cascades:
    """Measure the trees of ``posts`` (post_id, published_at) from REPOSTS in any order.

    Reposts of other posts are not looked at; of one listed twice the earliest row counts. A parent
    that is no reprint of the same post is an orphan's; a cycle is cut at its latest edge (no time =
    latest; the same time: greatest id).
    """
    nodes = _numbered(posts, reposts)
    parents = nodes["above"].to_list()
    cut = cut_cycles(parents)
    depths, sizes = measure(parents)
    fault = pl.when(pl.col("node").is_in(cut)).then(pl.lit(Fault.CYCLE.value))
    orphan = pl.when("orphan").then(pl.lit(Fault.ORPHAN.value))
    judged = nodes.with_columns(
        pl.Series("level", depths, pl.Int64),
        pl.Series("size", sizes, pl.Int64),
        fault=fault.otherwise(orphan),
    )
    faults = judged.filter(pl.col("fault").is_not_null()).select(*CASCADE_FAULTS)
    return Cascades(_measured(posts, judged), faults.sort("post_id", "reprint_id"))


def _numbered(posts: pl.DataFrame, reposts: pl.DataFrame) -> pl.DataFrame:
    """Number the reprints by time and find each one's parent; ``above`` ROOT = the post."""
    known = reposts.join(posts.select("post_id"), on="post_id", how="semi").select(*REPOSTS)
    by_time = known.sort("published_at", "reprint_id", "parent", nulls_last=True)
    once = by_time.unique(["post_id", "reprint_id"], keep="first", maintain_order=True)
    nodes = once.with_row_index("node")
    parents = nodes.select("post_id", parent="reprint_id", above=pl.col("node").cast(pl.Int64))
    named = pl.col("parent").is_not_null() & (pl.col("parent") != pl.col("post_id"))
    joined = nodes.join(parents, on=["post_id", "parent"], how="left", maintain_order="left")
    return joined.with_columns(
        pl.col("above").fill_null(ROOT), orphan=named & pl.col("above").is_null()
    )


def _measured(posts: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    levels = nodes.group_by("post_id", "level").agg(pl.len().cast(pl.Int64).alias("breadth"))
    widest = levels.group_by("post_id").agg(pl.col("breadth").max(), depth=pl.col("level").max())
    described = posts.select("post_id", origin="published_at")
    trees = _trees(nodes.join(described, on="post_id"))
    return (
        described.select("post_id")
        .join(trees, on="post_id", how="left")
        .join(widest, on="post_id", how="left")
        .with_columns(pl.col("reprints", "breadth", "depth").fill_null(0))
        .select(*CASCADES)
        .sort("post_id")
    )


def _trees(nodes: pl.DataFrame) -> pl.DataFrame:
    """Virality by the Wiener index: an edge with s nodes below it lies on s·(n − s) paths."""
    count = pl.len().cast(pl.Int64) + 1
    paths = (pl.col("size") * (count - pl.col("size"))).sum()
    after = (pl.col("published_at") - pl.col("origin")).dt.total_seconds().drop_nulls().sort()
    return nodes.group_by("post_id").agg(
        reprints=pl.len().cast(pl.Int64),
        virality=2 * paths / (count * (count - 1)),
        seconds_to_half=after.get((after.len() - 1) // 2, null_on_oob=True).clip(0),
    )
