"""The sheet of one board: ranks, changes, index, bonus, trend and counts."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from ranking.render.boards import BoardView, RowView
from ranking.render.publication_view import PublicationView
from ranking.render.view import EditionView
from ranking.render.workbook.sheet import Cell, Sheet
from ranking.render.workbook.styles import BLUE, GREEN, RED, TINT
from ranking.render.workbook.tables import table
from ranking.render.workbook.trends import Places

RANK, CHANGE, UNIT, INDEX = range(4)


@dataclass(frozen=True)
class Layout:
    """Which columns a board has; ``total`` is the index where nobody has a bonus."""

    bonus: bool
    trend: bool

    @property
    def total(self) -> int:
        """The column of what units are ranked by."""
        return INDEX + 2 if self.bonus else INDEX

    @property
    def sparkline(self) -> int:
        """The column of the trend, after that of the last rank."""
        return self.total + 2


def layout(board: BoardView) -> Layout:
    """Return the columns of a board."""
    return Layout(board.has_bonus, any(row.trend for row in board.rows))


def board_sheet(sheet: Sheet, view: PublicationView, number: int, places: Places) -> None:
    """Write the board of that number."""
    edition, board = view.edition, view.edition.boards[number]
    form, heads = layout(board), _heads(edition, board)
    top = sheet.heading(edition, board.title, len(heads) - 1)
    rows = [_cells(row, form) for row in board.rows]
    wide = (form.total, form.sparkline) if form.trend else (form.total,)
    last = table(sheet, top, heads, rows, (RANK, CHANGE), wide=wide)
    sheet.worksheet.freeze_panes(top + 1, UNIT + 1)
    if rows:
        _highlight(sheet, edition, form, top + 1, last)
        _sparklines(sheet, form, number, top + 1, places)
    below = [*filter(None, [board.dropped]), *board.footnotes, *edition.notes]
    end = sheet.lines(last + 2, len(heads) - 1, below)
    sheet.finish(edition.labels.page, end, len(heads) - 1)


def first_row(edition: EditionView) -> int:
    """Return the row of a board's first unit."""
    return 4 if edition.warning else 3


def _heads(edition: EditionView, board: BoardView) -> list[str]:
    words, form = edition.labels, layout(board)
    bonus = [words.bonus, words.total] if form.bonus else []
    trend = [words.trend] if form.trend else []
    fixed = [words.rank, words.change, words.unit, words.index, *bonus, words.previous, *trend]
    return [*fixed, *(feature.label for feature in board.features)]


def _cells(row: RowView, form: Layout) -> list[Cell]:
    bonus: list[Cell] = [row.bonus, row.total] if form.bonus else []
    trend: list[Cell] = [""] if form.trend else []
    fixed = [row.rank, row.change.text, row.unit, row.index, *bonus, row.previous, *trend]
    return [*fixed, *row.counts]


def _highlight(sheet: Sheet, edition: EditionView, form: Layout, first: int, last: int) -> None:
    """Colour changes, tint the first three ranks, draw bars that start at zero."""
    worksheet, styles = sheet.worksheet, sheet.styles
    colours = {"↑": RED, "↓": GREEN, edition.labels.new: BLUE, edition.labels.back: BLUE}
    for start, colour in colours.items():
        rule = {"type": "text", "criteria": "begins with", "value": start}
        colouring = rule | {"format": styles.rule(font_color=colour)}
        worksheet.conditional_format(first, CHANGE, last, CHANGE, colouring)
    rank, total = f"$A{first + 1}", xl_rowcol_to_cell(first, form.total, col_abs=True)
    best = {
        "type": "formula",
        "criteria": f"=AND(ISNUMBER({rank}),{rank}<=3,ISNUMBER({total}),{total}>0)",
        "format": styles.rule(bg_color=TINT, bold=True),
    }
    worksheet.conditional_format(first, RANK, last, UNIT, best)
    sheet.bars(first, form.total, last)


def _sparklines(sheet: Sheet, form: Layout, number: int, first: int, places: Places) -> None:
    """Draw each unit's totals of the months."""
    for (board, place), trend in places.items():
        if board == number:
            look = {"series_color": RED, "last_point": True, "last_color": BLUE, "weight": 1.5}
            line = {"range": trend.range, "empty_cells": "gaps"}
            sheet.worksheet.add_sparkline(first + place, form.sparkline, line | look)
