"""What the numbers rest on: the month in figures, coverage, notes, and all that identifies it."""

from __future__ import annotations

from collections.abc import Sequence

from ranking.render.month_figures import Fact
from ranking.render.publication_view import PublicationView
from ranking.render.workbook.sheet import Sheet

_WIDTHS = (26, 24, 50)
_LAST = len(_WIDTHS) - 1


def source_sheet(sheet: Sheet, view: PublicationView) -> None:
    """Write figures, sentences and hashes."""
    edition, words = view.edition, view.edition.labels
    sheet.widths(_WIDTHS)
    row = sheet.heading(edition, view.headings.sources, _LAST) + 1
    row = _facts(sheet, row, words.statistics, edition.statistics)
    row = _sentences(sheet, row, words.coverage, edition.coverage)
    row = _sentences(sheet, row, words.notes, edition.notes)
    row = sheet.lines(row, _LAST, [words.provenance], "section")
    for fact in edition.provenance:
        sheet.text(row, 0, fact.label, "label")
        sheet.span(row, fact.figure.text, "text", 1, _LAST)
        row += 1
    sheet.finish(words.page, row, _LAST)


def _facts(sheet: Sheet, row: int, title: str, facts: Sequence[Fact]) -> int:
    row = sheet.lines(row, _LAST, [title], "section")
    for fact in facts:
        sheet.text(row, 0, fact.label, "label")
        sheet.cells(row, 1, [fact.figure, fact.detail])
        row += 1
    return row + 1


def _sentences(sheet: Sheet, row: int, title: str, texts: Sequence[str]) -> int:
    if not texts:
        return row
    row = sheet.lines(row, _LAST, [title], "section")
    return sheet.lines(row, _LAST, texts) + 1
