"""Communities of channels."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from hypothesis import given

from ranking.network.communities import (
    CHANNEL_COMMUNITIES,
    UNIT_COMMUNITIES,
    communities,
    overlaps,
)
from tests.builders.network import edge_table, edge_tables

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
TWO_CAMPS = [
    *((unit, channel, 10) for unit in "甲乙" for channel in "abc"),
    *((unit, channel, 4) for unit in "丙丁" for channel in "xyz"),
    ("甲", "bridge", 5),
    ("丙", "bridge", 5),
]


def table(frame: pl.DataFrame, key: str, value: str) -> dict[str, object]:
    return dict(zip(frame[key], frame[value], strict=True))


def test_channels_that_carry_the_same_units_are_together() -> None:
    found = communities(edge_table(*TWO_CAMPS))
    member = table(found.channels, "channel_id", "community")
    assert [member[c] for c in "abcxyz"] == [1, 1, 1, 2, 2, 2]
    assert table(found.units, "unit", "community") == {"甲": 1, "乙": 1, "丙": 2, "丁": 2}


def test_a_bridge_carries_units_of_both() -> None:
    bridging = table(communities(edge_table(*TWO_CAMPS)).channels, "channel_id", "bridging")
    assert bridging == {**dict.fromkeys("abcxyz", 0.0), "bridge": 0.5}


def test_a_small_channel_is_in_no_community_but_may_be_a_bridge() -> None:
    edges = edge_table(*TWO_CAMPS, ("甲", "small", 1), ("丁", "small", 3))
    found = communities(edges, largest=7).channels
    small = found.row(by_predicate=pl.col("channel_id") == "small")
    assert small == ("small", 4, None, 1 - (0.25**2 + 0.75**2))


def test_a_unit_that_no_large_channel_carries_has_no_community() -> None:
    edges = edge_table(("甲", "a", 9), ("乙", "b", 1))
    found = communities(edges, largest=1)
    assert table(found.units, "unit", "community") == {"甲": 1, "乙": None}
    assert table(found.channels, "channel_id", "bridging") == {"a": 0.0, "b": None}


def test_overlap_compares_proportions_and_not_sizes() -> None:
    edges = edge_table(
        ("甲", "a", 6), ("乙", "a", 2), ("甲", "b", 3), ("丙", "b", 1), ("甲", "c", 3)
    )
    channels = pl.DataFrame({"channel_id": ["a", "b", "c"], "times": [8, 4, 3]})
    assert overlaps(channels, edges).rows() == [(0, 1, 0.75), (0, 2, 0.75), (1, 2, 0.75)]
    twice = edge_table(("甲", "a", 6), ("乙", "a", 2), ("甲", "b", 3), ("乙", "b", 1))
    assert overlaps(channels.head(2), twice).rows() == [(0, 1, 1.0)]


def test_modularity_tells_camps_from_chance() -> None:
    alike = edge_table(*((unit, channel, 3) for unit in "甲乙丙" for channel in "abcde"))
    assert communities(edge_table(*TWO_CAMPS)).modularity > 0.3
    assert communities(alike).modularity == pytest.approx(0, abs=0.01)


def test_the_first_community_has_the_most_reprints() -> None:
    found = communities(edge_table(*TWO_CAMPS)).channels
    sizes = found.group_by("community").agg(pl.col("times").sum()).sort("community")
    assert sizes["times"].is_sorted(descending=True)


def test_no_edges_are_no_communities() -> None:
    found = communities(edge_table())
    assert (found.channels.schema, found.units.schema) == (CHANNEL_COMMUNITIES, UNIT_COMMUNITIES)


@given(edge_tables())
def test_the_order_of_rows_does_not_matter(edges: pl.DataFrame) -> None:
    one, other = communities(edges), communities(edges.reverse())
    assert one.channels.equals(other.channels)
    assert one.units.equals(other.units)


@given(edge_tables())
def test_the_split_is_at_least_as_good_as_none(edges: pl.DataFrame) -> None:
    found = communities(edges).channels
    channels = found.select("channel_id", "times")
    graph = nx.Graph()
    graph.add_nodes_from(range(found.height))
    graph.add_weighted_edges_from(overlaps(channels, edges).iter_rows())
    groups: dict[int, set[int]] = {}
    for node, community in enumerate(found["community"]):
        groups.setdefault(community, set()).add(node)
    assert sum(map(len, groups.values())) == len(graph)
    if graph.number_of_edges():
        split = nx.community.modularity(graph, groups.values())
        assert communities(edges).modularity == pytest.approx(split)
        assert communities(edges).modularity > -1e-9


def test_another_hash_seed_finds_the_same() -> None:
    code = (
        "import random\n"
        "from ranking.network.communities import communities\n"
        "from tests.builders.network import edge_table\n"
        "draw = random.Random(3)\n"
        "pairs = {(f'u{draw.randrange(20)}', f'c{draw.randrange(60)}') for _ in range(400)}\n"
        "edges = edge_table(*((u, c, len(u) + len(c)) for u, c in sorted(pairs)))\n"
        "print(communities(edges).channels.rows())\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
