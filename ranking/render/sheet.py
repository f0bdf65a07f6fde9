"""One worksheet, written cell by cell as text or number, with title, header and print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from rich.cells import cell_len
from xlsxwriter.worksheet import Worksheet

from ranking.render.figures import Figure
from ranking.render.styles import Styles, column_width
from ranking.render.view import EditionView

LONGEST = 16_000
"""Characters in a cell; Excel refuses more than 32,767 UTF-16 units (two for a rare character)."""
A4 = 9
NOTE_HEIGHT = 15
"""Points for a line of a note."""
Cell = str | Figure


class Sheet:
    """A worksheet under construction. Rows and columns count from 0."""

    def __init__(self, worksheet: Worksheet, styles: Styles) -> None:
        """Write to ``worksheet`` in the looks of ``styles``."""
        self.worksheet = worksheet
        self.styles = styles
        self._widths: dict[int, float] = {}

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
            self.worksheet.write_number(row, column, figure.value, style)
        elif figure.text:
            self.worksheet.write_string(row, column, figure.text, style)
        else:
            self.worksheet.write_blank(row, column, None, style)

    def cell(self, row: int, column: int, cell: Cell, *, centred: bool = False) -> None:
        """Write a text or a figure."""
        if isinstance(cell, Figure):
            self.figure(row, column, cell, "center" if centred else "right")
        else:
            self.text(row, column, cell, "centred" if centred else "text")

    def width(self, column: int, characters: float) -> None:
        """Set a column's width."""
        self._widths[column] = characters
        self.worksheet.set_column(column, column, characters)

    def merged(self, row: int, last_column: int, text: str, style: str) -> None:
        """Write a text across the columns 0 to ``last_column``."""
        if last_column > 0:
            self.worksheet.merge_range(row, 0, row, last_column, "", self.styles.named(style))
        self.text(row, 0, text, style)

    def heading(self, view: EditionView, title: str, last_column: int) -> int:
        """Write title, subtitle and warning rows; return the row of the header."""
        self.merged(0, last_column, f"{view.title} {title}".strip(), "title")
        self.worksheet.set_row(0, 30)
        self.merged(
            1, last_column, "    ".join(filter(None, (view.offices, view.subtitle))), "subtitle"
        )
        self.worksheet.set_row(1, 18)
        if not view.warning:
            return 2
        self.merged(2, last_column, view.warning, "warning")
        return 3

    def table(
        self, top: int, heads: Sequence[str], rows: Sequence[Sequence[Cell]], centred: int = 0
    ) -> int:
        """Write a header and rows, set widths, filter and freeze; return the last row written.

        The first ``centred`` columns are centred.
        """
        for column, head in enumerate(heads):
            self.text(top, column, head, "header")
        self.worksheet.set_row(top, 24)
        for offset, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                self.cell(top + offset, column, cell, centred=column < centred)
        last = top + len(rows)
        for column, head in enumerate(heads):
            shown = [head, *(_shown(row[column]) for row in rows)]
            self.width(column, column_width(shown))
        self.worksheet.autofilter(top, 0, max(last, top), len(heads) - 1)
        self.worksheet.repeat_rows(0, top)
        return last

    def notes(self, row: int, last_column: int, texts: Sequence[str]) -> int:
        """Write sentences across the table from ``row``; return the next free row.

        Excel does not fit the height of merged rows, so it is set from the text's length.
        """
        room = sum(self._widths[column] for column in range(last_column + 1))
        for text in texts:
            self.merged(row, last_column, text, "note")
            self.worksheet.set_row(row, NOTE_HEIGHT * ceil(cell_len(text) * 1.1 / room))
            row += 1
        return row

    def print_setup(self, page: str, last_row: int, last_column: int) -> None:
        """A4 landscape, one page wide, page numbers below."""
        sheet = self.worksheet
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        sheet.set_footer(f"&C{page}")
        sheet.print_area(0, 0, last_row, last_column)


def _shown(cell: Cell) -> str:
    return cell.text if isinstance(cell, Figure) else cell
