"""Reads CSV, TSV and other delimited text in chunks, with bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from connectors.sheets.blocks import QuotingError, blocks
from connectors.sheets.dialect import Dialect, dialect_of, open_text
from connectors.tables import SkippedSheet, Table, UnreadableFileError

LINE_BYTES = 1 << 26
"""A longer stretch without any line break is no table, and would not fit into memory."""
_READ_BYTES = 1 << 20


def read_delimited(path: Path) -> tuple[list[Table], list[SkippedSheet]]:
    """Return the text as one table named after the file, or as skipped when it has no cell."""
    _refuse_endless_line(path)
    dialect = dialect_of(path)

    def chunks() -> Iterator[pl.DataFrame]:
        return _chunks(path, dialect)

    if next(chunks(), None) is None:
        return [], [SkippedSheet(path.stem, "empty")]
    return [Table(path.stem, dialect.width, chunks)], []


def _chunks(path: Path, dialect: Dialect) -> Iterator[pl.DataFrame]:
    try:
        with open_text(path, dialect.encoding) as stream:
            for block in blocks(stream, dialect.separator, clean=dialect.clean):
                yield from block.frames(dialect.width)
    except (OSError, UnicodeError, QuotingError, pl.exceptions.PolarsError) as error:
        # All of this was sound when the file was opened.
        raise UnreadableFileError(
            "{file} changed while it was being read ({detail}).",
            hint="Wait until the program that writes it has finished, then import it again.",
            file=str(path),
            detail=str(error)[:200],
        ) from error


def _refuse_endless_line(path: Path) -> None:
    length = 0
    with path.open("rb") as stream:
        while block := stream.read(_READ_BYTES):
            end = max(block.rfind(b"\n"), block.rfind(b"\r"))
            length = length + len(block) if end < 0 else len(block) - end - 1
            if length > LINE_BYTES:
                raise UnreadableFileError(
                    "{file} has more than {allowed} bytes without a line break.",
                    hint="Check that it is a table and that its rows end in line breaks.",
                    file=str(path),
                    allowed=LINE_BYTES,
                )
