"""What every reader of files hands over: tables of text cells, with the place of each row.

A reader never interprets a cell: it finds the sheets, decodes the text, fills merged cells and
says what it skipped. Meaning (which column is which, what a number is) belongs to the intake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from connectors.errors import ConnectorError

ROW = "row"
"""Name of the Int64 column that carries the 1-based row number as a user sees it in the file."""


class UnreadableFileError(ConnectorError):
    """The file is damaged, encrypted, dangerous or of another kind than its name says."""


@dataclass(frozen=True)
class SkippedSheet:
    """A sheet that was left out, with the reason (for instance ``hidden`` or ``empty``)."""

    name: str
    reason: str


@dataclass(frozen=True)
class Table:
    """One sheet (or one CSV/Parquet file) as text cells, read in chunks.

    ``chunks()`` yields frames with the columns ``row`` (Int64, 1-based position in the file) and
    ``c0`` … ``c{width-1}`` (String). A null cell was empty. Rows that are wholly empty are left
    out; cells of a merged range all carry its value. Every call of ``chunks`` starts again.
    """

    name: str
    width: int
    chunks: Callable[[], Iterator[pl.DataFrame]]


@dataclass(frozen=True)
class TableFile:
    """An opened file: its tables, its SHA-256 (hex), and what was skipped."""

    path: Path
    sha256: str
    tables: tuple[Table, ...]
    skipped: tuple[SkippedSheet, ...] = field(default=())


TableReader = Callable[[Path], TableFile]
"""Opens a file. Raises UnreadableFileError with a hint when it cannot be read."""
