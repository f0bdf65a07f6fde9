"""Channels that carry the same units, and those between them, as tables for people."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ranking.i18n import Translator
from ranking.model.reprint_network import ReprintNetwork
from ranking.render.figures import MISSING
from ranking.render.network_cells import as_many, channel_cells, first_rows, from_width, percent
from ranking.render.safe import line
from ranking.render.tables import Column, Row

_BRIDGES = 8


def communities(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Show which channels carry the same units."""
    if not network.split:
        return
    columns = [
        Column("community", tr("Community"), right=True),
        Column("channels", tr("Channels in it"), right=True),
        Column("times", tr("Times"), right=True),
        Column("largest", tr("Largest channels"), flexible=True),
        Column("units", tr("Units it carries most"), flexible=True),
    ]
    numbers = sorted({c.community for c in network.channels if c.community is not None})
    rows = [_community(number, network, tr, width) for number in numbers]
    yield from first_rows(tr("Communities of channels"), columns, rows, tr, width)


def _community(number: int, network: ReprintNetwork, tr: Translator, width: int) -> Row:
    members = [channel for channel in network.channels if channel.community == number]
    members.sort(key=lambda channel: (-channel.times, channel.channel_id))
    room = (width - 45) // 2
    units = [unit for unit in network.units if unit.community == number]
    return {
        "community": number,
        "channels": len(members),
        "times": sum(channel.times for channel in members),
        "largest": as_many([line(channel.name) for channel in members], tr, room),
        "units": as_many([line(unit.unit) for unit in units], tr, room) or MISSING,
    }


def bridges(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Show the channels that carry units of several communities most evenly."""
    between = [channel for channel in network.channels if channel.community and channel.bridging]
    if not (network.split and between):
        return
    columns = [
        Column("channel", tr("Channel"), flexible=True),
        Column("bridging", tr("Bridging"), right=True),
        Column("community", tr("Community"), right=True),
        Column("times", tr("Times"), right=True),
        *from_width(width, 50, Column("units", tr("Units"), right=True)),
    ]
    best = sorted(between, key=lambda c: (-(c.bridging or 0), -c.times, c.channel_id))
    rows = [channel_cells(c, tr) | {"bridging": percent(c.bridging)} for c in best[:_BRIDGES]]
    yield from first_rows(tr("Bridges between communities"), columns, rows, tr, width)
