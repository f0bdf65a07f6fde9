"""Workbooks made from editions, and reopened by other readers."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl

from ranking.i18n import Language, Translator
from ranking.render.publication_view import PublicationView, publication_view
from ranking.render.view import EditionView
from tests.builders.publications import hostile_publication, shipped_publishing, small_publication


@cache
def small_view(language: Language = "en") -> PublicationView:
    """Return the small office's October, laid out."""
    return publication_view(small_publication(), shipped_publishing(), Translator(language))


@cache
def hostile_view() -> PublicationView:
    """Return the same with something hostile in every text from outside."""
    return publication_view(hostile_publication(), shipped_publishing(), Translator("en"))


def around(edition: EditionView) -> PublicationView:
    """Return an edition with what the small office publishes beside its boards."""
    return replace(small_view(), edition=edition)


def reopen(data: bytes) -> Any:
    """Return the workbook as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it drops data bars and says so
        return openpyxl.load_workbook(io.BytesIO(data))


def parts(data: bytes, pattern: str) -> dict[str, str]:
    """Return the files inside the workbook whose names match."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: archive.read(n).decode() for n in archive.namelist() if re.search(pattern, n)}


def values(sheet: Any) -> list[list[Any]]:
    """Return the rows of a sheet, each without the empty cells at its end."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [list(_stripped(row)) for row in rows]


def _stripped(row: list[Any]) -> Iterator[Any]:
    last = max((place for place, value in enumerate(row) if value is not None), default=-1)
    yield from row[: last + 1]


def table(sheet: Any, head: str) -> list[dict[str, Any]]:
    """Return the rows below the header whose first cell is ``head``, by their headings."""
    rows = values(sheet)
    top = next(number for number, row in enumerate(rows) if row and row[0] == head)
    heads = rows[top]
    found: list[dict[str, Any]] = []
    for row in rows[top + 1 :]:
        if not row:
            break
        found.append(dict(zip(heads, [*row, *[None] * len(heads)], strict=False)))
    return found
