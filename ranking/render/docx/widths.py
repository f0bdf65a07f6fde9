"""How wide a table's columns are, and how small its letters have to be, to fit a line."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from ranking.render.docx.parts import Cell, Column, Table

SIZES = (21, 19, 17, 15)
"""Half points, largest first: from 五号 to 六号."""
PADDING = 1.2
"""Millimetres left and right in a cell."""
_MM = 25.4 / 72
_HEADING_EMS = 4.0
_SLACK = 0.5
"""For the wide letters of a Latin word, which must not break."""
_BOLD = 1.15
"""How much wider bold letters are; a number must not break."""
_NAME_EMS, _TITLE_EMS = 5.0, 12.0
"""What a name, and a text that is longer than one, cannot do without."""
_LONG, _LONGEST, _LEAST_WISH = 24.0, 40.0, 2.0


def ems(text: str) -> float:
    """Return the width of a text in its own height.

    A 汉字 is 1, a Latin letter or a digit 0.6: as wide as a substitute of Times New Roman may be.
    """
    return sum(map(_em, text))


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    return 0.75 if character.isupper() else 0.6


def fit(table: Table, width: float) -> tuple[int, tuple[float, ...]]:
    """Return the size in half points and each column's width in mm; the widths add up to ``width``.

    Numbers get what they need, texts share the rest by what their longest entry lacks. Where
    nothing fits, the smallest letters are taken and all columns shrink alike.
    """
    longest = [_longest(table, i) for i in range(len(table.columns))]
    for size in SIZES:
        needed = _needed(table, size)
        if sum(needed) <= width:
            return size, _share(table.columns, longest, needed, width)
    return SIZES[-1], tuple(n * width / sum(needed) for n in needed)


def split(table: Table, width: float, keys: Sequence[int]) -> tuple[Table, ...]:
    """Return the table as several, none too wide for the smallest letters if it can be helped.

    The columns ``keys`` come first in each table after the first, so that its rows have a name.
    """
    needed, places = _needed(table, SIZES[-1]), range(len(table.columns))
    tables, taken = [], [places[0]]
    for place in places[1:]:
        if sum(needed[i] for i in (*taken, place)) > width and set(taken) - set(keys):
            tables.append(taken)
            taken = list(keys)
        taken.append(place)
    return tuple(_columns(table, kept) for kept in (*tables, taken))


def _columns(table: Table, kept: Sequence[int]) -> Table:
    rows = tuple(tuple(row[i] for i in kept) for row in table.rows)
    return Table(tuple(table.columns[i] for i in kept), rows)


def _needed(table: Table, size: int) -> list[float]:
    """Return the millimetres that each column cannot do without."""
    return [_mm(_least(c, _longest(table, i)), size) for i, c in enumerate(table.columns)]


def _longest(table: Table, column: int) -> float:
    return max((_cell_ems(row[column]) for row in table.rows), default=0.0)


def _cell_ems(cell: Cell) -> float:
    return ems(cell.text) * (_BOLD if cell.bold else 1.0)


def _least(column: Column, longest: float) -> float:
    """Return the ems a column cannot do without; its heading may break into lines."""
    content = min(longest, _enough(longest)) if column.kind == "text" else longest
    return max(content, *map(_word, column.heading.split() or [""]))


def _enough(longest: float) -> float:
    return _TITLE_EMS if longest > _LONG else _NAME_EMS


def _word(word: str) -> float:
    """Return how wide a word of a heading has to be: 汉字 break evenly, at most four a line."""
    width = ems(word)
    if word.isascii():
        return width + _SLACK
    return math.ceil(width / math.ceil(width / _HEADING_EMS)) + 0.1


def _mm(width: float, size: int) -> float:
    return width * size / 2 * _MM + 2 * PADDING + 0.4


def _share(
    columns: Sequence[Column], longest: Sequence[float], needed: Sequence[float], width: float
) -> tuple[float, ...]:
    """Give what is left over to the texts, or to all columns where there is no text."""
    wishes = [
        max(_LEAST_WISH, min(n, _LONGEST) - _enough(n)) if column.kind == "text" else 0.0
        for column, n in zip(columns, longest, strict=True)
    ]
    if not any(wishes):
        wishes = [1.0] * len(columns)
    unit = (width - sum(needed)) / sum(wishes)
    return tuple(n + unit * wish for n, wish in zip(needed, wishes, strict=True))
