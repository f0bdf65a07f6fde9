"""Small networks: edges, repost trees and random graphs, as frames and as networkx graphs."""

from __future__ import annotations

from datetime import datetime, timedelta

import networkx as nx
import polars as pl
from hypothesis import strategies as st

from ranking.network.cascades import REPOSTS
from ranking.network.edges import EDGES
from tests.builders.month import at

HOSTILE = [
    "</text><script>alert(1)</script>",
    "\"'&<>]]>",
    "新\x00浪\x1b[31m\u202e网",
    "a\ufffe\uffffb",
    "unit:甲区",
    "",
]
"""Names that try to leave the file they are written to."""


def edge_table(*rows: tuple[str, str, int]) -> pl.DataFrame:
    """Return EDGES of (unit, channel, times), each of as many posts as times."""
    return pl.DataFrame([(*row, row[2]) for row in rows], schema=EDGES, orient="row")


def tree(parents: dict[str, str | None], post: str = "p", **times: datetime | None) -> pl.DataFrame:
    """Return REPOSTS of one post: reprint → parent, an hour apart unless a time is given."""
    rows = [
        (name, post, parent, times.get(name, at(10) + timedelta(hours=i)))
        for i, (name, parent) in enumerate(parents.items(), 1)
    ]
    return pl.DataFrame(rows, schema=REPOSTS, orient="row")


@st.composite
def edge_tables(draw: st.DrawFn) -> pl.DataFrame:
    """EDGES of up to 6 units and 8 channels in random order."""
    pairs = st.tuples(st.sampled_from("甲乙丙丁戊己"), st.sampled_from("abcdefgh"))
    chosen = draw(st.lists(pairs, unique=True, max_size=30))
    return edge_table(*((u, c, draw(st.integers(1, 40))) for u, c in chosen))


@st.composite
def digraphs(draw: st.DrawFn) -> nx.DiGraph:
    """A directed graph of up to 12 nodes with whole weights, self-loops among them."""
    size = draw(st.integers(1, 12))
    node = st.integers(0, size - 1)
    graph = nx.DiGraph()
    graph.add_nodes_from(f"n{i}" for i in range(size))
    for a, b in draw(st.lists(st.tuples(node, node), max_size=40)):
        graph.add_edge(f"n{a}", f"n{b}", weight=draw(st.integers(1, 9)))
    return graph
