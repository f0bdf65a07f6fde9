"""Spreadsheets as staff have them: merged cells, hidden sheets, dates, ids, passwords."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from connectors.sheets import open_tables, workbook
from connectors.tables import SkippedSheet


@pytest.fixture
def book(tmp_path):
    """An .xlsx to be written; closed by the test."""
    return xlsxwriter.Workbook(tmp_path / "a.xlsx", {"strings_to_urls": False})


def _xls(path: Path, fill) -> Path:
    book = xlwt.Workbook()
    fill(book)
    book.save(str(path))
    return path


def test_row_and_column_are_those_of_the_sheet(tmp_path, book, only):
    """A table that begins at C4 keeps row 4 and column C, and blank rows keep their number."""
    sheet = book.add_worksheet()
    sheet.write("C4", "单位")
    sheet.write("D6", "上海发布")
    book.close()
    assert only(tmp_path / "a.xlsx") == [
        (4, None, None, "单位", None),
        (6, None, None, None, "上海发布"),
    ]


def test_merged_cells_carry_the_value(tmp_path, book, only):
    """A merged title and a unit merged over two rows fill their ranges and nothing else."""
    sheet = book.add_worksheet()
    sheet.merge_range("A1:C1", "2026年10月统计表")
    sheet.merge_range("A2:A3", "浦东新区")
    sheet.write_row("B2", ["账号甲", 1])
    sheet.write_row("B3", ["账号乙", 2])
    sheet.write_row("B4", ["账号丙", 3])
    book.close()
    assert only(tmp_path / "a.xlsx") == [
        (1, "2026年10月统计表", "2026年10月统计表", "2026年10月统计表"),
        (2, "浦东新区", "账号甲", "1"),
        (3, "浦东新区", "账号乙", "2"),
        (4, None, "账号丙", "3"),
    ]


def test_merged_cells_of_xls_and_openpyxl(tmp_path, only):
    """Merged ranges are filled in .xls and in files written by openpyxl, too."""

    def fill(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("a")
        sheet.write_merge(0, 1, 0, 0, "单位")
        sheet.write(1, 1, "阅读数")

    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B2"] = "单位", "阅读数"
    sheet.merge_cells("A1:A2")
    book.save(tmp_path / "a.xlsx")
    expected = [(1, "单位", None), (2, "单位", "阅读数")]
    assert only(_xls(tmp_path / "a.xls", fill)) == expected
    assert only(tmp_path / "a.xlsx") == expected


def test_merge_of_the_whole_grid_stays_inside_the_table(tmp_path, book, only):
    """A range merged over all rows and columns of the grid adds no row and no column."""
    sheet = book.add_worksheet()
    sheet.merge_range("A1:B1", "标题")
    sheet.write("B2", "covered")
    book.close()
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A1:B1"', b'ref="A1:XFD1048576"'))
    assert only(path) == [(1, "标题", "标题"), (2, "标题", "标题")]


def test_hidden_and_empty_sheets_are_reported(tmp_path, book, rows):
    """Hidden, very hidden and empty sheets are skipped by name; chart sheets do not count."""
    book.add_worksheet("数据").write(0, 0, "a")
    for name, hide in (("旧", "hide"), ("秘密", "very_hidden")):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, "secret")
        getattr(sheet, hide)()
    book.add_worksheet("空")
    book.add_worksheet("空白").write(0, 0, "  ")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=数据!$A$1:$A$1"})
    book.add_chartsheet("图").set_chart(chart)
    book.close()
    opened = open_tables(tmp_path / "a.xlsx")
    assert [(table.name, rows(table)) for table in opened.tables] == [("数据", [(1, "a")])]
    assert set(opened.skipped) == {
        SkippedSheet("旧", "hidden"),
        SkippedSheet("秘密", "hidden"),
        SkippedSheet("空", "empty"),
        SkippedSheet("空白", "empty"),
    }


def test_hidden_sheets_of_xls(tmp_path):
    """An .xls tells hidden sheets as well."""

    def fill(book: xlwt.Workbook) -> None:
        book.add_sheet("a").write(0, 0, 1)
        for visibility in (1, 2):
            sheet = book.add_sheet(f"hidden{visibility}")
            sheet.write(0, 0, 1)
            sheet.visibility = visibility

    opened = open_tables(_xls(tmp_path / "a.xls", fill))
    assert [table.name for table in opened.tables] == ["a"]
    assert [sheet.name for sheet in opened.skipped] == ["hidden1", "hidden2"]


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_cells_become_text(tmp_path, only, epoch_1904):
    """Numbers, dates, truth values and ids look as a reader expects, in both epochs."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": epoch_1904}) as book:
        sheet = book.add_worksheet()
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        day = book.add_format({"num_format": "yyyy/m/d"})
        sheet.write_row(0, 0, [45, 0.1, 1e22, 4505721600164261, True, "4505721600164261\t"])
        sheet.write_datetime(0, 6, dt.datetime.fromisoformat("2026-10-31T08:05:01"), moment)
        sheet.write_datetime(0, 7, dt.date(2026, 10, 31), day)
        sheet.write(0, 8, "　10万+ ")
    expected = ["45", "0.1", str(10**22), "4505721600164261", "TRUE", "4505721600164261"]
    expected += ["2026-10-31 08:05:01", "2026-10-31", "10万+"]
    assert only(path) == [(1, *expected)]


def test_formula_without_a_stored_value_is_null(tmp_path, only):
    """A formula that no program has computed yet has no value; the cell beside it counts."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "=1+1", "x"
    book.save(tmp_path / "a.xlsx")
    assert only(tmp_path / "a.xlsx") == [(1, None, "x")]


def test_hostile_characters_are_shown(tmp_path, book, only):
    """Control characters, also the reader's own separators, become U+FFFD; line breaks stay."""
    book.add_worksheet().write_row(0, 0, ["a\x1fb\x1ec", "x\ny", "\x07", '"q", w'])
    book.close()
    assert only(tmp_path / "a.xlsx") == [(1, "a�b�c", "x\ny", "�", '"q", w')]


def test_encrypted_xlsx_is_refused(tmp_path, book, refusal):
    """A workbook with a password is refused with the way to remove it."""
    book.add_worksheet().write(0, 0, "x")
    book.close()
    path = tmp_path / "enc.xlsx"
    with (tmp_path / "a.xlsx").open("rb") as plain, path.open("wb+") as out:
        OOXMLFile(plain).encrypt("secret", out)
    error = refusal(path)
    assert "protected by a password" in str(error)
    assert "remove the password" in error.hint


def test_encrypted_xls_is_refused(tmp_path, refusal):
    """An .xls whose stream begins with an encryption record asks for a copy without password."""
    path = _xls(tmp_path / "a.xls", lambda book: book.add_sheet("a").write(0, 0, "x"))
    # xlwt cannot encrypt: its WRITEACCESS record (5C) is relabelled FILEPASS (2F).
    data = path.read_bytes()
    assert data.count(b"\x5c\x00\x70\x00") == 1
    path.write_bytes(data.replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00"))
    assert "protected by a password" in str(refusal(path))


def test_cell_in_a_far_corner_ends_in_a_message(tmp_path, book, refusal):
    """Two cells in opposite corners, which would need gigabytes, do not end the program."""
    sheet = book.add_worksheet()
    sheet.write(0, 0, "x")
    sheet.write(1_048_575, 16_383, "y")
    book.close()
    error = refusal(tmp_path / "a.xlsx")
    assert "memory allocation" in str(error)
    assert "delete unused rows and columns" in error.hint


def test_too_many_cells_are_refused_by_name(tmp_path, book, refusal, monkeypatch):
    """A sheet that spans too many cells is named with its size."""
    large = {"name": "大表", "rows": 4000, "width": 12600}
    monkeypatch.setattr(workbook, "_parse", lambda *_: {"too_large": large})
    book.add_worksheet().write(0, 0, "x")
    book.close()
    error = refusal(tmp_path / "a.xlsx")
    assert "Sheet 大表" in str(error)
    assert "4000 rows and 12600 columns" in str(error)


def test_endless_parsing_is_stopped(tmp_path, book, refusal, monkeypatch):
    """A parser that takes too long is ended."""
    monkeypatch.setattr(workbook, "PARSE_SECONDS", 0.001)
    book.add_worksheet().write(0, 0, "x")
    book.close()
    assert "could not be parsed within" in str(refusal(tmp_path / "a.xlsx"))


def test_nothing_is_left_behind(tmp_path, book, monkeypatch):
    """Reading leaves no temporary file, and a table can be read twice after the file is gone."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    book.add_worksheet().write(0, 0, "x")
    book.close()
    (table,) = open_tables(tmp_path / "a.xlsx").tables
    (tmp_path / "a.xlsx").unlink()
    assert list(scratch.iterdir()) == []
    first, second = (next(table.chunks()) for _ in range(2))
    assert first.equals(second)
