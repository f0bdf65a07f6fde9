"""Finds out how a delimited text is written: its codec, its separator, its widest record."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from connectors.sheets.blocks import QuotingError, allow_long_fields, blocks
from connectors.sheets.frames import MAX_COLUMNS
from connectors.sheets.sniff import bom_encoding
from connectors.tables import UnreadableFileError

SEPARATORS = ",\t;"
SAMPLE_CHARS = 1 << 16
SAMPLE_ROWS = 50
_SOUND_PER_BROKEN = 2
"""GB18030 read as UTF-8 gives one sound character for several broken ones, not two to one."""


@dataclass(frozen=True)
class Dialect:
    """Codec, separator, and the number of fields of the widest record in the whole file.

    ``clean``: plain lines without control characters, throughout.
    """

    encoding: str
    separator: str
    width: int
    clean: bool


def open_text(path: Path, encoding: str) -> IO[str]:
    """Open the text with its line breaks as they are: inside quotes they belong to the cell."""
    return path.open(encoding=encoding, newline="")


def dialect_of(path: Path) -> Dialect:
    """Read the whole text once and return its dialect.

    Raises UnreadableFileError when no codec fits, a quote is not closed, or a record is wider
    than any spreadsheet.
    """
    for encoding in _candidates(path):
        try:
            return _survey(path, encoding)
        except UnicodeError:
            continue
    raise UnreadableFileError(
        "{file} is not text in UTF-8, UTF-16 or GB18030 throughout.",
        hint="If it opens well in Excel or WPS, save it there as .xlsx; otherwise it is damaged "
        "or of another kind: export it again.",
        file=str(path),
    )


def _candidates(path: Path) -> Iterator[str]:
    with path.open("rb") as stream:
        head = stream.read(SAMPLE_CHARS)
    if announced := bom_encoding(head):
        yield announced
        return
    yield "utf-8"
    # Read as GB18030, UTF-8 with one broken byte would come in as nonsense and raise nothing.
    text = head.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - broken
    if sound <= _SOUND_PER_BROKEN * broken:
        yield "gb18030"


def _survey(path: Path, encoding: str) -> Dialect:
    with open_text(path, encoding) as stream:
        separator = _separator(stream.readlines(SAMPLE_CHARS))
    width, clean = 0, True
    try:
        with open_text(path, encoding) as stream:
            for block in blocks(stream, separator):
                width = max(width, block.width())
                clean = clean and block.sound
    except QuotingError as error:
        raise UnreadableFileError(
            '{file} cannot be split into cells from row {row} on: a quote (") is not closed or is '
            "followed by text ({detail}).",
            hint="Open it in Excel or WPS and save it as .xlsx, or double every quote inside a "
            "quoted cell.",
            file=str(path),
            row=error.record,
            detail=str(error),
        ) from error
    if width > MAX_COLUMNS:
        raise UnreadableFileError(
            "{file} has a row of {found} columns, at most {allowed} can be read.",
            hint="Check that it is a table and that its rows end in line breaks.",
            file=str(path),
            found=width,
            allowed=MAX_COLUMNS,
        )
    return Dialect(encoding, separator, width, clean)


def _separator(sample: list[str]) -> str:
    """Return the separator that divides the largest share of rows; then the one dividing most.

    Another separator inside the text divides many rows, but hardly the header as well.
    """
    return max(SEPARATORS, key=lambda separator: _division(sample, separator))


def _division(sample: list[str], separator: str) -> tuple[float, float]:
    allow_long_fields()
    reader = csv.reader(sample, delimiter=separator)
    widths = [len(row) for row in islice(reader, SAMPLE_ROWS) if row]
    rows = max(len(widths), 1)
    return sum(width > 1 for width in widths) / rows, sum(widths) / rows
