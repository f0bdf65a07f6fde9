"""The rules by which a cell of a workbook becomes text, and the bound on a sheet's size."""

from __future__ import annotations

import datetime as dt

import pytest
import python_calamine
import xlsxwriter

from connectors.sheets import workbook_child
from connectors.sheets.workbook_child import text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, "3"),
        (3.0, "3"),
        (-0.0, "0"),
        (1234567890123456.0, "1234567890123456"),
        (2.0**60, "1152921504606846976"),
        (0.1, "0.1"),
        (1e-7, "1e-07"),
        (False, "FALSE"),
        (dt.date(2026, 10, 31), "2026-10-31"),
        (dt.datetime.fromisoformat("2026-10-31T08:00"), "2026-10-31 08:00:00"),
        (dt.datetime.fromisoformat("2026-10-31T08:00:00.5"), "2026-10-31 08:00:00.500000"),
        (dt.time(8, 30), "08:30:00"),
        (dt.timedelta(days=1, hours=12), "1 day, 12:00:00"),
        ("#N/A", "#N/A"),
    ],
)
def test_text_of_a_cell(value, expected):
    """Integral numbers are plain, other floats shortest, dates ISO, truth values in capitals."""
    assert text(value) == expected


def test_sheet_with_too_many_cells_is_reported(tmp_path, monkeypatch):
    """A sheet beyond the limit is reported with its true size and not written."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("大表")
        sheet.write("B2", 1)
        sheet.write("C4", 1)
    monkeypatch.setattr(workbook_child, "MAX_CELLS", 11)
    report = {"sheets": [], "skipped": []}
    with python_calamine.load_workbook(tmp_path / "a.xlsx") as parsed:
        workbook_child._extract(parsed, 0, tmp_path, report)
    assert report["too_large"] == {"name": "大表", "rows": 4, "width": 3}
    assert report["sheets"] == []
