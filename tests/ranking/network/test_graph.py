"""Edges as a graph."""

from __future__ import annotations

import polars as pl
from hypothesis import given

from ranking.network.graph import reprint_graph
from tests.builders.network import edge_table, edge_tables


def test_units_and_channels_of_one_name_are_two_nodes() -> None:
    graph = reprint_graph(edge_table(("甲", "甲", 3), ("甲", "a", 2)))
    assert graph.nodes == (("unit", "甲"), ("channel", "a"), ("channel", "甲"))
    assert (graph.indptr.tolist(), graph.indices.tolist()) == ([0, 2, 2, 2], [1, 2])
    assert graph.data.tolist() == [2.0, 3.0]


def test_no_edges_are_no_nodes() -> None:
    assert reprint_graph(edge_table()).nodes == ()


@given(edge_tables())
def test_the_order_of_rows_does_not_matter(edges: pl.DataFrame) -> None:
    one, other = reprint_graph(edges), reprint_graph(edges.sample(fraction=1, shuffle=True, seed=7))
    assert one.nodes == other.nodes
    assert one.indices.tobytes() == other.indices.tobytes()
    assert one.data.tobytes() == other.data.tobytes()
