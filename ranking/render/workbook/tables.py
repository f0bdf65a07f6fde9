"""Tables of a worksheet: header, rows, widths, filter, what repeats and what stays in sight."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from ranking.render.figures import Figure
from ranking.render.view import EditionView
from ranking.render.workbook.sheet import Address, Cell, Sheet
from ranking.render.workbook.styles import column_width

PAGE = 88
"""Characters towards which a narrower table is widened, to fill its page."""
WIDE = 16
"""Least width of a column with bars or sparklines."""
ADDRESS = 24
"""How many characters of an address are seen."""


def table(
    sheet: Sheet,
    top: int,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    centred: Collection[int] = (),
    bands: Sequence[str] = (),
    wide: Collection[int] = (),
) -> int:
    """Write header and rows, set widths, filter and repetition; return the last row written.

    ``bands`` stand above the heads in a row of their own, equal neighbours as one; a head without
    one is as high as both rows. ``wide`` columns have room for bars or sparklines.
    """
    sheet.widths(_widths(heads, rows, wide))
    below = _banded(sheet, top, heads, bands) if bands else sheet.header(top, heads) - 1
    for row, cells in enumerate(rows, start=below + 1):
        sheet.cells(row, 0, cells, centred)
    last = below + len(rows)
    sheet.worksheet.autofilter(below, 0, last, len(heads) - 1)
    sheet.worksheet.repeat_rows(0, below)
    return last


def only_table(
    sheet: Sheet,
    view: EditionView,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    fixed: int,
    centred: Collection[int] = (),
    bars: int | None = None,
    notes: Sequence[str] = (),
) -> None:
    """Write a whole sheet: ``fixed`` columns stay in sight, column ``bars`` has bars."""
    last_column = len(heads) - 1
    top = sheet.heading(view, title, last_column)
    last = table(sheet, top, heads, rows, centred, wide=() if bars is None else (bars,))
    sheet.worksheet.freeze_panes(top + 1, fixed)
    if bars is not None and rows:
        sheet.bars(top + 1, bars, last)
    end = sheet.lines(last + 2, last_column, notes) if notes else last
    sheet.finish(view.labels.page, end, last_column)


def _banded(sheet: Sheet, top: int, heads: Sequence[str], bands: Sequence[str]) -> int:
    """Write a header of two rows; return the second."""
    below = sheet.header(top + 1, heads) - 1
    for column, band in enumerate(bands):
        if not band:
            header = sheet.styles.named("header")
            sheet.worksheet.merge_range(top, column, below, column, "", header)
            sheet.text(top, column, heads[column], "header")
    for band, columns in groupby(range(len(bands)), key=lambda column: bands[column]):
        if band:
            first, *rest = columns
            sheet.span(top, band, "header", first, rest[-1] if rest else first)
    return below


def _widths(
    heads: Sequence[str], rows: Sequence[Sequence[Cell]], wide: Collection[int]
) -> list[float]:
    shown = zip(heads, *([_shown(cell) for cell in row] for row in rows), strict=True)
    least = [WIDE if column in wide else 0.0 for column in range(len(heads))]
    widths = [max(column_width(t), w) for t, w in zip(shown, least, strict=True)]
    scale = min(1.6, max(1.0, PAGE / sum(widths)))
    return [width * scale for width in widths]


def _shown(cell: Cell) -> str:
    if isinstance(cell, Address):
        return cell.text[:ADDRESS]
    return cell.text if isinstance(cell, Figure) else cell
