"""The sheets of the boards, and native bar charts of each board's first ten."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter import Workbook

from ranking.render.boards import BoardView, RowView
from ranking.render.sheet import Cell, Sheet
from ranking.render.styles import BAR, BLUE, GREEN, RED, TINT
from ranking.render.view import EditionView

_RANK, _CHANGE, _UNIT, _INDEX, _BONUS, _TOTAL = range(6)
_CHARTED = 10
_CHART_WIDTH, _CHART_HEIGHT = 620, 400


@dataclass(frozen=True)
class ChartRange:
    """Where a board's first ten stand: sheet name and first and last row."""

    sheet: str
    title: str
    first: int
    last: int


def board_sheet(sheet: Sheet, view: EditionView, board: BoardView) -> ChartRange:
    """Write one board; return where its chart finds the first ten."""
    heads = _heads(view, board)
    last_column = len(heads) - 1
    top = sheet.heading(view, board.title, last_column)
    last = sheet.table(top, heads, [_cells(row) for row in board.rows], centred=2)
    sheet.worksheet.freeze_panes(top + 1, _UNIT + 1)
    if board.rows:
        _highlight(sheet, view, top + 1, last)
    below = [board.dropped] if board.dropped else []
    end = sheet.notes(last + 2, last_column, [*below, *board.footnotes, *view.notes])
    sheet.print_setup(view.labels.page, end, last_column)
    return ChartRange(sheet.name, board.title, top + 1, min(last, top + _CHARTED))


def _heads(view: EditionView, board: BoardView) -> list[str]:
    words = view.labels
    fixed = [words.rank, words.change, words.unit, words.index, words.bonus, words.total]
    return [*fixed, words.previous, *(feature.label for feature in board.features)]


def _cells(row: RowView) -> list[Cell]:
    figures = (row.index, row.bonus, row.total, row.previous, *row.counts)
    return [row.rank, row.change.text, row.unit, *figures]


def _highlight(sheet: Sheet, view: EditionView, first: int, last: int) -> None:
    """Colour changes, tint the first three ranks, draw bars that start at zero."""
    worksheet, styles = sheet.worksheet, sheet.styles
    colours = {"↑": RED, "↓": GREEN, view.labels.new: BLUE, view.labels.back: BLUE}
    for start, colour in colours.items():
        worksheet.conditional_format(
            first,
            _CHANGE,
            last,
            _CHANGE,
            {
                "type": "text",
                "criteria": "begins with",
                "value": start,
                "format": styles.rule(font_color=colour),
            },
        )
    worksheet.conditional_format(
        first,
        _RANK,
        last,
        _UNIT,
        {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER($A{first + 1}),$A{first + 1}<=3)",
            "format": styles.rule(bg_color=TINT, bold=True),
        },
    )
    for column in (_INDEX, _TOTAL):
        worksheet.conditional_format(
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


def chart_sheet(book: Workbook, sheet: Sheet, view: EditionView, ranges: list[ChartRange]) -> None:
    """Write a bar chart for each board with rows, two side by side."""
    top = sheet.heading(view, "", 19)
    drawn = [r for r in ranges if r.last >= r.first]
    for number, chart_range in enumerate(drawn):
        sheet.worksheet.insert_chart(
            top + 1 + number // 2 * 21, number % 2 * 10, _chart(book, view, chart_range)
        )
    sheet.print_setup(view.labels.page, top + 1 + (len(drawn) + 1) // 2 * 21, 19)


def _chart(book: Workbook, view: EditionView, where: ChartRange) -> object:
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": view.labels.total,
            "categories": [where.sheet, where.first, _UNIT, where.last, _UNIT],
            "values": [where.sheet, where.first, _TOTAL, where.last, _TOTAL],
            "fill": {"color": RED},
            "gap": 45,
            "data_labels": {"value": True, "num_format": f"0.{'0' * view.decimals}".rstrip(".")},
        }
    )
    # xlsxwriter takes a title that begins with "=" for a reference to a cell
    chart.set_title({"name": where.title.lstrip("="), "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "major_gridlines": {"visible": False}, "visible": False})
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_HEIGHT})
    return chart
