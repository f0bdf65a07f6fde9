"""What an attachment of the document is made of, before it is laid out. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ranking.render.boards import Tone

Kind = Literal["text", "centre", "number"]


@dataclass(frozen=True)
class Cell:
    """A text in a table; ``tone`` colours a change."""

    text: str
    tone: Tone = "none"
    bold: bool = False


@dataclass(frozen=True)
class Column:
    """A column; texts may break into lines, numbers and centred words do not."""

    heading: str
    kind: Kind


@dataclass(frozen=True)
class Table:
    """Columns and rows, each row with one cell a column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Part:
    """A table with its heading (may be empty), sentences above it and notes below it."""

    heading: str = ""
    above: tuple[str, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attachment:
    """One attachment; each begins on a page of its own."""

    title: str
    parts: tuple[Part, ...]


def cells(*texts: str) -> tuple[Cell, ...]:
    """Return a row of plain texts."""
    return tuple(map(Cell, texts))
