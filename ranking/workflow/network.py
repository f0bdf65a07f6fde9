"""The reprint network of a month, from the facts that its edition was computed from."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ranking.errors import DataError, UsageError
from ranking.features.month import MonthFeatures
from ranking.model.names import key, nearest
from ranking.model.reprint_network import CarriedUnit, CarryingChannel, Flow, ReprintNetwork
from ranking.network.authority import authority
from ranking.network.communities import communities
from ranking.network.dependence import dependence
from ranking.network.edges import reprint_edges
from ranking.workflow.editions import MonthEdition
from ranking.workflow.network_cascades import MonthCascades, month_cascades
from ranking.workflow.network_facts import network_facts
from ranking.workflow.workspace import Workspace

_BY_CHANCE = 0.1
"""Below this modularity communities are chance."""


@dataclass(frozen=True)
class MonthNetwork:
    """The network of an edition, of all units or of one.

    ``edges``: EDGES, ``channels``: CHANNELS, for drawing and export.
    """

    found: MonthEdition
    network: ReprintNetwork
    edges: pl.DataFrame
    channels: pl.DataFrame


def month_network(
    workspace: Workspace, month_text: str, unit: str | None = None, revision: int | None = None
) -> MonthNetwork:
    """Measure who carried whom: of a draft as the ledger is, of a frozen edition as it was frozen.

    Raises UsageError for an unknown unit or revision, DataError where no reprints were imported,
    none of them counts (for the unit), or a draft rests on other inputs than there are now,
    VerificationError when a snapshot is not as it was frozen.
    """
    facts = network_facts(workspace, month_text, revision)
    features, channels, month = facts.features, facts.channels, str(facts.features.month)
    only = None if unit is None else _unit(unit, features)
    edges = reprint_edges(facts.reprints, features.posts, channels)
    if edges.is_empty():
        raise DataError(
            "No reprint of {month} is of a post that counts and in a known channel.",
            month=month,
            hint="Look at the channels with: govrank channels list   and at the posts with: "
            "govrank status {month}",
        )
    shown = edges if only is None else edges.filter(pl.col("unit") == only)
    if shown.is_empty():
        raise DataError(
            "No channel reprinted {unit} in {month}.",
            unit=only,
            month=month,
            hint="See who was reprinted with: govrank network {month}",
        )
    trees = month_cascades(facts, only)
    network = _network(edges, channels, features.posts, trees, only)
    return MonthNetwork(facts.found, network, shown, channels)


def _unit(unit: str, features: MonthFeatures) -> str:
    known: list[str] = features.units["unit"].to_list()
    for name in known:
        if key(name) == key(unit):
            return name
    raise UsageError(
        "No unit '{unit}' on the roster of {month}.",
        unit=unit,
        month=str(features.month),
        near=nearest(unit, known),
        hint="Write the name as the roster has it; 'govrank show {month}' lists all units.",
    )


def _network(
    edges: pl.DataFrame,
    channels: pl.DataFrame,
    posts: pl.DataFrame,
    trees: MonthCascades,
    unit: str | None,
) -> ReprintNetwork:
    """Measure the whole network; keep what is of ``unit``."""
    placed, near = authority(edges), communities(edges)
    units = (
        dependence(edges)
        .join(_reprinted(posts), on="unit", how="left")
        .join(placed.units, on="unit", how="left")
        .join(near.units, on="unit", how="left")
        .sort("times", "unit", descending=[True, False])
    )
    carriers = (
        _carriers(edges)
        .join(channels.select("channel_id", "name", "type", "weight"), on="channel_id")
        .join(placed.channels, on="channel_id")
        .join(near.channels.drop("times"), on="channel_id")
        .sort("authority", "pagerank", "channel_id", descending=[True, True, False])
    )
    flows = _flows(edges, units)
    if unit is not None:
        units, flows = (frame.filter(pl.col("unit") == unit) for frame in (units, flows))
        carriers = carriers.join(flows, on="channel_id", how="semi", maintain_order="left")
    several = near.channels["community"].drop_nulls().n_unique() > 1
    return ReprintNetwork(
        unit=unit,
        units=tuple(CarriedUnit(**row) for row in units.iter_rows(named=True)),
        channels=tuple(CarryingChannel(**row) for row in carriers.iter_rows(named=True)),
        flows=tuple(Flow(*row) for row in flows.iter_rows()),
        modularity=near.modularity,
        split=several and near.modularity >= _BY_CHANCE,
        cascades=trees.posts,
        cascade_faults=trees.faults,
    )


def _reprinted(posts: pl.DataFrame) -> pl.DataFrame:
    """Return unit and how many of its posts were reprinted in known channels."""
    seen = posts.filter(pl.col("seen_weibo") + pl.col("seen_other") > 0)
    return seen.group_by("unit").agg(posts=pl.len().cast(pl.Int64))


def _carriers(edges: pl.DataFrame) -> pl.DataFrame:
    """Return channel_id, times, posts and units; a post is of one unit, so that posts add up."""
    return edges.group_by("channel_id").agg(
        pl.col("times").sum(), pl.col("posts").sum(), units=pl.len().cast(pl.Int64)
    )


def _flows(edges: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Return unit, channel_id, times, posts and share, in the order of ``units``."""
    totals = units.select("unit", total="times").with_row_index("place")
    joined = edges.join(totals, on="unit").with_columns(share=pl.col("times") / pl.col("total"))
    ordered = joined.sort("place", "times", "channel_id", descending=[False, True, False])
    return ordered.select("unit", "channel_id", "times", "posts", "share")
