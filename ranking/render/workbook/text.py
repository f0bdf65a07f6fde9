"""The text of the edition, and every figure in it at full precision with its source."""

from __future__ import annotations

from collections.abc import Iterator

from ranking.render.publication_view import PublicationView
from ranking.render.safe import line
from ranking.render.text_view import TextFigure, TextSection
from ranking.render.workbook.sheet import Sheet

_WIDTHS = (16, 24, 20, 40)
_LAST = len(_WIDTHS) - 1


def text_sheet(sheet: Sheet, view: PublicationView) -> None:
    """Write the paragraphs under their headings, then the figures."""
    edition, heads = view.edition, view.headings
    sheet.widths(_WIDTHS)
    row = sheet.heading(edition, heads.text, _LAST) + 1
    join = "" if view.language == "zh" else " "
    for section in view.text:
        row = sheet.lines(row, _LAST, [section.heading], "section")
        paragraphs = [join.join(s.text for s in sentences) for sentences in section.paragraphs]
        row = sheet.lines(row, _LAST, paragraphs, "paragraph") + 1
    row = sheet.lines(row, _LAST, [heads.figures], "section")
    row = sheet.header(row, [heads.text, heads.figure, heads.value, heads.source])
    for section, figure in _figures(view):
        sheet.cells(row, 0, [section.heading, figure.text, "", "\n".join(map(line, figure.source))])
        sheet.exact(row, 2, figure.value)
        row += 1
    sheet.finish(edition.labels.page, row, _LAST)


def _figures(view: PublicationView) -> Iterator[tuple[TextSection, TextFigure]]:
    for section in view.text:
        for paragraph in section.paragraphs:
            for sentence in paragraph:
                for piece in sentence.pieces:
                    if isinstance(piece, TextFigure):
                        yield section, piece
