"""The network as GraphML and JSON."""

from __future__ import annotations

import json
from io import BytesIO

import networkx as nx
import polars as pl
import pytest
from hypothesis import given

from ranking.network.authority import authority
from ranking.network.export import graphml, named_graph, node_link_json
from ranking.network.labels import visible
from tests.builders.network import HOSTILE, edge_table, edge_tables

EDGES = edge_table(("乙区", "b", 2), ("甲区", "a", 3))
CHANNELS = pl.DataFrame(
    {"channel_id": ["a", "unused"], "name": ["新浪新闻", "x"], "type": ["client", "website"]}
)


def test_nodes_say_what_they_are() -> None:
    measures = pl.DataFrame({"channel_id": ["a", "b"], "authority": [0.5, None]})
    dependence = pl.DataFrame({"unit": ["甲区"], "dependence": [1.0]})
    graph = named_graph(EDGES, CHANNELS, measures, dependence)
    assert dict(graph.nodes(data=True)) == {
        "u1": {"kind": "unit", "unit": "乙区", "name": "乙区"},
        "u2": {"kind": "unit", "unit": "甲区", "name": "甲区", "dependence": 1.0},
        "c1": {
            "kind": "channel",
            "channel_id": "a",
            "name": "新浪新闻",
            "type": "client",
            "authority": 0.5,
        },
        "c2": {"kind": "channel", "channel_id": "b", "name": "b"},
    }
    assert graph.edges["u2", "c1"] == {"weight": 3, "posts": 3}


def test_networkx_reads_both_back() -> None:
    graph = named_graph(EDGES, CHANNELS)
    read = nx.read_graphml(BytesIO(graphml(graph).encode()))
    assert dict(read.nodes(data=True)) == dict(graph.nodes(data=True))
    assert list(read.edges(data=True)) == list(graph.edges(data=True))
    linked = nx.node_link_graph(json.loads(node_link_json(graph)), edges="edges")
    assert nx.utils.graphs_equal(linked, graph)


def test_graphml_is_readable_chinese() -> None:
    assert "<data" in graphml(named_graph(EDGES, CHANNELS))
    assert "新浪新闻" in graphml(named_graph(EDGES, CHANNELS))


def test_hostile_names_stay_names() -> None:
    edges = edge_table(*((f"{name}!", f"{name}?", 1) for name in HOSTILE))
    channels = pl.DataFrame(
        {"channel_id": [f"{n}?" for n in HOSTILE], "name": HOSTILE, "type": HOSTILE}
    )
    graph = named_graph(edges, channels)
    read = nx.read_graphml(BytesIO(graphml(graph).encode()))
    assert len(read) == 2 * len(HOSTILE)
    names = [more["name"] for _, more in read.nodes(data=True) if more["kind"] == "unit"]
    assert sorted(names) == sorted(visible(f"{name}!") for name in HOSTILE)
    assert json.loads(node_link_json(graph))["directed"] is True


def test_no_edges_are_an_empty_graph() -> None:
    graph = named_graph(edge_table(), CHANNELS)
    assert len(nx.read_graphml(BytesIO(graphml(graph).encode()))) == 0


@pytest.mark.slow
@given(edge_tables())
def test_the_order_of_rows_does_not_move_a_byte(edges: pl.DataFrame) -> None:
    def files(frame: pl.DataFrame, channels: pl.DataFrame) -> tuple[str, str]:
        graph = named_graph(frame, channels, authority(frame).channels)
        return graphml(graph), node_link_json(graph)

    assert files(edges, CHANNELS) == files(edges.reverse(), CHANNELS.reverse())
