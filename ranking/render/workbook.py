"""An edition as an Excel workbook: boards, charts, unit details, posts, campaigns, method.

The same edition gives the same bytes. Every text is written as text: no formula, no link.
"""

from __future__ import annotations

import io
from datetime import UTC

from xlsxwriter import Workbook

from ranking.render.safe import sheet_name
from ranking.render.sheet import Sheet
from ranking.render.styles import Styles
from ranking.render.view import EditionView
from ranking.render.workbook_board import board_sheet, chart_sheet
from ranking.render.workbook_sheets import campaign_sheet, details_sheet, method_sheet, posts_sheet

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(view: EditionView) -> bytes:
    """Return the XLSX file of an edition."""
    buffer = io.BytesIO()
    book = Workbook(buffer, _OPTIONS)
    book.set_properties(
        {
            "title": view.title,
            "company": view.offices,
            "created": view.created_at.astimezone(UTC).replace(tzinfo=None, microsecond=0),
        }
    )
    book.set_size(2400, 1500)
    _Sheets(book, view).write()
    book.close()
    return buffer.getvalue()


class _Sheets:
    """Adds the sheets of one workbook in reading order, each under a name Excel accepts."""

    def __init__(self, book: Workbook, view: EditionView) -> None:
        self._book = book
        self._view = view
        self._styles = Styles(book)
        self._taken: set[str] = set()

    def write(self) -> None:
        """Add all sheets; posts and campaigns only where there are any."""
        view = self._view
        ranges = [board_sheet(self._new(board.title), view, board) for board in view.boards]
        chart_sheet(self._book, self._new(view.labels.charts), view, ranges)
        details_sheet(self._new(view.labels.details), view)
        if view.top_posts.rows:
            posts_sheet(self._new(view.labels.top_posts), view)
        if view.campaigns:
            campaign_sheet(self._new(view.labels.campaigns), view)
        method_sheet(self._new(view.labels.method), view)

    def _new(self, title: str) -> Sheet:
        name = sheet_name(title, self._taken)
        return Sheet(self._book.add_worksheet(name), self._styles)
