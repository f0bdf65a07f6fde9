"""Native charts of each board: the first ten, what their totals are made of, five trends."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook

from ranking.render.publication_view import PublicationView
from ranking.render.workbook import breakdown, trends
from ranking.render.workbook.boards import UNIT, first_row, layout
from ranking.render.workbook.breakdown import PartRange
from ranking.render.workbook.sheet import Sheet
from ranking.render.workbook.styles import PALETTE, RED
from ranking.render.workbook.trends import Places, TrendRow

_CHARTED, _FOLLOWED = 10, 5
_WIDTH, _HEIGHT = 496, 380
_GRID = {"visible": True, "line": {"color": "#E5E5E5"}}
_COLUMNS, _ROWS = 8, 20
"""Cells of the default size that a chart covers, with a margin."""


def chart_sheet(
    book: Workbook,
    sheet: Sheet,
    view: PublicationView,
    boards: list[str],
    parts: dict[int, PartRange],
    places: Places,
) -> None:
    """Draw one row of charts for each board with rows; ``boards`` names their sheets."""
    edition = view.edition
    last_column = 3 * _COLUMNS - 1
    row = sheet.heading(edition, edition.labels.charts, last_column) + 1
    charts = _Charts(book, view)
    for number, board in enumerate(edition.boards):
        if board.rows:
            followed = [places[number, n] for n in range(_FOLLOWED) if (number, n) in places]
            drawn = [charts.totals(number, boards[number])]
            drawn += [charts.composition(number, parts[number])] if parts[number].columns else []
            drawn += [charts.trends(number, followed)] if followed else []
            for place, chart in enumerate(drawn):
                sheet.worksheet.insert_chart(row, place * _COLUMNS, chart)
            row += _ROWS
    sheet.finish(edition.labels.page, row, last_column)


class _Charts:
    """Makes the charts of one workbook."""

    def __init__(self, book: Workbook, view: PublicationView) -> None:
        self._book = book
        self._view = view
        decimals = view.edition.decimals
        self._format = f"0.{'0' * decimals}".rstrip(".")

    def totals(self, number: int, sheet: str) -> Any:
        """Return bars of the first ten totals."""
        board = self._view.edition.boards[number]
        first = first_row(self._view.edition)
        last = first + self._charted(number) - 1
        column = layout(board).total
        series = {
            "name": self._view.edition.labels.total,
            "categories": [sheet, first, UNIT, last, UNIT],
            "values": [sheet, first, column, last, column],
            "fill": {"color": RED},
            "gap": 45,
            "data_labels": {"value": True, "num_format": self._format},
        }
        return self._bars("bar", board.title, [series], legend=False)

    def composition(self, number: int, where: PartRange) -> Any:
        """Return stacked bars of the points that the first ten totals are the sum of."""
        last = where.first + self._charted(number) - 1
        series = [
            {
                "name": [where.sheet, where.heads, column],
                "categories": [where.sheet, where.first, breakdown.UNIT, last, breakdown.UNIT],
                "values": [where.sheet, where.first, column, last, column],
                "fill": {"color": PALETTE[place % len(PALETTE)]},
                "gap": 45,
            }
            for place, column in enumerate(where.columns)
        ]
        title = f"{self._view.edition.boards[number].title} {self._view.headings.composition}"
        return self._bars("stacked", title, series, legend=True)

    def trends(self, number: int, places: list[TrendRow]) -> Any:
        """Return lines of the totals of the first units over the months."""
        chart = self._book.add_chart({"type": "line"})
        for order, at in enumerate(places):
            colour = PALETTE[order % len(PALETTE)]
            chart.add_series(
                {
                    "name": [at.sheet, at.row, trends.UNIT_COLUMN],
                    "categories": [at.sheet, at.months, at.first, at.months, at.last],
                    "values": [at.sheet, at.row, at.first, at.row, at.last],
                    "line": {"color": colour, "width": 2},
                    "marker": {"type": "circle", "size": 5, "fill": {"color": colour}},
                }
            )
        title = f"{self._view.edition.boards[number].title} {self._view.headings.trends}"
        chart.set_legend({"position": "bottom"})
        chart.set_y_axis({"num_format": "0", "major_gridlines": _GRID})
        return self._finished(chart, title)

    def _bars(self, kind: str, title: str, series: list[dict[str, Any]], *, legend: bool) -> Any:
        subtype = {"subtype": kind} if kind == "stacked" else {}
        chart = self._book.add_chart({"type": "bar"} | subtype)
        for one in series:
            chart.add_series(one)
        chart.set_legend({"position": "bottom"} if legend else {"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"min": 0, "major_gridlines": {"visible": False}, "visible": False})
        return self._finished(chart, title)

    def _finished(self, chart: Any, title: str) -> Any:
        # xlsxwriter takes a title that begins with "=" for a reference to a cell
        chart.set_title({"name": title.lstrip("="), "name_font": {"size": 12}})
        chart.set_size({"width": _WIDTH, "height": _HEIGHT})
        return chart

    def _charted(self, number: int) -> int:
        return min(_CHARTED, len(self._view.edition.boards[number].rows))
