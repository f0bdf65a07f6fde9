"""XLSX sheets with a title row, written in constant memory, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def workbook(path: Path) -> Iterator[Workbook]:
    """Open a new workbook whose texts are never taken for formulas, links or numbers."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _CREATED, "comments": "synthetic 演示数据（合成）"})
        yield book


def write_sheet(
    path: Path, title: str, rows: pl.DataFrame, numbers: frozenset[str] = frozenset()
) -> None:
    """Write one sheet: the title over all columns, the names of the columns, the rows.

    Text cells of the columns ``numbers`` that are all digits become numbers.
    """
    with workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.merge_range(0, 0, 0, rows.width - 1, title)
        sheet.write_row(1, 0, rows.columns)
        write_rows(sheet, 2, rows, numbers)


def write_rows(
    sheet: Worksheet, first: int, rows: pl.DataFrame, numbers: frozenset[str] = frozenset()
) -> None:
    """Write the rows from row ``first`` (0-based) on; null cells stay empty."""
    numeric = [name in numbers for name in rows.columns]
    for number, row in enumerate(rows.iter_rows(), start=first):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            if isinstance(cell, str) and not (numeric[column] and cell.isdigit()):
                sheet.write_string(number, column, cell)
            else:
                sheet.write_number(number, column, int(cell) if isinstance(cell, str) else cell)
