"""Channels by authority."""

from __future__ import annotations

import networkx as nx
import polars as pl
import pytest
from hypothesis import given

from ranking.network import authority as module
from ranking.network.authority import CHANNEL_AUTHORITY, UNIT_HUBS, authority
from tests.builders.network import edge_table, edge_tables


def test_each_unit_gives_away_alike() -> None:
    """甲 gives three quarters to a; 乙 all to b: by hand, with 2 units and 2 channels."""
    found = authority(edge_table(("甲", "a", 3), ("甲", "b", 1), ("乙", "b", 100))).channels
    ranks = dict(zip(found["channel_id"], found["pagerank"], strict=True))
    base = 1 / (4 + 0.85 * 2)  # what every node has; a unit passes 0.85 of it on
    assert ranks == pytest.approx({"a": base * (1 + 0.85 * 0.75), "b": base * (1 + 0.85 * 1.25)})


def test_a_channel_gains_by_the_company_it_keeps() -> None:
    """c and d carry one unit as often, but the unit of c is carried by the large channels too."""
    edges = edge_table(
        ("甲", "a", 9), ("甲", "b", 9), ("甲", "c", 2), ("乙", "a", 1), ("乙", "d", 2)
    )
    found = authority(edges)
    score = dict(zip(found.channels["channel_id"], found.channels["authority"], strict=True))
    assert score["c"] > score["d"]
    hub = dict(zip(found.units["unit"], found.units["hub"], strict=True))
    assert hub["甲"] > hub["乙"]
    assert sum(score.values()) == pytest.approx(1)
    assert sum(hub.values()) == pytest.approx(1)


def test_times_and_posts_may_weigh() -> None:
    edges = edge_table(("甲", "a", 9), ("甲", "b", 1)).with_columns(posts=pl.lit(1, pl.Int64))
    by_posts = authority(edges, "posts").channels
    assert by_posts["authority"].to_list() == pytest.approx([0.5, 0.5])
    assert authority(edges).channels["authority"].to_list() == pytest.approx([0.9, 0.1])


def test_an_iteration_that_does_not_settle_leaves_null(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise nx.PowerIterationFailedConvergence(1)

    monkeypatch.setattr(module, "hits", fail)
    found = authority(edge_table(("甲", "a", 1)))
    assert found.channels["authority"].to_list() == [None]
    assert found.channels["pagerank"].null_count() == 0
    assert found.units["hub"].to_list() == [None]


def test_no_edges_are_no_rows() -> None:
    found = authority(edge_table())
    assert found.channels.schema == CHANNEL_AUTHORITY
    assert found.units.schema == UNIT_HUBS


@pytest.mark.slow
@given(edge_tables())
def test_the_order_of_rows_does_not_matter(edges: pl.DataFrame) -> None:
    one, other = authority(edges), authority(edges.reverse())
    assert one.channels.equals(other.channels)
    assert one.units.equals(other.units)
