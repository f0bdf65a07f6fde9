"""The bench of the network, on a network that takes no time."""

from __future__ import annotations

import pytest

import bench_network
from ranking.network.edges import reprint_edges


def test_it_measures_each_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench_network.main(["--nodes", "60", "--edges", "300"]) == 0
    printed = capsys.readouterr().out
    assert "60 nodes, 300 edges" in printed
    for step in ("PageRank, ours", "HITS, ours", "edges", "authority"):
        assert f"  {step} " in printed


def test_its_month_has_the_links_it_was_made_of() -> None:
    source, target, weight = bench_network.drawn(5, 20, 40)
    assert len(set(zip(source, target, strict=True))) == 40
    reprints, posts, channels = bench_network.taken_apart(source, target, weight)
    edges = reprint_edges(reprints.lazy(), posts, channels)
    assert (edges.height, edges["times"].sum()) == (40, weight.sum())
