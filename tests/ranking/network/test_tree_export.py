"""One post's tree as a graph."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import networkx as nx

from ranking.network.export import graphml, node_link_json
from ranking.network.tree_export import tree_graph
from tests.builders.carried import carried_post
from tests.builders.network import HOSTILE

POST = carried_post({"a": None, "b": "a"})


def test_edges_run_as_the_post_did() -> None:
    graph = tree_graph(POST)
    assert list(graph.edges) == [("p", "r1"), ("r1", "r2")]
    assert nx.is_arborescence(graph)


def test_nodes_say_what_they_are() -> None:
    nodes = tree_graph(POST).nodes
    post = {k: nodes["p"][k] for k in ("kind", "name", "unit", "post_id", "depth")}
    assert post == {
        "kind": "post",
        "name": "外滩新闻",
        "unit": "浦东新区",
        "post_id": "weibo:1",
        "depth": 2,
    }
    assert nodes["r2"] == {
        "kind": "reprint",
        "reprint_id": "b",
        "channel_id": "client:b",
        "name": "b客户端",
        "type": "client",
        "seconds": 120,
        "level": 2,
        "below": 0,
        "published_at": "2026-10-01T02:02:00Z",
    }


def test_a_source_that_was_not_believed_is_told() -> None:
    first, last = POST.reposts
    faulty = replace(last, parent="https://x.example", above=None, fault="orphan")
    node = tree_graph(replace(POST, reposts=(first, faulty))).nodes["r2"]
    assert (node["parent"], node["fault"]) == ("https://x.example", "orphan")


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(POST.reposts[0], published_at=None, seconds=None)
    node = tree_graph(replace(POST, reposts=(bare,))).nodes["r1"]
    assert not {"published_at", "seconds", "parent", "fault"} & set(node)


def test_hostile_names_survive_both_formats() -> None:
    reposts = carried_post(dict.fromkeys("abcdef")).reposts
    hostile = [replace(one, name=name) for one, name in zip(reposts, HOSTILE, strict=True)]
    graph = tree_graph(replace(POST, reposts=tuple(hostile)))
    read = nx.read_graphml(BytesIO(graphml(graph).encode()))
    assert read.nodes["r1"]["name"] == HOSTILE[0]
    assert "\x1b" not in node_link_json(graph)
    assert len(json.loads(node_link_json(graph))["nodes"]) == 7
