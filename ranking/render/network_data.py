"""Who carries whom: TSV for pipes, a record for machines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ranking.model.edition import Edition
from ranking.model.reprint_network import ReprintNetwork
from ranking.render.tables import Column, emit

_TSV = (
    *("unit", "channel_id", "channel", "type", "weight", "times", "posts", "share"),
    *("pagerank", "authority", "channel_times", "channel_posts", "channel_units"),
    *("channel_community", "bridging", "unit_times", "unit_posts", "unit_channels"),
    *("dependence", "hub", "unit_community", "synthetic"),
)


def network_rows(edition: Edition, network: ReprintNetwork) -> str:
    """Return one TSV line a unit and channel, with the measures of both, at full precision."""
    units = {
        row.unit: _prefixed("unit", ("times", "posts", "channels", "community"), vars(row))
        for row in network.units
    }
    channels = {
        row.channel_id: _prefixed("channel", ("times", "posts", "units", "community"), vars(row))
        | {"channel": row.name}
        for row in network.channels
    }
    rows = [
        units[flow.unit] | channels[flow.channel_id] | vars(flow) | {"synthetic": edition.synthetic}
        for flow in network.flows
    ]
    return emit(rows, [Column(name, name) for name in _TSV], "tsv")


def network_record(edition: Edition, network: ReprintNetwork) -> dict[str, Any]:
    """Return everything as plain dicts and lists, headed by the edition it is of."""
    edition_keys = ("list_id", "month", "revision", "state", "synthetic")
    return {name: getattr(edition, name) for name in edition_keys} | asdict(network)


def _prefixed(kind: str, names: tuple[str, ...], row: dict[str, Any]) -> dict[str, Any]:
    """Return the row, those of its values that units, channels and flows all have renamed."""
    return {f"{kind}_{k}" if k in names else k: value for k, value in row.items()}
