"""How one post travelled: its tree on a terminal, TSV for pipes, a record for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from ranking.i18n import Translator
from ranking.model.edition import Edition
from ranking.model.lifecycle import Standing
from ranking.model.reprint_cascade import CascadeFault, PostCascade, Repost, children
from ranking.render.elapsed import elapsed
from ranking.render.figures import MISSING
from ranking.render.labels import channel_type_names, local_time, named, platform_names
from ranking.render.layout import wrap
from ranking.render.network_cascades import fault_lines
from ranking.render.network_cells import from_width
from ranking.render.rounding import fixed
from ranking.render.safe import line
from ranking.render.tables import Column, Row, emit, filled, table
from ranking.render.view import warning_of
from ranking.render.wire import instant

_SHOWN, _GUIDES = 30, 24
_TSV = (
    *("post_id", "reprint_id", "channel_id", "channel", "type", "published_at", "seconds"),
    *("above", "level", "below", "parent", "fault", "synthetic"),
)


def post_tree(
    edition: Edition, standing: Standing | None, post: PostCascade, tr: Translator, width: int
) -> Group:
    """Return the tree for a console of that many cells: the reprints that carried it furthest."""
    columns = [
        Column("channel", tr("Channel"), flexible=True),
        *from_width(width, 60, Column("type", tr("Type"))),
        Column("after", tr("After the post"), right=True),
        *from_width(width, 90, Column("time", tr("Time"))),
        Column("below", tr("Taken from it"), right=True),
    ]
    shown = post.foremost(_SHOWN)
    rows = [_row(repost, guides, tr) for repost, guides in branches(shown)]
    rest = len(post.reposts) - len(shown)
    return Group(
        *_header(edition, standing, post, tr, width),
        Text(),
        table("", filled(columns, rows), rows, width),
        *([Text(tr("and {count} more", count=f"{rest:,}"), "dim")] if rest else ()),
        *(Text(wrap(told, width), "yellow") for told in fault_lines(_faults(post), tr)),
    )


def _header(
    edition: Edition, standing: Standing | None, post: PostCascade, tr: Translator, width: int
) -> Iterator[RenderableType]:
    cascade = post.cascade
    yield Text(wrap(line(cascade.title) or line(cascade.post_id), width), "bold")
    if warning := warning_of(edition, standing, tr):
        yield Text(wrap(warning, width), "bold yellow")
    account = f"{line(post.account)} ({named(platform_names(tr), post.platform)})"
    about = (line(cascade.unit), account, local_time(post.published_at), line(cascade.post_id))
    yield Text(wrap(" · ".join(about), width))
    yield Text(wrap(summary(post, tr), width))


def summary(post: PostCascade, tr: Translator) -> str:
    """Return how far and how fast it went, in one sentence."""
    cascade, half = post.cascade, post.cascade.seconds_to_half
    return tr(
        "{reprints} reprints on {depth} levels, {breadth} of them on the fullest; structural "
        "virality {virality}; half of them after {half}.",
        reprints=f"{cascade.reprints:,}",
        depth=f"{cascade.depth:,}",
        breadth=f"{cascade.breadth:,}",
        virality=fixed(cascade.virality, 2),
        half=MISSING if half is None else elapsed(half, tr),
    )


def branches(reposts: Iterable[Repost]) -> Iterator[tuple[Repost, str]]:
    """Yield a tree from top to bottom, each reprint with the lines that lead to it."""
    below = children(reposts)
    waiting = [(one, "", one is below[None][-1]) for one in reversed(below.get(None, []))]
    while waiting:
        repost, guides, last = waiting.pop()
        yield repost, guides + ("└─ " if last else "├─ ")
        under = below.get(repost.reprint_id, [])
        lead = guides + ("   " if last else "│  ")
        waiting += [(one, lead, one is under[-1]) for one in reversed(under)]


def _row(repost: Repost, guides: str, tr: Translator) -> Row:
    lead = guides if len(guides) <= _GUIDES else "…" + guides[-_GUIDES:]
    when, after = repost.published_at, repost.seconds
    return {
        "channel": Text(lead + line(repost.name)),
        "type": named(channel_type_names(tr), repost.type),
        "after": MISSING if after is None else elapsed(after, tr),
        "time": MISSING if when is None else local_time(when),
        "below": repost.below or None,
    }


def _faults(post: PostCascade) -> list[CascadeFault]:
    return [
        CascadeFault(post.cascade.post_id, one.reprint_id, one.parent or "", one.fault)
        for one in post.reposts
        if one.fault
    ]


def post_rows(edition: Edition, post: PostCascade) -> str:
    """Return one TSV line a reprint, by time, at full precision."""
    about = {"post_id": post.cascade.post_id, "synthetic": edition.synthetic}
    rows = [vars(one) | {"channel": one.name} | about | _time(one) for one in post.reposts]
    return emit(rows, [Column(name, name) for name in _TSV], "tsv")


def _time(repost: Repost) -> dict[str, str | None]:
    when = repost.published_at
    return {"published_at": None if when is None else instant(when)}


def post_record(edition: Edition, post: PostCascade) -> dict[str, Any]:
    """Return everything as plain dicts and lists, headed by the edition it is of."""
    edition_keys = ("list_id", "month", "revision", "state", "synthetic")
    head = {name: getattr(edition, name) for name in edition_keys}
    tree = asdict(post)
    measures: dict[str, Any] = tree.pop("cascade")
    return head | measures | tree
