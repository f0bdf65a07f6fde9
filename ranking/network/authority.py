"""How much each channel counts in the network, and how well each unit is placed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import networkx as nx
import polars as pl

from ranking.network.backend import hits, pagerank
from ranking.network.graph import Node, reprint_graph

_TOLERANCE, _ROUNDS = 1e-12, 1000

CHANNEL_AUTHORITY = pl.Schema(
    {"channel_id": pl.String(), "pagerank": pl.Float64(), "authority": pl.Float64()}
)
"""One row a channel, sorted by channel_id. ``pagerank``: its part of what the units give away, each
unit giving alike, in proportion to its reprints; ``authority`` (HITS): carried by units that good
channels carry; all channels together 1. ``authority`` null = two parts of the network are so nearly
alike that the iteration did not settle."""
UNIT_HUBS = pl.Schema({"unit": pl.String(), "hub": pl.Float64()})
"""One row a unit, sorted. ``hub`` (HITS): carried by channels of authority; all units together 1;
null as above."""


@dataclass(frozen=True)
class Authority:
    """``channels``: CHANNEL_AUTHORITY; ``units``: UNIT_HUBS."""

    channels: pl.DataFrame
    units: pl.DataFrame


def authority(edges: pl.DataFrame, by: str = "times") -> Authority:
    """Measure EDGES, weighted by ``times`` or ``posts``. The order of the rows does not matter."""
    graph = reprint_graph(edges, by)
    nodes = cast(tuple[Node, ...], graph.nodes)
    ranks = pagerank(graph, tol=_TOLERANCE / max(1, len(graph)), max_iter=_ROUNDS)
    try:
        hubs, authorities = hits(graph, tol=_TOLERANCE, max_iter=_ROUNDS)
    except nx.PowerIterationFailedConvergence:
        hubs, authorities = {}, {}
    channels = [(n[1], ranks[n], authorities.get(n)) for n in nodes if n[0] == "channel"]
    units = [(n[1], hubs.get(n)) for n in nodes if n[0] == "unit"]
    return Authority(
        pl.DataFrame(channels, schema=CHANNEL_AUTHORITY, orient="row"),
        pl.DataFrame(units, schema=UNIT_HUBS, orient="row"),
    )
