"""How posts travelled, as a table for people: the deepest, or those carried most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from ranking.i18n import Translator
from ranking.model.reprint_cascade import Cascade, CascadeFault
from ranking.model.reprint_network import ReprintNetwork
from ranking.render.elapsed import elapsed
from ranking.render.figures import MISSING
from ranking.render.layout import wrap
from ranking.render.network_cells import first_rows, from_width
from ranking.render.rounding import fixed
from ranking.render.safe import line
from ranking.render.tables import Column

_NAMED = 3


def cascade_table(network: ReprintNetwork, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Show the deepest posts; where all are one step deep, those carried most, and say so."""
    deep = [cascade for cascade in network.cascades if cascade.depth > 1]
    if deep:
        yield from _table(tr("Deepest cascades"), deep, _shape(tr, width), tr, width)
    else:
        widest = sorted(network.cascades, key=lambda c: (-c.reprints, c.post_id))
        yield from _table(tr("Posts carried most"), widest, [], tr, width)
    if not (deep or network.cascade_faults):
        told = tr(
            "No reprint names the reprint that it was taken from, so that every post is one step "
            "deep; a table of reprints can name it in the column 上级转载."
        )
        yield Text(wrap(told, width), "dim")
    for told in fault_lines(network.cascade_faults, tr):
        yield Text(wrap(told, width), "yellow")


def _table(
    title: str, rows: Sequence[Cascade], shape: Sequence[Column], tr: Translator, width: int
) -> Iterator[RenderableType]:
    columns = [
        Column("title", tr("Post"), flexible=True),
        *from_width(width, 60, Column("unit", tr("Unit"), flexible=True)),
        Column("reprints", tr("Times"), right=True),
        *shape,
        *from_width(width, 70, Column("half", tr("Half after"), right=True)),
        *from_width(width, 110, Column("id", tr("Post id"))),
    ]
    yield from first_rows(title, columns, [_cells(row, tr) for row in rows], tr, width)


def _shape(tr: Translator, width: int) -> list[Column]:
    return [
        Column("depth", tr("Levels"), right=True),
        *from_width(width, 120, Column("breadth", tr("Widest level"), right=True)),
        *from_width(width, 80, Column("virality", tr("Virality"), right=True)),
    ]


def _cells(cascade: Cascade, tr: Translator) -> dict[str, object]:
    half = cascade.seconds_to_half
    return {
        "title": line(cascade.title),
        "unit": line(cascade.unit),
        "reprints": cascade.reprints,
        "depth": cascade.depth,
        "breadth": cascade.breadth,
        "virality": fixed(cascade.virality, 2),
        "half": MISSING if half is None else elapsed(half, tr),
        "id": line(cascade.post_id),
    }


def fault_lines(faults: Sequence[CascadeFault], tr: Translator) -> Iterator[str]:
    """Yield a sentence a kind of fault: how many there are, and the first few."""
    words = {
        "orphan": tr(
            "Sources that are no reprint of the same post that counts: {count}; what names them "
            "hangs on the post itself: {names}."
        ),
        "cycle": tr(
            "Reprints taken from themselves, or in a circle from one another: {count}; the latest "
            "of each circle hangs on the post itself: {names}."
        ),
    }
    for kind, sentence in words.items():
        of_kind = [fault for fault in faults if fault.fault == kind]
        if of_kind:
            yield sentence.format(count=f"{len(of_kind):,}", names=_names(of_kind, tr))


def _names(faults: Sequence[CascadeFault], tr: Translator) -> str:
    named = [
        tr(
            "{reprint} of {post} (names {parent})",
            reprint=line(fault.reprint_id),
            post=line(fault.post_id),
            parent=line(fault.parent[:60]),
        )
        for fault in faults[:_NAMED]
    ]
    joined = tr(", ").join(named)
    if len(faults) <= _NAMED:
        return joined
    return tr("{units} and {more} more", units=joined, more=f"{len(faults) - _NAMED:,}")
