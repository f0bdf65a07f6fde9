"""The workbook: its sheets in reading order, each under a name Excel accepts.

The same edition gives the same bytes. Every text is written as text: no formula, no link.
"""

from __future__ import annotations

import io
from datetime import UTC

from xlsxwriter import Workbook

from ranking.render.publication_view import PublicationView
from ranking.render.safe import sheet_name
from ranking.render.workbook.boards import board_sheet
from ranking.render.workbook.breakdown import breakdown_sheets
from ranking.render.workbook.campaigns import campaign_sheet, topic_sheet
from ranking.render.workbook.charts import chart_sheet
from ranking.render.workbook.method import method_sheet
from ranking.render.workbook.posts import top_post_sheet, unit_post_sheet
from ranking.render.workbook.sheet import Sheet
from ranking.render.workbook.sources import source_sheet
from ranking.render.workbook.styles import RED, Styles
from ranking.render.workbook.text import text_sheet
from ranking.render.workbook.trends import trend_sheet
from ranking.render.workbook.units import account_sheet, channel_sheet

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(view: PublicationView) -> bytes:
    """Return the XLSX file of an edition."""
    buffer, edition = io.BytesIO(), view.edition
    book = Workbook(buffer, _OPTIONS)
    book.set_properties(
        {
            "title": edition.title,
            "company": edition.offices,
            "created": edition.created_at.astimezone(UTC).replace(tzinfo=None, microsecond=0),
        }
    )
    book.set_size(2400, 1500)
    _Sheets(book, view).write()
    book.close()
    return buffer.getvalue()


class _Sheets:
    """Adds the sheets of one workbook; those without anything to say are left out."""

    def __init__(self, book: Workbook, view: PublicationView) -> None:
        self._book = book
        self._view = view
        self._styles = Styles(book)
        self._taken: set[str] = set()

    def write(self) -> None:
        """Add all sheets in reading order; the charts' come before those they are drawn from."""
        view = self._view
        boards = [self._new(board.title) for board in view.edition.boards]
        trends = self._new(view.headings.trends) if _has_trends(view) else None
        charts = self._new(view.edition.labels.charts)
        places = trend_sheet(trends, view) if trends else {}
        for number, sheet in enumerate(boards):
            sheet.worksheet.set_tab_color(RED)
            board_sheet(sheet, view, number, places)
        parts = breakdown_sheets(self._new, view)
        chart_sheet(self._book, charts, view, [sheet.name for sheet in boards], parts, places)
        self._write_lists()
        method_sheet(self._new(view.headings.method), view)
        source_sheet(self._new(view.headings.sources), view)

    def _write_lists(self) -> None:
        view, heads, words = self._view, self._view.headings, self._view.edition.labels
        if view.edition.top_posts.rows or view.most_reprinted.rows:
            top_post_sheet(self._new(words.top_posts), view)
        if view.units:
            unit_post_sheet(self._new(heads.unit_posts), view)
            account_sheet(self._new(heads.accounts), view)
            channel_sheet(self._new(heads.channels), view)
        if view.edition.campaigns:
            campaign_sheet(self._new(words.campaigns), view)
        if view.topics.rows:
            topic_sheet(self._new(view.topics.title), view)
        if view.text:
            text_sheet(self._new(heads.text), view)

    def _new(self, title: str) -> Sheet:
        name = sheet_name(title, self._taken)
        return Sheet(self._book.add_worksheet(name), self._styles)


def _has_trends(view: PublicationView) -> bool:
    return any(row.trend for board in view.edition.boards for row in board.rows)
