"""From separated text to frames of clean cells; all readers end here, so all cells look alike.

Control characters except tab and line breaks become U+FFFD: a removed one could make two ids
equal, a replaced one shows. Outer white space (weibo-crawler guards ids with a tab) is cut, and
a cell with nothing left is null.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from connectors.tables import ROW

CHUNK_ROWS = 100_000
"""Rows of a frame where the source does not set the size itself."""
MAX_COLUMNS = 16_384
"""Columns of the widest Excel sheet; a wider table is damage or an attack, not a report."""
UNIT = "\x1f"
RECORD = "\x1e"
"""Separators of cells and records that no cell can contain once its controls are replaced."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_C0 = bytes(c for c in (*range(32), 127) if c not in b"\t\n\r")
_C1 = re.compile(rb"\xc2[\x80-\x9f]")


def replace_controls(text: str) -> str:
    """Return the text with each control character but tab, CR and LF replaced by U+FFFD."""
    data = text.encode()
    # A byte search costs a tenth of the regular expression, and nearly all text is clean.
    if len(data.translate(None, _C0)) == len(data) and not _C1.search(data):
        return text
    return _CONTROL.sub("\ufffd", text)


def columns(width: int) -> list[str]:
    """Return the names of a table's cell columns."""
    return [f"c{index}" for index in range(width)]


def split(source: Path | bytes, names: Sequence[str], separator: str, eol: str) -> pl.DataFrame:
    """Split UTF-8 records without quoting into String columns; a short record ends in nulls.

    The first record must be the names themselves: that keeps Polars from taking the width from the
    data. Raises polars.exceptions.PolarsError when a record is wider than ``names``.
    """
    return pl.read_csv(
        source,
        schema=dict.fromkeys(names, pl.String),
        separator=separator,
        eol_char=eol,
        quote_char=None,
        glob=False,
    )


def number(frame: pl.DataFrame, first: int, *, replace: bool = False) -> pl.DataFrame:
    """Number the records from ``first``, then tidy them; a blank record uses up its number."""
    numbered = frame.with_row_index(ROW, first).with_columns(pl.col(ROW).cast(pl.Int64))
    return tidy(numbered, replace=replace)


def tidy(frame: pl.DataFrame, *, replace: bool) -> pl.DataFrame:
    """Cut outer white space, turn empty cells into null, and drop rows without any cell.

    ``replace`` also replaces control characters, where the text has not been through
    ``replace_controls``.
    """
    cells = pl.exclude(ROW)
    if replace:
        cells = cells.str.replace_all(_CONTROL.pattern, "\ufffd")
    frame = frame.with_columns(cells.str.strip_chars().replace("", None))
    return frame.filter(pl.any_horizontal(pl.exclude(ROW).is_not_null()))
