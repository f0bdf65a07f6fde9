"""Delimited text in chunks: no record, no field and no row number is lost."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.sheets import blocks, delimited, open_tables
from connectors.tables import SkippedSheet, UnreadableFileError

_CELL = st.text(
    st.one_of(st.sampled_from('",\n\r\t; 国a1'), st.characters(codec="utf-8")), max_size=8
)


def _expected(text: str) -> list[tuple[object, ...]]:
    """Rows as Python's csv module sees them, cleaned by the documented rules."""
    records = list(csv.reader(io.StringIO(text, newline="")))
    width = max(map(len, records))
    rows = []
    for number, record in enumerate(records, 1):
        cells = [blocks.replace_controls(cell).strip() or None for cell in record]
        if any(cells):
            rows.append((number, *cells, *[None] * (width - len(cells))))
    return rows


def test_quoted_line_breaks_belong_to_the_cell(tmp_path, only):
    """A quoted cell keeps its line breaks, commas and doubled quotes."""
    path = tmp_path / "a.csv"
    path.write_bytes('id,正文\r\n1,"第一行\n第二行, ""引用"""\r\n2,b\r\n'.encode())
    assert only(path) == [(1, "id", "正文"), (2, "1", '第一行\n第二行, "引用"'), (3, "2", "b")]


def test_narrow_title_rows_and_blank_records(tmp_path, only):
    """Title rows may be narrower than the header; blank records keep their number."""
    path = tmp_path / "a.csv"
    path.write_bytes("\n十月统计表\n\n单位,阅读\n , \nA,1\n,,\n".encode())
    assert only(path) == [
        (2, "十月统计表", None, None),
        (4, "单位", "阅读", None),
        (6, "A", "1", None),
    ]


@pytest.mark.parametrize("quote", ["", '"'])
def test_late_wider_row_widens_the_table(tmp_path, rows, quote):
    """A row far below that is wider than all before loses nothing; short rows end in nulls."""
    lines = [f"{quote}a{quote},b"] * 200 + ["1,2,3,4", "5"]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines))
    (table,) = open_tables(path).tables
    assert table.width == 4
    assert rows(table)[-2:] == [(201, "1", "2", "3", "4"), (202, "5", None, None, None)]


def test_control_characters_become_visible(tmp_path, only):
    """NUL and its kin become U+FFFD; the tab that guards weibo-crawler ids is cut."""
    path = tmp_path / "a.csv"
    path.write_bytes(b'a\x00b,\x1fc\n45057\t,"d\x00\x1ee"\n\xc2\x85x,\x7f\n')
    assert only(path) == [(1, "a�b", "�c"), (2, "45057", "d��e"), (3, "�x", "�")]


def test_old_mac_line_breaks(tmp_path, only):
    """Records that end in a single CR are records."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\r1,2\r3,4")
    assert only(path) == [(1, "a", "b"), (2, "1", "2"), (3, "3", "4")]


def test_text_without_a_cell_is_skipped_as_empty(tmp_path):
    """A file of blank lines has no table and says so."""
    path = tmp_path / "空.csv"
    path.write_bytes(b"\xef\xbb\xbf\n , \n\n")
    opened = open_tables(path)
    assert opened.tables == ()
    assert opened.skipped == (SkippedSheet("空", "empty"),)


@pytest.mark.parametrize("content", ['a,b\n1,2\n3,"4\n5,6\n', 'a,b\n1,2\n3,"4" x\n5,6\n'])
def test_broken_quoting_is_refused_with_its_row(tmp_path, refusal, content):
    """A quote that would swallow the rest of the file is refused where it begins."""
    path = tmp_path / "a.csv"
    path.write_text(content)
    error = refusal(path)
    assert "from row 3 on" in str(error)
    assert "double every quote" in error.hint


def test_long_article_is_one_cell(tmp_path, only):
    """A cell longer than Python's usual limit of 131,072 characters is read."""
    path = tmp_path / "a.csv"
    path.write_text('a,"' + "文" * 200_000 + '\n"\n', encoding="utf-8")
    assert len(only(path)[0][2]) == 200_000


def test_endless_line_is_refused(tmp_path, refusal, monkeypatch):
    """A stretch without a line break is refused before it fills the memory."""
    monkeypatch.setattr(delimited, "LINE_BYTES", 1000)
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + "x" * 2000)
    assert "more than 1000 bytes without a line break" in str(refusal(path))


def test_too_many_columns_are_refused(tmp_path, refusal):
    """A row wider than any spreadsheet is refused."""
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + "," * 20_000)
    assert "20001 columns" in str(refusal(path))


def test_file_that_changes_while_read_is_refused(tmp_path):
    """A file that grew wider after it was opened is an error, not a silent loss."""
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    (table,) = open_tables(path).tables
    path.write_text("a,b\n1,2,3\n")
    with pytest.raises(UnreadableFileError, match="changed while it was being read"):
        list(table.chunks())


def test_chunks_start_again_and_are_bounded(tmp_path, monkeypatch):
    """Every call starts again, chunks are bounded, and row numbers run on across blocks."""
    monkeypatch.setattr(blocks, "BLOCK_CHARS", 500)
    monkeypatch.setattr(blocks, "CHUNK_ROWS", 7)
    path = tmp_path / "a.csv"
    path.write_text("".join(f'{i},"x\n{i}"\n' if i % 50 == 49 else f"{i},y\n" for i in range(400)))
    (table,) = open_tables(path).tables
    frames = list(table.chunks())
    assert max(frame.height for frame in frames) <= 7
    assert pl.concat(frames)["row"].to_list() == list(range(1, 401))
    assert pl.concat(frames)["c0"].to_list() == [str(i) for i in range(400)]
    assert pl.concat(table.chunks()).equals(pl.concat(frames))


def test_memory_does_not_grow_with_the_file(tmp_path, monkeypatch):
    """Reading in chunks holds a few blocks of text at once, not the file."""
    monkeypatch.setattr(blocks, "BLOCK_CHARS", 1 << 16)
    path = tmp_path / "a.csv"
    path.write_text("post,https://example.cn/a,1,2,3\n" * 300_000)
    tracemalloc.start()
    rows = sum(frame.height for frame in open_tables(path).tables[0].chunks())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == 300_000
    assert peak < path.stat().st_size / 2


@pytest.mark.slow
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    records=st.lists(st.lists(_CELL, min_size=2, max_size=4), min_size=1, max_size=6),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_written_cells_come_back(tmp_path: Path, only, records, quoting):
    """Any table written by Python's csv module is read back cell by cell."""
    records = [["编号", "正文", "三", "四"]] * 100 + records
    text = io.StringIO(newline="")
    csv.writer(text, quoting=quoting).writerows(records)
    path = tmp_path / "a.csv"
    path.write_bytes(text.getvalue().encode())
    assert only(path) == _expected(text.getvalue())


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(st.sampled_from("a,\n\r 国\t1\x00;"), max_size=40))
def test_any_unquoted_text_is_split_alike(tmp_path: Path, only, body):
    """Text without quotes is split by Polars exactly as Python's csv module splits it."""
    text = "编号,正文,三,四,五\n" * 30 + body
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    assert only(path) == _expected(text)
