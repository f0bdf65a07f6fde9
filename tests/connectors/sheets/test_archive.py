"""Zip bombs and hostile archives are refused before a parser sees them."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from connectors.sheets import archive


@pytest.fixture
def never_parsed(monkeypatch):
    """Fail the test when the parser is started."""
    monkeypatch.setattr(
        "connectors.sheets.workbook._parse", lambda *_: pytest.fail("the parser was started")
    )


def _bomb(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", "<workbook/>")
        for name, content in parts.items():
            out.writestr(name, content)
    return path


def test_high_ratio_is_refused(tmp_path, refusal, never_parsed):
    """50 MB of zeros in 50 kB are refused by their ratio."""
    path = _bomb(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": bytes(50 << 20)})
    assert path.stat().st_size < 100_000
    error = refusal(path)
    assert "zip bomb" in str(error)
    assert "sheet1.xml" in str(error)
    assert error.params["allowed"] == archive.MAX_RATIO


def test_large_total_is_refused(tmp_path, refusal, never_parsed, monkeypatch):
    """Parts that are bearable one by one are refused by their sum."""
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1 << 20)
    path = _bomb(tmp_path / "a.xlsx", {f"xl/p{i}.xml": bytes(300 << 10) for i in range(4)})
    error = refusal(path)
    assert "zip bomb: it unpacks to" in str(error)


def test_many_parts_are_refused(tmp_path, refusal, never_parsed):
    """More parts than any workbook has are refused."""
    path = _bomb(tmp_path / "a.xlsx", {f"xl/p{i}": b"" for i in range(archive.MAX_ENTRIES)})
    assert f"{archive.MAX_ENTRIES + 1} parts" in str(refusal(path))


@pytest.mark.parametrize("declared", [10, 1 << 20])
def test_lying_size_is_caught(tmp_path, refusal, never_parsed, declared):
    """A part that unpacks to more or less than the archive declares is refused."""
    path = _bomb(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": bytes(500 << 10)})
    data = bytearray(path.read_bytes())
    truth = struct.pack("<I", 500 << 10)
    assert data.count(truth) == 2
    path.write_bytes(data.replace(truth, struct.pack("<I", declared)))
    error = refusal(path)
    assert "does not have the" in str(error)
    assert error.params["declared"] == declared


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "a\\..\\..\\evil", "C:\\evil"])
def test_dangerous_names_are_refused(tmp_path, refusal, never_parsed, name):
    """A part whose name leaves the archive is refused."""
    path = _bomb(tmp_path / "a.xlsx", {name: b"x"})
    assert "dangerous name" in str(refusal(path))


def test_unusual_compression_is_refused(tmp_path, refusal, never_parsed):
    """A part packed in a way no spreadsheet program uses is refused."""
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_LZMA) as out:
        out.writestr("xl/workbook.xml", "<workbook/>")
    assert "compression method" in str(refusal(tmp_path / "a.xlsx"))


def test_password_of_a_zip_is_named(tmp_path, refusal, never_parsed):
    """A zip archive with an encrypted part asks for a copy without a password."""
    path = _bomb(tmp_path / "a.xlsx", {})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "password" in str(refusal(path))


def test_truncated_archive_is_refused(tmp_path, refusal, never_parsed):
    """A download that broke off is refused as damaged."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "x")
    path.write_bytes(path.read_bytes()[:-100])
    assert "is damaged: its zip archive" in str(refusal(path))


def test_repetitive_sheet_is_no_bomb(tmp_path, only, monkeypatch):
    """A real sheet of equal rows packs well, yet far below the allowed ratio."""
    monkeypatch.setattr(archive, "RATIO_FLOOR", 10_000)
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for row in range(2_000):
            sheet.write_row(row, 0, ["新闻客户端", "是", "2026-10-31 08:00:00", 0, 0, 0, 0, 0])
    assert len(only(tmp_path / "a.xlsx")) == 2_000
