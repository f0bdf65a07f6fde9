"""The rules by which a cell of a workbook becomes text."""

from __future__ import annotations

import datetime as dt

import pytest

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
        (dt.datetime(2026, 10, 31, 8, 0), "2026-10-31 08:00:00"),
        (dt.datetime(2026, 10, 31, 8, 0, 0, 500_000), "2026-10-31 08:00:00.500000"),
        (dt.time(8, 30), "08:30:00"),
        (dt.timedelta(days=1, hours=12), "1 day, 12:00:00"),
        ("#N/A", "#N/A"),
    ],
)
def test_text_of_a_cell(value, expected):
    """Integral numbers are plain, other floats shortest, dates ISO, truth values in capitals."""
    assert text(value) == expected
