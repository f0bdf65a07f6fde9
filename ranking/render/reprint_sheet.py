"""The review list as a table for colleagues, who fill in one column: CSV or XLSX.

The same items give the same bytes. Every text is written as text: no formula, no link.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from ranking.i18n import Translator
from ranking.model.reprint_matching import ReviewItem
from ranking.render.labels import local_time, named
from ranking.render.network_cells import percent
from ranking.render.reprint_list import named_channel
from ranking.render.reprint_words import reason_names
from ranking.render.safe import csv_cell, line

_WIDTHS = (14, 10, 16, 30, 17, 40, 24, 20, 30, 17, 40, 24, 10, 30)
"""Characters a column, in the order of the headings."""
_DECISION = 1
"""Number of the column that is filled in."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - when a workbook was made is not told
_HEADER = {"bold": True, "bg_color": "#F2F2F2", "border": 1, "text_wrap": True}
_TEXT = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}


def headings(tr: Translator) -> list[str]:
    """Return the headings; ``id`` and ``decision`` are those by which the list is read back."""
    return [
        tr("id"),
        tr("decision"),
        tr("unit"),
        tr("post title"),
        tr("post published"),
        tr("beginning of the post"),
        tr("address of the post"),
        tr("published in"),
        tr("article title"),
        tr("article published"),
        tr("beginning of the article"),
        tr("address of the article"),
        tr("similarity"),
        tr("why doubtful"),
    ]


def csv_bytes(items: Sequence[ReviewItem], tr: Translator) -> bytes:
    """Return the list for Excel and WPS: UTF-8 with BOM, RFC 4180, no live formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (headings(tr), *(_cells(item, tr) for item in items)):
        writer.writerow(map(csv_cell, row))
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(items: Sequence[ReviewItem], tr: Translator) -> bytes:
    """Return the list as a workbook of one sheet, with the two answers to choose from."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, _OPTIONS)
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet(line(tr("for review")))
    header, text = book.add_format(_HEADER), book.add_format(_TEXT)
    for column, (head, width) in enumerate(zip(headings(tr), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, header)
    for row, item in enumerate(items, start=1):
        for column, cell in enumerate(_cells(item, tr)):
            sheet.write(row, column, cell or None, text)
    if items:
        answers = {"validate": "list", "source": [tr("accept"), tr("reject")]}
        sheet.data_validation(1, _DECISION, len(items), _DECISION, answers)
    sheet.freeze_panes(1, _DECISION + 1)
    book.close()
    return buffer.getvalue()


WRITERS: Mapping[str, Callable[[Sequence[ReviewItem], Translator], bytes]] = {
    ".csv": csv_bytes,
    ".xlsx": xlsx_bytes,
}
"""How a file name ends → what writes such a file."""


def _cells(item: ReviewItem, tr: Translator) -> list[str]:
    """Return the cells of an item, texts cleaned; the decision is empty, to be filled in."""
    texts = (
        item.id,
        "",
        item.unit,
        item.post_title or "",
        local_time(item.post_published_at),
        item.post_excerpt,
        item.post_url or "",
        named_channel(item, tr),
        item.title or "",
        local_time(item.published_at) if item.published_at else "",
        item.excerpt,
        item.url or "",
        percent(item.similarity),
        named(reason_names(tr), item.reason),
    )
    return [line(text) for text in texts]
