"""What the tables of the network have in common: cells of channels, shares, rows beyond."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from ranking.i18n import Translator
from ranking.model.reprint_network import CarryingChannel
from ranking.render.figures import MISSING
from ranking.render.labels import channel_type_names, named
from ranking.render.rounding import fixed
from ranking.render.safe import line
from ranking.render.tables import Column, Row, filled, table

_SHOWN = 20


def channel_cells(channel: CarryingChannel, tr: Translator) -> dict[str, object]:
    """Return all that is said of a channel, by column key."""
    return {
        "channel": line(channel.name),
        "type": named(channel_type_names(tr), channel.type),
        "weight": None if channel.weight is None else f"{channel.weight:g}",
        "authority": percent(channel.authority, 2),
        "pagerank": percent(channel.pagerank, 3),
        "community": MISSING if channel.community is None else channel.community,
        "times": channel.times,
        "posts": channel.posts,
        "units": channel.units,
    }


def first_rows(
    title: str, columns: Sequence[Column], rows: Sequence[Row], tr: Translator, width: int
) -> Iterator[RenderableType]:
    """Yield a blank line, the first rows, and how many there are beyond them."""
    first = rows[:_SHOWN]
    yield Text()
    yield table(title, filled(columns, first), first, width)
    if len(rows) > _SHOWN:
        yield Text(tr("and {count} more", count=f"{len(rows) - _SHOWN:,}"), "dim")


def from_width(width: int, least: int, column: Column) -> Iterable[Column]:
    """Return the column where the console has at least so many cells, else nothing."""
    return (column,) if width >= least else ()


def as_many(names: Sequence[str], tr: Translator, room: int) -> str:
    """Return as many names as have room in a cell, at least the first; nothing = there is none."""
    said = "".join(names[:1])
    for name in names[1:]:
        longer = f"{said}{tr(', ')}{name}"
        if cell_len(longer) > room:
            break
        said = longer
    return said


def percent(share: float | None, decimals: int = 1) -> str:
    """Return a share of 1 in percent, a dash where it is not known."""
    return MISSING if share is None else f"{fixed(share * 100, decimals)}%"
