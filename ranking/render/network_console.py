"""Who carries whom, as tables for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from ranking.i18n import Translator
from ranking.model.edition import Edition
from ranking.model.lifecycle import Standing
from ranking.model.reprint_network import ReprintNetwork
from ranking.render.layout import bar, wrap
from ranking.render.network_cascades import cascade_table
from ranking.render.network_cells import as_many, channel_cells, first_rows, from_width, percent
from ranking.render.network_communities import bridges, communities
from ranking.render.rounding import fixed
from ranking.render.safe import line
from ranking.render.tables import Column
from ranking.render.view import title_of, warning_of

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
    of_all = (_carried, cascade_table, _channels, _dependence, communities, bridges)
    tables: tuple[Table, ...] = of_all if network.unit is None else (_carriers, cascade_table)
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
            units=fixed(len(network.units), 0),
            **counts,
        )
    unit = network.units[0]
    return tr(
        "{unit}: {times} reprints of {posts} posts in {channels} channels; the three largest "
        "have {share} of them.",
        unit=line(unit.unit),
        share=percent(unit.dependence),
        **counts,
    )


def _carried(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Show the units most carried and the channels that carry them most."""
    names = {channel.channel_id: line(channel.name) for channel in network.channels}
    largest: dict[str, list[str]] = {}
    for flow in network.flows:
        named_share = f"{names[flow.channel_id]} {percent(flow.share)}"
        largest.setdefault(flow.unit, []).append(named_share)
    columns = [
        Column("unit", tr("Unit"), flexible=True),
        Column("times", tr("Times"), right=True),
        *from_width(width, 60, Column("posts", tr("Posts reprinted"), right=True)),
        Column("largest", tr("Largest channels, part of its reprints"), flexible=True),
    ]
    rows = [
        {
            "unit": line(unit.unit),
            "times": unit.times,
            "posts": unit.posts,
            "largest": as_many(largest[unit.unit], tr, width - 50),
        }
        for unit in network.units
    ]
    yield from first_rows(tr("Who carries whom"), columns, rows, tr, width)


def _channels(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Show the channels of most authority."""
    columns = [
        *_channel_columns(network, tr, width),
        Column("times", tr("Times"), right=True),
        *from_width(width, 90, Column("posts", tr("Posts reprinted"), right=True)),
        *from_width(width, 50, Column("units", tr("Units"), right=True)),
    ]
    rows = [channel_cells(channel, tr) for channel in network.channels]
    yield from first_rows(tr("Channels by authority"), columns, rows, tr, width)


def _carriers(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Show who carries the one unit, the largest first."""
    by_id = {channel.channel_id: channel for channel in network.channels}
    head, *measures = _channel_columns(network, tr, width)
    columns = [
        head,
        Column("times", tr("Times"), right=True),
        *from_width(width, 50, Column("posts", tr("Posts reprinted"), right=True)),
        Column("share", tr("Share"), right=True),
        *measures,
    ]
    rows = [
        channel_cells(by_id[flow.channel_id], tr)
        | {"times": flow.times, "posts": flow.posts, "share": percent(flow.share)}
        for flow in network.flows
    ]
    title = tr("Who carries {unit}", unit=line(network.unit or ""))
    yield from first_rows(title, columns, rows, tr, width)


def _channel_columns(network: ReprintNetwork, tr: Translator, width: int) -> list[Column]:
    """Return what is said of a channel; communities only where there are any."""
    split = [Column("community", tr("Community"), right=True)] if network.split else []
    return [
        Column("channel", tr("Channel"), flexible=True),
        *from_width(width, 70, Column("type", tr("Type"))),
        *from_width(width, 80, Column("weight", tr("Weight"), right=True)),
        Column("authority", tr("Authority"), right=True),
        *from_width(width, 60, Column("pagerank", "PageRank", right=True)),
        *(column for one in split for column in from_width(width, 100, one)),
    ]


def _dependence(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Show on how few channels units hang, those that hang most first."""
    room = max(0, min(30, width - 50))
    columns = [
        Column("unit", tr("Unit"), flexible=True),
        Column("share", tr("Share of three largest"), right=True),
        *from_width(width, 60, Column("bar", "")),
        Column("channels", tr("Channels carrying it"), right=True),
    ]
    rows = [
        {
            "unit": line(unit.unit),
            "share": percent(unit.dependence),
            "bar": bar(unit.dependence, room),
            "channels": unit.channels,
        }
        for unit in sorted(network.units, key=lambda u: -u.dependence)
    ]
    yield from first_rows(tr("Dependence on few channels"), columns, rows, tr, width)
