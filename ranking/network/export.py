"""The network as GraphML and JSON, for Gephi, networkx and anything else that reads graphs."""

from __future__ import annotations

import json
from io import BytesIO

import networkx as nx
import polars as pl

from ranking.network.labels import visible


def named_graph(
    edges: pl.DataFrame,
    channels: pl.DataFrame,
    channel_measures: pl.DataFrame | None = None,
    unit_measures: pl.DataFrame | None = None,
) -> nx.DiGraph:
    """Return EDGES as a networkx graph that explains itself, in one order whatever theirs.

    Nodes ``u1``, ``u2``, … are the units and ``c1``, … the channels, sorted by unit and channel_id;
    ``kind`` tells them apart, ``name`` is what to call them (a channel's from ``channels``:
    channel_id, name, type). The columns of the measures (by channel_id and by unit) are added, null
    ones left out. Edges have ``weight`` (times) and ``posts``.
    """
    named = channels.select("channel_id", "name", "type").unique("channel_id", keep="first")
    units = edges.select(pl.col("unit").unique())
    carriers = edges.select(pl.col("channel_id").unique()).join(named, on="channel_id", how="left")
    graph = nx.DiGraph()
    unit_ids = _add(graph, "unit", "u", units, unit_measures)
    channel_ids = _add(graph, "channel", "c", carriers, channel_measures)
    for unit, channel, times, posts in edges.sort("unit", "channel_id").iter_rows():
        graph.add_edge(unit_ids[unit], channel_ids[channel], weight=times, posts=posts)
    return graph


def _add(
    graph: nx.DiGraph, kind: str, letter: str, rows: pl.DataFrame, measures: pl.DataFrame | None
) -> dict[str, str]:
    """Add one node a row, with everything known of it; return key → node."""
    key = rows.columns[0]
    full = rows if measures is None else rows.join(measures, on=key, how="left")
    nodes = {}
    for number, row in enumerate(full.sort(key).iter_rows(named=True), 1):
        nodes[row[key]] = node = f"{letter}{number}"
        known = {name: value for name, value in row.items() if value is not None}
        known["name"] = known.get("name", row[key])
        shown = {n: visible(v) if isinstance(v, str) else v for n, v in known.items()}
        graph.add_node(node, kind=kind, **shown)
    return nodes


def graphml(graph: nx.DiGraph) -> str:
    """Return the graph as a GraphML file in UTF-8."""
    file = BytesIO()
    nx.write_graphml_xml(graph, file, encoding="utf-8", prettyprint=True)
    return f"{file.getvalue().decode()}\n"


def node_link_json(graph: nx.DiGraph) -> str:
    """Return the graph as the node-link JSON that networkx and d3 read."""
    content = nx.node_link_data(graph, edges="edges")
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
