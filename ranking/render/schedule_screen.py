"""How the schedule stands on a terminal, once or again and again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from rich.console import Group, RenderableType
from rich.text import Text

from ranking.i18n import Translator
from ranking.render.labels import local_time
from ranking.render.layout import cut, wrap
from ranking.render.schedule import Row, run_columns, run_rows, stage_name, state_lines
from ranking.render.tables import filled, table

_ALARMING = ("failed", "overdue", "unreleased", "missed")
"""Kinds of lines that are printed in red; nothing else is coloured."""


def screen(document: Row, tr: Translator, width: int) -> Group:
    """Return the state of the schedule for a console of that many cells."""
    return Group(
        *_trouble(document, width), *_state(document, tr, width), *_runs(document, tr, width)
    )


def watched(document: Row, tr: Translator, width: int, seconds: int) -> Group:
    """Return the state under a line that says when it was looked at and what comes next."""
    head = tr(
        "{time} (Asia/Shanghai), again every {seconds} s; Ctrl-C ends.",
        time=local_time(_at(document["now"])),
        seconds=seconds,
    )
    return Group(
        Text(cut(head, width), "bold"),
        *_countdown(document, tr, width),
        screen(document, tr, width),
    )


def _trouble(document: Row, width: int) -> Iterator[RenderableType]:
    if document["trouble"]:
        yield Text(wrap(document["trouble"]["message"], width), "bold red")
        yield Text("  " + wrap(document["trouble"]["hint"], width - 2).replace("\n", "\n  "))


def _state(document: Row, tr: Translator, width: int) -> Iterator[RenderableType]:
    for kind, line in state_lines(document, tr):
        indent = " " * (len(line) - len(line.lstrip()))
        text = wrap(line.lstrip(), width - len(indent)).replace("\n", f"\n{indent}")
        yield Text(indent + text, "red" if kind in _ALARMING else "")


def _runs(document: Row, tr: Translator, width: int) -> Iterator[RenderableType]:
    rows = run_rows(document["runs"], tr)
    if rows:
        yield table(tr("Latest runs"), filled(run_columns(tr), rows), rows, width)


def _countdown(document: Row, tr: Translator, width: int) -> Iterator[RenderableType]:
    if document["next"]:
        first = document["next"][0]
        left = max(timedelta(0), _at(first["due_at"]) - _at(document["now"]))
        hours, rest = divmod(left.seconds, 3600)
        text = tr(
            "Next: {month} {stage} in {days} d {hours:02d}:{minutes:02d}",
            month=first["month"],
            stage=stage_name(first["stage"], tr),
            days=left.days,
            hours=hours,
            minutes=rest // 60,
        )
        yield Text(cut(text, width))


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
