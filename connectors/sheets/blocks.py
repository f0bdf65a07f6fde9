"""Cuts delimited text into blocks of whole records, and blocks into frames of bounded size.

A block without any quote is split by Polars; one with quotes goes through Python's csv module,
because only a strict reader tells a quoted line break from a quote that was never closed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO

import polars as pl

from connectors.sheets.frames import (
    CHUNK_ROWS,
    RECORD,
    UNIT,
    columns,
    number,
    replace_controls,
    split,
)

BLOCK_CHARS = 1 << 24
"""Characters read at a time: about 150,000 rows of a reprint table, and a bound for long rows."""
FIRST_BLOCK_CHARS = 1 << 16
"""The first block is small: whoever only looks for the header need not wait for more."""
FIELD_CHARS = 1 << 24
"""Longest quoted field. Python's default (131,072) is shorter than some articles in exports."""
CHUNK_CELLS = 8_000_000
"""Cells of one frame: a bound for wide tables, where CHUNK_ROWS would be too many."""


class QuotingError(Exception):
    """A quoted field does not end as it must."""

    def __init__(self, record: int, detail: str) -> None:
        """Remember the 1-based number of the record and what the parser said."""
        self.record = record
        super().__init__(detail)


@dataclass(frozen=True)
class Block:
    """Whole records as text: either lines as they stood, or fields joined by UNIT and RECORD.

    ``sound``: plain lines in which no control character had to be replaced.
    """

    records: list[str]
    separator: str
    eol: str
    first: int
    sound: bool

    def width(self) -> int:
        """Return the number of fields of the widest record."""
        return max(record.count(self.separator) for record in self.records) + 1

    def frames(self, width: int) -> Iterator[pl.DataFrame]:
        """Yield numbered frames of ``width`` columns, each with at least one row.

        Raises polars.exceptions.PolarsError when a record is wider than ``width``.
        """
        names = columns(width)
        header = self.separator.join(names) + self.eol
        step = max(1, min(CHUNK_ROWS, CHUNK_CELLS // width))
        for start in range(0, len(self.records), step):
            text = header + "".join(self.records[start : start + step])
            cells = split(text.encode(), names, self.separator, self.eol)
            frame = number(cells, self.first + start)
            if frame.height:
                yield frame


def blocks(stream: IO[str], separator: str, *, clean: bool = False) -> Iterator[Block]:
    """Yield the records of an open text in order; raises QuotingError and UnicodeDecodeError.

    ``clean``: it is known that the text has no control characters to replace.
    """
    first, size = 1, FIRST_BLOCK_CHARS
    while lines := stream.readlines(size):
        size = BLOCK_CHARS
        text = "".join(lines)
        sound = clean or replace_controls(text) is text
        if not sound:
            lines = [replace_controls(line) for line in lines]
            text = "".join(lines)
        if '"' in text or text.count("\r") != text.count("\r\n"):
            # the csv module may read on into lines that were not looked at
            block = Block(
                _joined(lines, stream, separator, first), UNIT, RECORD, first, sound=False
            )
        else:
            block = Block(lines, separator, "\n", first, sound=sound)
        yield block
        first += len(block.records)


def allow_long_fields() -> None:
    """Let the csv module read fields of FIELD_CHARS; the limit is one of the process."""
    csv.field_size_limit(max(FIELD_CHARS, csv.field_size_limit()))


def _joined(lines: list[str], stream: IO[str], separator: str, first: int) -> list[str]:
    """Parse the lines, and as many more as the last record needs, and join the fields anew."""
    allow_long_fields()
    source = chain(lines, map(replace_controls, stream))
    reader = csv.reader(source, delimiter=separator, strict=True)
    records: list[str] = []
    try:
        while reader.line_num < len(lines):
            records.append(UNIT.join(next(reader)) + RECORD)
    except csv.Error as error:
        raise QuotingError(first + len(records), str(error)) from error
    return records
