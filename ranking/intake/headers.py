"""Rows of a table that may be its header: single ones, and two neighbours read as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from connectors.tables import Table
from ranking.model import names

_ROWS_SCANNED = 20


@dataclass(frozen=True)
class Header:
    """One row, or two rows joined, that may be the header. ``leaves`` are the lower cells."""

    rows: tuple[int, ...]
    full: tuple[str, ...]
    leaves: tuple[str, ...]


def candidates(table: Table) -> Iterator[Header]:
    """Yield each of the first 20 rows, then each two neighbours of them, as a header."""
    top = _top(table).iter_rows()
    rows = [(row[0], [names.clean(cell or "") for cell in row[1:]]) for row in top]
    for number, cells in rows:
        yield Header((number,), tuple(cells), tuple(cells))
    for (above, upper), (below, lower) in pairwise(rows):
        pairs = list(zip(upper, lower, strict=True))
        full = tuple(a if a == b else "/".join(filter(None, (a, b))) for a, b in pairs)
        yield Header((above, below), full, tuple(b or a for a, b in pairs))


def _top(table: Table) -> pl.DataFrame:
    """Return the first rows of the table, from as many chunks as they take."""
    rows: list[pl.DataFrame] = []
    for chunk in table.chunks():
        rows.append(chunk.head(_ROWS_SCANNED - sum(part.height for part in rows)))
        if sum(part.height for part in rows) >= _ROWS_SCANNED:
            break
    return pl.concat(rows) if rows else pl.DataFrame()


def labels(header: Header) -> list[str]:
    """Return a unique text a column: the last part, else the whole, else with its letter."""
    leaves, full = Counter(header.leaves), Counter(header.full)
    natural = [
        leaf if leaf and leaves[leaf] == 1 else whole if full[whole] == 1 > leaves[whole] else ""
        for leaf, whole in zip(header.leaves, header.full, strict=True)
    ]
    taken = set(natural)
    for index, whole in enumerate(header.full):
        text = natural[index] or whole
        while not natural[index]:
            text = f"{text} ({column_letter(index)})".strip()
            natural[index] = "" if text in taken else text
        taken.add(text)
    return natural


def column_letter(index: int) -> str:
    """Return the spreadsheet letter of a 0-based column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
