"""How each post travelled: its repost tree measured, faults in the data cut out and named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
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

_LINKED = {"node": pl.Int64(), "level": pl.Int64(), "size": pl.Int64()}


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
    nodes = forest(posts, reposts)
    faults = nodes.filter(pl.col("fault").is_not_null()).select(*CASCADE_FAULTS)
    return Cascades(_measured(posts, nodes), faults.sort("post_id", "reprint_id"))


def forest(posts: pl.DataFrame, reposts: pl.DataFrame) -> pl.DataFrame:
    """Grow the trees of ``posts``, as ``cascades`` measures them: one row a reprint.

    By time, then by id, without a time last. Adds to the columns of ``reposts``: ``origin`` (when
    the post was published), ``node`` (the row), ``above`` (the node it hangs on; ROOT = the post),
    ``level`` (1 = on the post), ``size`` (itself and what is below), ``fault`` (null = none).
    """
    nodes = _numbered(posts.select("post_id", origin="published_at"), reposts)
    named = nodes.filter(pl.col("parent") != pl.col("post_id")).select("node", "post", "parent")
    parents = nodes.join(named, left_on="reprint_id", right_on="parent", how="semi")
    held = parents.select("post", parent="reprint_id", above="node")
    hung = named.join(held, on=["post", "parent"], how="left")
    linked, cut = _linked(hung.drop_nulls("above"))
    orphans = hung.filter(pl.col("above").is_null())["node"]
    lost = pl.when(pl.col("node").is_in(orphans.implode())).then(pl.lit(Fault.ORPHAN.value))
    circular = pl.when(pl.col("node").is_in(cut)).then(pl.lit(Fault.CYCLE.value))
    return nodes.join(linked, on="node", how="left", maintain_order="left").with_columns(
        pl.col("above").fill_null(ROOT),
        pl.col("level", "size").fill_null(1),
        fault=circular.otherwise(lost),
    )


def _numbered(posts: pl.DataFrame, reposts: pl.DataFrame) -> pl.DataFrame:
    """Number the posts, and their reprints, once each, by time and then by id."""
    known = reposts.join(posts.with_row_index("post"), on="post_id", maintain_order="left")
    ids = known["reprint_id"]
    if not (ids.shift() < ids).all():  # compact facts are in this order already
        known = known.sort("reprint_id", "published_at", "parent", nulls_last=True)
        known = known.unique(["post", "reprint_id"], keep="first", maintain_order=True)
    by_time = known.sort("published_at", nulls_last=True, maintain_order=True)
    return by_time.with_row_index("node").with_columns(pl.col("node").cast(pl.Int64))


def _linked(edges: pl.DataFrame) -> tuple[pl.DataFrame, list[int]]:
    """Return node, above, level and size of the nodes on ``edges``, and where cycles were cut.

    All other nodes hang on their post alone, as most of a month do, and are not walked over.
    """
    child, above = edges["node"].to_numpy(), edges["above"].to_numpy()
    nodes = np.unique(np.concatenate([child, above]))
    places = np.full(len(nodes), ROOT)
    places[np.searchsorted(nodes, child)] = np.searchsorted(nodes, above)
    parents = places.tolist()
    cut = cut_cycles(parents)
    levels, sizes = measure(parents)
    hangs = pl.Series(parents, dtype=pl.Int64)
    held = pl.when(hangs != ROOT).then(pl.Series(nodes).gather(hangs.clip(0)))
    linked = pl.DataFrame({"node": nodes, "level": levels, "size": sizes}, schema=_LINKED)
    return linked.with_columns(above=held.otherwise(ROOT)), nodes[cut].tolist()


def _measured(posts: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    levels = nodes.group_by("post", "level").agg(pl.len().cast(pl.Int64).alias("breadth"))
    widest = levels.group_by("post").agg(pl.col("breadth").max(), depth=pl.col("level").max())
    trees = _trees(nodes).join(widest, on="post")
    return (
        posts.select("post_id")
        .join(trees, on="post_id", how="left")
        .with_columns(pl.col("reprints", "breadth", "depth").fill_null(0))
        .select(*CASCADES)
        .sort("post_id")
    )


def _trees(nodes: pl.DataFrame) -> pl.DataFrame:
    """Virality by the Wiener index: an edge with s nodes below it lies on s·(n − s) paths."""
    count = pl.len().cast(pl.Int64) + 1
    paths = (pl.col("size") * (count - pl.col("size"))).sum()
    after = (pl.col("published_at") - pl.col("origin")).dt.total_seconds().drop_nulls()
    return nodes.group_by("post").agg(
        pl.col("post_id").first(),
        reprints=pl.len().cast(pl.Int64),
        virality=2 * paths / (count * (count - 1)),
        seconds_to_half=after.get((after.len() - 1) // 2, null_on_oob=True).clip(0),
    )
