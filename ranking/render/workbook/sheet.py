"""One worksheet, written cell by cell as text or number, with title, header and print set-up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil

from rich.cells import cell_len
from xlsxwriter.worksheet import Worksheet

from ranking.render.figures import Figure
from ranking.render.view import EditionView
from ranking.render.workbook.styles import BAR, LINE_HEIGHT, Styles

LONGEST = 16_000
"""Characters in a cell; Excel refuses more than 32,767 UTF-16 units (two for a rare character)."""
A4 = 9
UPRIGHT = 100
"""Characters across an upright page; what is wider lies across."""
HIGHEST = 409.0
"""Points of the highest row Excel accepts."""


@dataclass(frozen=True)
class Address:
    """An address: text that is neither a link nor worth a second line."""

    text: str


class _Exact(float):
    """A number written with all its digits; xlsxwriter writes 16, and a float may need 17."""

    def __format__(self, form: str) -> str:
        """Return the shortest text that reads back as this number."""
        return repr(float(self))


Cell = str | Figure | Address


class Sheet:
    """A worksheet under construction. Rows and columns count from 0."""

    def __init__(self, worksheet: Worksheet, styles: Styles) -> None:
        """Write to ``worksheet`` in the looks of ``styles``."""
        self.worksheet = worksheet
        self.styles = styles
        self._widths: dict[int, float] = {}
        self._spans: list[tuple[int, int, int, str, str]] = []

    @property
    def name(self) -> str:
        """The sheet's name."""
        return str(self.worksheet.get_name())

    def text(self, row: int, column: int, text: str, style: str = "text") -> None:
        """Write a string as a string, whatever it looks like."""
        if not text:
            self.worksheet.write_blank(row, column, None, self.styles.named(style))
            return
        shown = text if len(text) <= LONGEST else text[:LONGEST] + "…"
        self.worksheet.write_string(row, column, shown, self.styles.named(style))

    def figure(self, row: int, column: int, figure: Figure, align: str = "right") -> None:
        """Write a number as a number, or its mark as text."""
        style = self.styles.figure(figure, align)
        if figure.value is not None:
            self.worksheet.write_number(row, column, _exact(figure.value), style)
        elif figure.text:
            self.worksheet.write_string(row, column, figure.text, style)
        else:
            self.worksheet.write_blank(row, column, None, style)

    def cell(self, row: int, column: int, cell: Cell, *, centred: bool = False) -> None:
        """Write a text, a figure or an address."""
        if isinstance(cell, Figure):
            self.figure(row, column, cell, "center" if centred else "right")
        elif isinstance(cell, Address):
            self.text(row, column, cell.text, "address")
        else:
            self.text(row, column, cell, "centred" if centred else "text")

    def cells(
        self, row: int, first: int, cells: Sequence[Cell], centred: Collection[int] = ()
    ) -> None:
        """Write cells side by side; the row becomes as high as the longest text needs.

        Not every program does that by itself when it opens a file.
        """
        for column, cell in enumerate(cells, start=first):
            self.cell(row, column, cell, centred=column in centred)
        size, height = LINE_HEIGHT["text"]
        lines = max(_lines(c, self._width(n), size) for n, c in enumerate(cells, start=first))
        if lines > 1:
            self._height(row, height * lines)

    def exact(self, row: int, column: int, value: float | None) -> None:
        """Write a number that is shown as it is, or nothing."""
        style = self.styles.exact()
        if value is None:
            self.worksheet.write_blank(row, column, None, style)
        else:
            self.worksheet.write_number(row, column, _exact(value), style)

    def indented(self, row: int, column: int, text: str, depth: int) -> None:
        """Write a name that many levels deep in a tree."""
        self.worksheet.write_string(row, column, text[:LONGEST], self.styles.indented(depth))

    def widths(self, characters: Sequence[float]) -> None:
        """Set the widths of the first columns."""
        for column, width in enumerate(characters):
            self._widths[column] = width
            self.worksheet.set_column(column, column, width)

    def span(self, row: int, text: str, style: str, first: int, last: int) -> None:
        """Write a text across columns; its row becomes as high as the text needs."""
        if last > first:
            self.worksheet.merge_range(row, first, row, last, "", self.styles.named(style))
        self.text(row, first, text, style)
        self._spans.append((row, first, last, text, style))

    def heading(self, view: EditionView, title: str, last_column: int) -> int:
        """Write title, subtitle and warning rows; return the row below them."""
        about = "    ".join(filter(None, (view.offices, view.subtitle)))
        lines = {"title": f"{view.title} {title}".strip(), "subtitle": about}
        if view.warning:
            lines["warning"] = view.warning
        for row, (style, text) in enumerate(lines.items()):
            self.span(row, text, style, 0, last_column)
        return len(lines)

    def header(self, row: int, heads: Sequence[str]) -> int:
        """Write the header of a table; return the row below."""
        for column, head in enumerate(heads):
            self.text(row, column, head, "header")
        self.worksheet.set_row(row, 24)
        return row + 1

    def bars(self, first: int, column: int, last: int) -> None:
        """Draw a bar that starts at zero behind each number of a column."""
        self.worksheet.conditional_format(
            first,
            column,
            last,
            column,
            {
                "type": "data_bar",
                "bar_color": BAR,
                "bar_solid": True,
                "min_type": "num",
                "min_value": 0,
            },
        )

    def lines(self, row: int, last_column: int, texts: Sequence[str], style: str = "note") -> int:
        """Write texts one below the other across the table; return the next free row."""
        for text in texts:
            self.span(row, text, style, 0, last_column)
            row += 1
        return row

    def finish(self, page: str, last_row: int, last_column: int) -> None:
        """Fit merged rows; A4, upright where the columns allow, one page wide, page numbers."""
        self._fit_spans()
        sheet = self.worksheet
        if sum(self._width(column) for column in range(last_column + 1)) > UPRIGHT:
            sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        sheet.set_footer(f"&C{page}")
        sheet.print_area(0, 0, last_row, last_column)

    def _width(self, column: int) -> float:
        return self._widths.get(column, 8.43)

    def _fit_spans(self) -> None:
        """Make rows with merged cells as high as their texts, which no program does."""
        for row, first, last, text, style in self._spans:
            size, height = LINE_HEIGHT[style]
            room = sum(self._width(column) for column in range(first, last + 1))
            self._height(row, height * _lines(text, room, size) + 4)

    def _height(self, row: int, points: float) -> None:
        self.worksheet.set_row(row, min(points, HIGHEST))


def _exact(value: int | float) -> int | float:
    return _Exact(value) if isinstance(value, float) else value


def _lines(cell: Cell, room: float, size: float) -> int:
    """Return how many lines a text takes in a width; figures and addresses take one."""
    if not isinstance(cell, str):
        return 1
    return sum(max(1, ceil(cell_len(text) * size / (room - 2))) for text in cell.split("\n"))
