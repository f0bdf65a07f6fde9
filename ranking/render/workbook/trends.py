"""The trends: totals and ranks of every unit in the months before and this one.

Sparklines and line charts of other sheets are drawn from it, so a missing month is an empty cell.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import quote_sheetname, xl_range

from ranking.render.figures import NOTHING, Figure
from ranking.render.publication_view import PublicationView
from ranking.render.trend import TrendPoint
from ranking.render.workbook.sheet import Cell, Sheet
from ranking.render.workbook.tables import table

UNIT_COLUMN = 1
_FIRST_MONTH = 2


@dataclass(frozen=True)
class TrendRow:
    """Where a unit's totals stand: the sheet, its row of months, and its own row."""

    sheet: str
    months: int
    row: int
    first: int
    last: int

    @property
    def range(self) -> str:
        """The cells of the totals, as a sparkline names them."""
        cells = xl_range(self.row, self.first, self.row, self.last)
        return f"{quote_sheetname(self.sheet)}!{cells}"


Places = dict[tuple[int, int], TrendRow]
"""Number of the board and of its row → where the trend stands."""


def trend_sheet(sheet: Sheet, view: PublicationView) -> Places:
    """Write all boards' trends; return where each one stands."""
    boards, words = view.edition.boards, view.edition.labels
    months = sorted({point.month for b in boards for row in b.rows for point in row.trend})
    heads = [words.board, words.unit, *months, *months]
    bands = ["", "", *[words.total] * len(months), *[words.rank] * len(months)]
    rows: list[list[Cell]] = []
    places: Places = {}
    top = sheet.heading(view.edition, view.headings.trends, len(heads) - 1)
    for number, board in enumerate(boards):
        for place, row in enumerate(board.rows):
            if row.trend:
                last = _FIRST_MONTH + len(months) - 1
                at = top + 2 + len(rows)
                places[number, place] = TrendRow(sheet.name, top + 1, at, _FIRST_MONTH, last)
                rows.append([board.title, row.unit, *_months(row.trend, months)])
    last_row = table(sheet, top, heads, rows, bands=bands)
    sheet.worksheet.freeze_panes(top + 2, _FIRST_MONTH)
    sheet.finish(words.page, last_row, len(heads) - 1)
    return places


def _months(trend: tuple[TrendPoint, ...], months: list[str]) -> list[Cell]:
    by_month = {point.month: point for point in trend}
    known = [by_month.get(month) for month in months]
    totals = [_or_nothing(point.total if point else NOTHING) for point in known]
    return [*totals, *(_or_nothing(point.rank if point else NOTHING) for point in known)]


def _or_nothing(figure: Figure) -> Figure:
    return NOTHING if figure.value is None else figure
