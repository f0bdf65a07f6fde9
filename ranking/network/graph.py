"""The month's network as a graph: of arrays to compute on, of networkx to hand on."""

from __future__ import annotations

import numpy as np
import polars as pl

from ranking.network.csr import CsrGraph

Node = tuple[str, str]
"""("unit", its name) or ("channel", its channel_id): a unit may be named like a channel."""


def reprint_graph(edges: pl.DataFrame, by: str = "times") -> CsrGraph:
    """Return the directed graph unit → channel of EDGES in any order, weighted by that column.

    Its nodes (Node) are the units and then the channels, both sorted.
    """
    units = edges["unit"].unique().sort()
    channels = edges["channel_id"].unique().sort()
    nodes = [("unit", name) for name in units] + [("channel", name) for name in channels]
    source = units.search_sorted(edges["unit"]).to_numpy().astype(np.int64)
    target = channels.search_sorted(edges["channel_id"]).to_numpy().astype(np.int64)
    weight = edges[by].to_numpy().astype(np.float64)
    return CsrGraph.from_edges(nodes, source, target + len(units), weight)
