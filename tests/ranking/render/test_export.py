"""The files of an edition: safe names, all formats, equal numbers."""

import csv
import io
import json
import re

from python_calamine import CalamineWorkbook

from ranking.render.export import files


def test_files_are_named_by_list_and_month(edition, zh):
    """No title, unit or office enters a file name."""
    assert set(files(edition, zh)) == {
        "shanghai-2026-10.json",
        "shanghai-2026-10.csv",
        "shanghai-2026-10.xlsx",
    }


def test_synthetic_files_say_so_in_their_names(without_reads, zh):
    """A copy in a mail still tells."""
    assert all("-synthetic." in name for name in files(without_reads, zh))


def test_a_hostile_list_id_leads_nowhere(hostile, zh):
    """Names hold letters, digits and dashes only, so they stay in the folder asked for."""
    assert all(re.fullmatch(r"[\w-]+\.(json|csv|xlsx)", name) for name in files(hostile, zh))


def test_numbers_are_equal_across_formats(edition, zh, names):
    """JSON, CSV and XLSX hold the same totals to the last bit."""
    made = files(edition, zh, names)
    record = json.loads(made["shanghai-2026-10.json"])
    expected = [row["total"] for board in record["boards"] for row in board["rows"]]
    text = made["shanghai-2026-10.csv"].decode("utf-8-sig")
    assert [float(row[7]) for row in list(csv.reader(io.StringIO(text)))[1:]] == expected
    book = CalamineWorkbook.from_filelike(io.BytesIO(made["shanghai-2026-10.xlsx"]))
    sheets = [book.get_sheet_by_index(i).to_python() for i in range(4)]
    totals = [row[5] for sheet in sheets for row in sheet[3:] if isinstance(row[5], float)]
    assert totals == expected
