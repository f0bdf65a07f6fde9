"""Channels that carry the same units, and the channels between such communities."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import polars as pl

LARGEST = 300
"""How many channels, by reprints, are compared with one another; a channel of a few reprints a
month says little about whom it carries."""
_SEED = 1

CHANNEL_COMMUNITIES = pl.Schema(
    {
        "channel_id": pl.String(),
        "times": pl.Int64(),
        "community": pl.Int64(),
        "bridging": pl.Float64(),
    }
)
"""One row a channel, sorted. ``community``: 1 = the one with the most reprints; null = not among
the largest. ``bridging``: the chance that two of its reprints, drawn at random with return, are of
units of different communities; 0 = all of one; null = no such unit."""
UNIT_COMMUNITIES = pl.Schema({"unit": pl.String(), "community": pl.Int64()})
"""One row a unit, sorted: the community whose channels carry it most (the lower number of two
alike); null = none of the largest channels does."""


@dataclass(frozen=True)
class Communities:
    """``channels``: CHANNEL_COMMUNITIES; ``units``: UNIT_COMMUNITIES.

    ``modularity``: how far the split is from chance, 0 to 1: below 0.1 say nothing of communities.
    """

    channels: pl.DataFrame
    units: pl.DataFrame
    modularity: float


def communities(edges: pl.DataFrame, largest: int = LARGEST) -> Communities:
    """Find the communities of EDGES in any order.

    Louvain, with a fixed seed, on a graph of channels whose links are their overlap.
    """
    sizes = edges.group_by("channel_id").agg(pl.col("times").sum()).sort("channel_id")
    top = sizes.sort("times", "channel_id", descending=[True, False]).head(largest)
    member, modularity = _members(top.sort("channel_id"), edges)
    homes = _homes(edges, member)
    channels = sizes.join(member, on="channel_id", how="left").join(
        _bridging(edges, homes), on="channel_id", how="left"
    )
    units = edges.select(pl.col("unit").unique()).join(homes, on="unit", how="left")
    return Communities(
        channels.select(*CHANNEL_COMMUNITIES).sort("channel_id"),
        units.select(*UNIT_COMMUNITIES).sort("unit"),
        modularity,
    )


def overlaps(channels: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Return one row a pair of ``channels`` (channel_id, times; sorted) that share a unit.

    ``first`` and ``second`` are row numbers. ``overlap`` in (0, 1]: Σ over units of the lesser of
    the parts it has of the two channels' reprints; 1 = the same units in the same proportions,
    however large the channels. It is whole numbers divided once.
    """
    numbers = channels.with_row_index("first").select("channel_id", "first", total="times")
    placed = edges.join(numbers, on="channel_id").select("unit", "first", "times", "total")
    pairs = placed.join(placed.rename({"first": "second"}), on="unit", suffix="_second")
    parts = pl.min_horizontal(
        pl.col("times") * pl.col("total_second"), pl.col("times_second") * pl.col("total")
    )
    shared = (
        pairs.filter(pl.col("first") < pl.col("second"))
        .group_by("first", "second", whole=pl.col("total") * pl.col("total_second"))
        .agg(common=parts.sum())
    )
    overlap = shared.select("first", "second", overlap=pl.col("common") / pl.col("whole"))
    return overlap.sort("first", "second")


def _members(channels: pl.DataFrame, edges: pl.DataFrame) -> tuple[pl.DataFrame, float]:
    """Return channel_id and community, and the split's modularity.

    Nodes are numbers, because sets of names have no fixed order.
    """
    graph = nx.Graph()
    graph.add_nodes_from(range(channels.height))
    graph.add_weighted_edges_from(overlaps(channels, edges).iter_rows())
    names, times = channels["channel_id"].to_list(), channels["times"].to_list()
    found = nx.community.louvain_communities(graph, seed=_SEED) if names else []
    found.sort(key=lambda group: (-sum(times[node] for node in group), min(group)))
    rows = [(names[node], number) for number, group in enumerate(found, 1) for node in group]
    schema = {"channel_id": pl.String(), "community": pl.Int64()}
    split = nx.community.modularity(graph, found) if graph.number_of_edges() else 0.0
    return pl.DataFrame(rows, schema=schema, orient="row"), split


def _homes(edges: pl.DataFrame, member: pl.DataFrame) -> pl.DataFrame:
    """Return unit and community of the units that a member carries."""
    carried = edges.join(member, on="channel_id").group_by("unit", "community")
    by_times = carried.agg(pl.col("times").sum()).sort(
        "times", "community", descending=[True, False]
    )
    return by_times.unique("unit", keep="first", maintain_order=True).select("unit", "community")


def _bridging(edges: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    """Return channel_id and 1 − Σ (its part of a community's units)², from whole numbers."""
    parts = edges.join(homes, on="unit").group_by("channel_id", "community")
    times = parts.agg(pl.col("times").sum()).group_by("channel_id")
    total = pl.col("times").sum().pow(2)
    return times.agg(bridging=(total - pl.col("times").pow(2).sum()) / total)
