"""The kind of a file is found in its content; what is no table is refused by name."""

from __future__ import annotations

import gzip
import os
import zipfile

import pytest
import xlsxwriter
import xlwt


def test_empty_file_is_refused(tmp_path, refusal):
    """A file of 0 bytes is refused."""
    path = tmp_path / "a.xlsx"
    path.touch()
    assert "is empty (0 bytes)" in str(refusal(path))


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        b"\xef\xbb\xbf\r\n  <!DOCTYPE html><html>",
        "<table><tr><td>单位</td></tr></table>".encode("gb18030"),
        "\ufeff<html>".encode("utf-16-le"),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
    ],
)
def test_html_under_a_spreadsheets_name_is_refused(tmp_path, refusal, content):
    """A web page saved as .xls is refused with the way to repair it."""
    path = tmp_path / "导出.xls"
    path.write_bytes(content)
    error = refusal(path)
    assert "web page (HTML)" in str(error)
    assert "save it there as .xlsx" in error.hint


def test_xml_spreadsheet_2003_is_refused(tmp_path, refusal):
    """The XML format of Excel 2003 is named as such."""
    path = tmp_path / "a.xls"
    path.write_text('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook>')
    assert "XML spreadsheet of 2003" in str(refusal(path))


def test_packed_files_are_refused(tmp_path, refusal):
    """A gzip archive must be unpacked first."""
    path = tmp_path / "a.csv"
    path.write_bytes(gzip.compress(b"a,b\n"))
    error = refusal(path)
    assert "packed archive" in str(error)
    assert "Unpack" in error.hint


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"SQLite format 3\0" + bytes(100)])
def test_other_documents_are_refused(tmp_path, refusal, content):
    """A document of another kind is refused whatever its name."""
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert "binary file of another kind" in str(refusal(path))


def test_utf16_without_its_mark_is_refused(tmp_path, refusal):
    """UTF-16 without a byte order mark is not read as text full of NUL characters."""
    path = tmp_path / "a.csv"
    path.write_bytes(("post,reads\n" * 20).encode("utf-16-le"))
    assert "binary file" in str(refusal(path))


def test_random_bytes_are_refused(tmp_path, refusal):
    """Noise is refused as no text or as binary."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x80" + os.urandom(5000))
    refusal(path)


def test_xls_named_xlsx_is_read(tmp_path, only):
    """The WeChat back office writes .xls and names it .xlsx."""
    book = xlwt.Workbook()
    book.add_sheet("数据").write(0, 0, "内容标题")
    path = tmp_path / "export.xlsx"
    book.save(str(path))
    assert only(path) == [(1, "内容标题")]


def test_xlsx_named_xls_is_read(tmp_path, only):
    """An .xlsx under another name is still an .xlsx."""
    path = tmp_path / "a.xls"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "标题")
    assert only(path) == [(1, "标题")]


def test_zip_of_other_things_is_refused(tmp_path, refusal):
    """A zip archive of CSV files must be unpacked first."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "a,b\n")
    error = refusal(path)
    assert "zip archive without a workbook" in str(error)
    assert "unpack it" in error.hint


def test_ole_without_workbook_is_refused(tmp_path, refusal):
    """An OLE file that is no workbook is refused."""
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    assert "damaged or holds no sheet" in str(refusal(path))
