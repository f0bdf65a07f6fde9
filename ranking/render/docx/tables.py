"""Tables of the document: ruled above and below, a heading row that repeats on every page."""

from __future__ import annotations

from collections.abc import Sequence

from ranking.render.docx.page import TEXT_WIDTH
from ranking.render.docx.parts import Cell, Column, Kind, Table
from ranking.render.docx.styles import BLUE, GREEN, RED
from ranking.render.docx.widths import PADDING, SIZES, fit
from ranking.render.docx.xml import Element, colour, paragraph, run, w

_TWIPS = 1440 / 25.4
_STYLES: dict[Kind, str] = {
    "text": "TableText",
    "centre": "TableCentre",
    "number": "TableNumber",
}
_SIDES: dict[Kind, str] = {"text": "left", "centre": "center", "number": "right"}
_TONES = {"rise": RED, "fall": GREEN, "new": BLUE}
_SHADE = "F2F2F2"
_EDGES = {"top": (12, "000000"), "bottom": (12, "000000"), "insideH": (4, "BFBFBF")}
"""Edge → eighths of a point and colour."""
_PADDING_ABOVE = 34
_KEPT_TOGETHER = 16
"""Rows up to which a table is not broken over two pages."""


def table_element(table: Table) -> Element:
    """Return the table, as wide as a line of the text."""
    size, widths = fit(table, TEXT_WIDTH)
    twips = [round(width * _TWIPS) for width in widths]
    made = w("tbl", _properties(sum(twips)), w("tblGrid", *(w("gridCol", w=t) for t in twips)))
    layout = _Layout(table.columns, twips, size)
    made.append(layout.heading())
    together = len(table.rows) <= _KEPT_TOGETHER
    last = len(table.rows) - 1
    made.extend(layout.row(row, keep=together and n < last) for n, row in enumerate(table.rows))
    return made


class _Layout:
    """Makes the rows of one table."""

    def __init__(self, columns: Sequence[Column], twips: Sequence[int], size: int) -> None:
        self._columns, self._twips, self._size = columns, twips, size

    def heading(self) -> Element:
        """Return the row that every page repeats."""
        made = [
            _cell(
                width,
                paragraph(
                    "TableHead",
                    run(column.heading, *self._letters()),
                    properties=(w("keepNext"), w("jc", val=_SIDES[column.kind])),
                ),
                w("tcBorders", w("bottom", val="single", sz=8, space=0, color="000000")),
                w("shd", val="clear", color="auto", fill=_SHADE),
            )
            for column, width in zip(self._columns, self._twips, strict=True)
        ]
        return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *made)

    def row(self, row: Sequence[Cell], *, keep: bool) -> Element:
        """Return a row; ``keep``: on the page of the next."""
        made = [
            _cell(width, self._paragraph(cell, column.kind, keep=keep))
            for cell, column, width in zip(row, self._columns, self._twips, strict=True)
        ]
        return w("tr", w("trPr", w("cantSplit")), *made)

    def _paragraph(self, cell: Cell, kind: Kind, *, keep: bool) -> Element:
        bold = [w("b")] if cell.bold else []
        tone = [colour(_TONES[cell.tone])] if cell.tone in _TONES else []
        content = run(cell.text, *bold, *tone, *self._letters())
        return paragraph(_STYLES[kind], content, properties=(w("keepNext"),) if keep else ())

    def _letters(self) -> list[Element]:
        if self._size == SIZES[0]:
            return []
        return [w("sz", val=self._size), w("szCs", val=self._size)]


def _properties(width: int) -> Element:
    edges = [
        w(edge, val="single", sz=size, space=0, color=rgb) for edge, (size, rgb) in _EDGES.items()
    ]
    side = round(PADDING * _TWIPS)
    padding = {"top": _PADDING_ABOVE, "left": side, "bottom": _PADDING_ABOVE, "right": side}
    return w(
        "tblPr",
        w("tblW", w=width, type="dxa"),
        w("jc", val="center"),
        w("tblBorders", *edges),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(edge, w=space, type="dxa") for edge, space in padding.items())),
    )


def _cell(width: int, content: Element, *properties: Element) -> Element:
    middle = w("vAlign", val="center")
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), *properties, middle), content)
