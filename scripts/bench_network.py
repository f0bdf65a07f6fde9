"""Measures PageRank and HITS, ours against plain networkx, and a month's edges, in one run.

    python scripts/bench_network.py [--nodes 25000] [--edges 2000000]

Links are drawn as audiences are: a few nodes have most of them. For PageRank and HITS they go
between any two nodes, which takes many rounds; in the month they go from a fifth of the nodes, the
units, to the others, the channels. Plain networkx needs scipy and is left out without it.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import networkx as nx
import numpy as np
import polars as pl

from ranking.network import backend
from ranking.network.authority import authority
from ranking.network.csr import CsrGraph, Numbers, Values
from ranking.network.edges import reprint_edges

T = TypeVar("T")
Links = tuple[Numbers, Numbers, Values]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, measure, print one line a step."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nodes", type=int, default=25_000)
    parser.add_argument("--edges", type=int, default=2_000_000)
    options = parser.parse_args(arguments)
    compare(options.nodes, drawn(options.nodes, options.nodes, options.edges))
    units = options.nodes // 5
    month(drawn(units, options.nodes - units, options.edges))
    return 0


def drawn(sources: int, targets: int, count: int) -> Links:
    """Return that many different links in random order, with weights from 1 up."""
    draw = np.random.default_rng(20261001)
    pairs = np.zeros(0, np.int64)
    while len(pairs) < count:
        source = (sources * draw.random(count) ** 2).astype(np.int64)
        target = (targets * draw.random(count) ** 2).astype(np.int64)
        pairs = np.unique(np.concatenate([pairs, source * targets + target]))
    source, target = np.divmod(draw.permutation(pairs)[:count], targets)
    return source, target, draw.geometric(0.4, count).astype(np.float64)


def compare(nodes: int, links: Links) -> None:
    """PageRank and HITS to the same tolerance, with and without building the graph."""
    exact: dict[str, Any] = {"tol": 1e-12, "max_iter": 1000}
    print(f"{nodes:,} nodes, {len(links[0]):,} edges")
    graph, built = timed("build CsrGraph", lambda: CsrGraph.from_edges(range(nodes), *links))
    ranks, ranked = timed("PageRank, ours", lambda: backend.pagerank(graph, **exact))
    scores, scored = timed("HITS, ours", lambda: backend.hits(graph, **exact))
    if importlib.util.find_spec("scipy") is None:
        print("scipy is not installed: no comparison with plain networkx")
        return
    plain, plain_built = timed("build networkx.DiGraph", graph.to_networkx)
    plain_ranks, slow = timed("PageRank, networkx", lambda: nx.pagerank(plain, **exact))
    plain_scores, slower = timed("HITS, networkx", lambda: nx.hits(plain, tol=1e-15))
    for name, ratio in (
        ("PageRank", slow / ranked),
        ("PageRank with building", (slow + plain_built) / (ranked + built)),
        ("HITS", slower / scored),
    ):
        print(f"{name}: {ratio:.1f} times as fast")
    apart = max(map(furthest, (ranks, *scores), (plain_ranks, *plain_scores)))
    print(f"largest difference of a score: {apart:.1e}")


def furthest(one: dict[Any, float], other: dict[Any, float]) -> float:
    """Return the largest difference of a node's scores."""
    return max(abs(one[node] - other[node]) for node in one)


def month(links: Links) -> None:
    """Reprints to edges, edges to authority."""
    reprints, posts, channels = taken_apart(*links)
    print(f"{reprints.height:,} reprints of {posts.height:,} posts")
    edges, _ = timed("edges", lambda: reprint_edges(reprints.lazy(), posts, channels))
    timed("authority", lambda: authority(edges))


def taken_apart(
    source: Numbers, target: Numbers, weight: Values
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return the reprints behind the links, each unit's of one post; the posts; the channels."""
    links = pl.DataFrame({"source": source, "target": target, "times": weight.astype(np.int64)})
    named = links.select(
        pl.format("wechat:{}", "source"), pl.format("client:{}", "target"), "times"
    )
    reprints = named.select(
        post_id=pl.col("source").repeat_by("times").explode(),
        channel_id=pl.col("target").repeat_by("times").explode(),
    )
    posts = named.select(post_id=pl.col("source").unique()).with_columns(unit="post_id")
    channels = named.select(channel_id=pl.col("target").unique())
    return reprints, posts, channels.with_columns(merged=pl.lit([], pl.List(pl.String)))


def timed(name: str, work: Callable[[], T]) -> tuple[T, float]:
    """Do the work, print its name and seconds, return its result and seconds."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    print(f"  {name:<26} {seconds:6.2f} s", flush=True)
    return result, seconds


if __name__ == "__main__":
    raise SystemExit(main())
