"""A table to score: its columns by heading, as text, each row with its place in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from connectors.tables import ROW, Table, TableFile
from ranking.errors import DataError
from ranking.model.names import key
from ranking.workflow.workspace import TableOpener

_HEADER_WITHIN = 20
"""Rows in which a header is looked for: a title and remarks may stand above it."""


@dataclass(frozen=True)
class TextTable:
    """``cells``: one text column a heading, null = empty; ``rows``: 1-based rows of the file."""

    name: str
    cells: pl.DataFrame
    rows: pl.Series

    def column(self, name: str) -> str | None:
        """Return the heading that is the name, or is but for case, width and spaces."""
        if name in self.cells.columns:
            return name
        return next((c for c in self.cells.columns if key(c) == key(name)), None)


def read_table(read: TableOpener, path: Path, wanted: Collection[str]) -> TextTable:
    """Read the sheet that has most of the ``wanted`` headings; of several the first.

    Raises UnreadableFileError, or DataError for an empty table and for a heading that stands
    twice.
    """
    file: TableFile = read(path)
    sheets = [_headed(table, wanted) for table in file.tables]
    if not sheets:
        raise _empty(path.name)
    best = max(sheets, key=lambda sheet: sheet.matches)
    if best.cells.is_empty():
        raise _empty(path.name)
    repeated = [name for name, count in Counter(best.headings).items() if count > 1]
    if repeated:
        raise DataError(
            "'{file}' has the heading '{name}' {count} times; each column needs a name of its own.",
            file=path.name,
            name=repeated[0],
            count=best.headings.count(repeated[0]),
            hint="Rename or delete one of the columns.",
        )
    cells = best.cells.drop(ROW).rename(dict(zip(best.columns, best.headings, strict=True)))
    return TextTable(path.name, cells, best.cells[ROW])


@dataclass(frozen=True)
class _Headed:
    headings: Sequence[str]
    columns: Sequence[str]
    cells: pl.DataFrame
    matches: int


def _headed(table: Table, wanted: Collection[str]) -> _Headed:
    """Find the header row: the first of those with the most wanted headings."""
    frame = pl.concat(table.chunks(), rechunk=True)
    sought = {key(name) for name in wanted}
    best, found = 0, -1
    for number, row in enumerate(frame.drop(ROW).head(_HEADER_WITHIN).iter_rows()):
        matches = sum(cell is not None and key(cell) in sought for cell in row)
        if matches > found:
            best, found = number, matches
    names = dict(zip(frame.columns[1:], frame.drop(ROW).row(best), strict=True))
    columns = [column for column, heading in names.items() if heading is not None]
    below = frame.slice(best + 1).select(ROW, *columns)
    kept = below.filter(pl.any_horizontal(pl.exclude(ROW).is_not_null())) if columns else below
    return _Headed([names[column] or "" for column in columns], columns, kept, found)


def _empty(file: str) -> DataError:
    return DataError(
        "'{file}' has no rows below a header.",
        file=file,
        hint="A header row with the names of the columns comes first, then one row each.",
    )
