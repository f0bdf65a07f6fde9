"""Who carries whom, as tables for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from ranking.i18n import Translator
from ranking.model.edition import Edition
from ranking.model.lifecycle import Standing
from ranking.model.reprint_network import CarryingChannel, ReprintNetwork
from ranking.render.figures import MISSING
from ranking.render.labels import channel_type_names, named
from ranking.render.layout import bar, wrap
from ranking.render.rounding import fixed
from ranking.render.safe import line
from ranking.render.tables import Column, Row, filled, table
from ranking.render.view import title_of, warning_of

_SHOWN, _BRIDGES = 20, 8
Table = Callable[[ReprintNetwork, Translator, int], Iterator[RenderableType]]


def network_tables(
    edition: Edition,
    standing: Standing | None,
    network: ReprintNetwork,
    tr: Translator,
    width: int,
) -> Group:
    """Return the tables of all units, or of the network's one, for a console of that many cells.

    Communities and bridges are shown only where there is more than chance in them.
    """
    of_all: tuple[Table, ...] = (_carried, _channels, _dependence, _communities, _bridges)
    tables = of_all if network.unit is None else (_carriers,)
    parts = (part for make in tables for part in make(network, tr, width))
    return Group(*_header(edition, standing, network, tr, width), *parts)


def _header(
    edition: Edition,
    standing: Standing | None,
    network: ReprintNetwork,
    tr: Translator,
    width: int,
) -> Iterator[RenderableType]:
    yield Text(wrap(title_of(edition, tr), width), "bold")
    if warning := warning_of(edition, standing, tr):
        yield Text(wrap(warning, width), "bold yellow")
    yield Text(wrap(_summary(network, tr), width))


def _summary(network: ReprintNetwork, tr: Translator) -> str:
    counts = {
        "times": fixed(sum(unit.times for unit in network.units), 0),
        "posts": fixed(sum(unit.posts for unit in network.units), 0),
        "channels": fixed(len(network.channels), 0),
    }
    if network.unit is None:
        return tr(
            "{times} reprints of {posts} posts of {units} units in {channels} channels.",
            units=len(network.units),
            **counts,
        )
    unit = network.units[0]
    return tr(
        "{unit}: {times} reprints of {posts} posts in {channels} channels; the three largest "
        "have {share} of them.",
        unit=line(unit.unit),
        share=_percent(unit.dependence),
        **counts,
    )


def _carried(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Show the units most carried and the channels that carry them most."""
    names = {channel.channel_id: line(channel.name) for channel in network.channels}
    largest: dict[str, list[str]] = {}
    for flow in network.flows:
        named_share = f"{names[flow.channel_id]} {_percent(flow.share)}"
        largest.setdefault(flow.unit, []).append(named_share)
    columns = [
        Column("unit", tr("Unit"), flexible=True),
        Column("times", tr("Times"), right=True),
        *_wide(width, 60, Column("posts", tr("Posts reprinted"), right=True)),
        Column("largest", tr("Largest channels, part of its reprints"), flexible=True),
    ]
    rows = [
        {
            "unit": line(unit.unit),
            "times": unit.times,
            "posts": unit.posts,
            "largest": _some(largest[unit.unit], tr, width - 50),
        }
        for unit in network.units
    ]
    yield from _shown(tr("Who carries whom"), columns, rows, tr, width)


def _channels(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Show the channels of most authority."""
    columns = [
        *_channel_columns(network, tr, width),
        Column("times", tr("Times"), right=True),
        *_wide(width, 90, Column("posts", tr("Posts reprinted"), right=True)),
        *_wide(width, 50, Column("units", tr("Units"), right=True)),
    ]
    rows = [_channel(channel, tr) for channel in network.channels]
    yield from _shown(tr("Channels by authority"), columns, rows, tr, width)


def _carriers(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Show who carries the one unit, the largest first."""
    by_id = {channel.channel_id: channel for channel in network.channels}
    head, *measures = _channel_columns(network, tr, width)
    columns = [
        head,
        Column("times", tr("Times"), right=True),
        *_wide(width, 50, Column("posts", tr("Posts reprinted"), right=True)),
        Column("share", tr("Share"), right=True),
        *measures,
    ]
    rows = [
        _channel(by_id[flow.channel_id], tr)
        | {"times": flow.times, "posts": flow.posts, "share": _percent(flow.share)}
        for flow in network.flows
    ]
    title = tr("Who carries {unit}", unit=line(network.unit or ""))
    yield from _shown(title, columns, rows, tr, width)


def _channel_columns(network: ReprintNetwork, tr: Translator, width: int) -> list[Column]:
    """Return what is said of a channel; communities only where there are any."""
    split = [Column("community", tr("Community"), right=True)] if network.split else []
    return [
        Column("channel", tr("Channel"), flexible=True),
        *_wide(width, 70, Column("type", tr("Type"))),
        *_wide(width, 80, Column("weight", tr("Weight"), right=True)),
        Column("authority", tr("Authority"), right=True),
        *_wide(width, 60, Column("pagerank", "PageRank", right=True)),
        *(column for one in split for column in _wide(width, 100, one)),
    ]


def _channel(channel: CarryingChannel, tr: Translator) -> dict[str, object]:
    return {
        "channel": line(channel.name),
        "type": named(channel_type_names(tr), channel.type),
        "weight": None if channel.weight is None else f"{channel.weight:g}",
        "authority": _percent(channel.authority, 2),
        "pagerank": _percent(channel.pagerank, 3),
        "community": MISSING if channel.community is None else channel.community,
        "times": channel.times,
        "posts": channel.posts,
        "units": channel.units,
    }


def _dependence(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Show on how few channels units hang, those that hang most first."""
    room = max(0, min(30, width - 50))
    columns = [
        Column("unit", tr("Unit"), flexible=True),
        Column("share", tr("Share of three largest"), right=True),
        *_wide(width, 60, Column("bar", "")),
        Column("channels", tr("Channels carrying it"), right=True),
    ]
    rows = [
        {
            "unit": line(unit.unit),
            "share": _percent(unit.dependence),
            "bar": bar(unit.dependence, room),
            "channels": unit.channels,
        }
        for unit in sorted(network.units, key=lambda u: -u.dependence)
    ]
    yield from _shown(tr("Dependence on few channels"), columns, rows, tr, width)


def _communities(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
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
    yield from _shown(tr("Communities of channels"), columns, rows, tr, width)


def _community(number: int, network: ReprintNetwork, tr: Translator, width: int) -> Row:
    members = [channel for channel in network.channels if channel.community == number]
    members.sort(key=lambda channel: (-channel.times, channel.channel_id))
    room = (width - 45) // 2
    units = [unit for unit in network.units if unit.community == number]
    return {
        "community": number,
        "channels": len(members),
        "times": sum(channel.times for channel in members),
        "largest": _some([line(channel.name) for channel in members], tr, room),
        "units": _some([line(unit.unit) for unit in units], tr, room) or MISSING,
    }


def _bridges(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Show the channels that carry units of several communities most evenly."""
    between = [channel for channel in network.channels if channel.community and channel.bridging]
    if not (network.split and between):
        return
    columns = [
        Column("channel", tr("Channel"), flexible=True),
        Column("bridging", tr("Bridging"), right=True),
        Column("community", tr("Community"), right=True),
        Column("times", tr("Times"), right=True),
        *_wide(width, 50, Column("units", tr("Units"), right=True)),
    ]
    best = sorted(between, key=lambda c: (-(c.bridging or 0), -c.times, c.channel_id))
    rows = [_channel(c, tr) | {"bridging": _percent(c.bridging)} for c in best[:_BRIDGES]]
    yield from _shown(tr("Bridges between communities"), columns, rows, tr, width)


def _shown(
    title: str, columns: Sequence[Column], rows: Sequence[Row], tr: Translator, width: int
) -> Iterator[RenderableType]:
    """Yield a blank line, the first rows, and how many there are beyond them."""
    first = rows[:_SHOWN]
    yield Text()
    yield table(title, filled(columns, first), first, width)
    if len(rows) > _SHOWN:
        yield Text(tr("and {count} more", count=len(rows) - _SHOWN), "dim")


def _wide(width: int, least: int, column: Column) -> Iterable[Column]:
    return (column,) if width >= least else ()


def _some(names: Sequence[str], tr: Translator, room: int) -> str:
    """Return as many names as have room in a cell, at least the first; nothing = there is none."""
    said = "".join(names[:1])
    for name in names[1:]:
        longer = f"{said}{tr(', ')}{name}"
        if cell_len(longer) > room:
            break
        said = longer
    return said


def _percent(share: float | None, decimals: int = 1) -> str:
    return MISSING if share is None else f"{fixed(share * 100, decimals)}%"
