"""The workbook: sheets, numbers as numbers, text as text, the same bytes every time."""

import io
import re
import warnings
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from ranking.render.safe import line
from ranking.render.view import build
from ranking.render.workbook import workbook


def reopen(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl drops data bars and says so
        return openpyxl.load_workbook(io.BytesIO(data))


def parts(data, pattern):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: archive.read(n).decode() for n in archive.namelist() if re.search(pattern, n)}


def test_sheets_in_reading_order(edition, zh, names):
    """Boards first, then charts, details, posts, campaigns, method and data."""
    book = reopen(workbook(build(edition, zh, names)))
    assert book.sheetnames == [
        "传播力指数榜 · 各区",
        "传播力指数榜 · 委办局与人民团体",
        "影响力指数榜 · 各区",
        "影响力指数榜 · 委办局与人民团体",
        "图表",
        "单位明细",
        "热门稿件",
        "主题宣传",
        "方法与数据说明",
    ]


def test_a_board_sheet_is_laid_out_for_reading_and_print(edition, zh, names):
    """Merged title, header row, frozen panes, filter, A4 landscape, repeated rows, footer."""
    sheet = reopen(workbook(build(edition, zh, names))).worksheets[0]
    assert "A1:K1" in map(str, sheet.merged_cells.ranges)
    assert sheet["A1"].value.startswith("上海市政务新媒体传播影响力榜（2026年10月）")
    assert "草稿" in sheet["A2"].value
    assert [c.value for c in sheet[3]][:7] == [
        "名次",
        "变化",
        "单位",
        "指数",
        "加分",
        "总分",
        "上期名次",
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D4", "A3:K11")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet["C3"].fill.fgColor.rgb == "FFC8102E"


def test_numbers_are_numbers_with_their_format(edition, zh, names):
    """Full precision in the cell, the method's decimals in its format, ≥ as a format."""
    book = reopen(workbook(build(edition, zh, names)))
    first = book.worksheets[0]
    assert [first.cell(4 + i, 6).value for i in range(8)] == [
        row.total for row in edition.boards[0].rows
    ]
    assert first["D4"].number_format == "#,##0.00"
    assert book.worksheets[2]["H4"].value == 1_234_567
    assert book.worksheets[2]["H4"].number_format == '"≥"#,##0'
    assert book.worksheets[2]["H6"].number_format == "#,##0"


def test_missing_counts_are_dashes(without_reads, zh, names):
    """A count nobody observed is no zero that a formula could add."""
    book = reopen(workbook(build(without_reads, zh, names)))
    sheet = book.worksheets[2]
    assert {sheet.cell(row, 8).value for row in range(5, 13)} == {"—"}


def test_synthetic_data_are_labelled_on_every_sheet(without_reads, zh):
    """Each sheet says so in its title and in a row of its own."""
    for sheet in reopen(workbook(build(without_reads, zh))).worksheets:
        assert sheet["A1"].value.startswith("【模拟数据】")
        assert "模拟数据" in sheet["A3"].value


def test_the_method_sheet_identifies_everything(edition, zh):
    """Method, its hash, the inputs' hashes, coverage, statistics and notes can be read there."""
    sheet = reopen(workbook(build(edition, zh))).worksheets[-1]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for wanted in ("shanghai 1", "5f" * 32, "ab" * 32, "govrank 0.1.0", "2026-11-03 09:00"):
        assert any(wanted in cell for cell in cells)
    assert any("其余为缺测，不是零" in cell for cell in cells)
    assert "7654321" in cells


def test_two_builds_are_identical(edition, hostile, zh):
    """The bytes depend on the edition alone: no clock, neither inside nor on the zip's entries."""
    for one in (edition, hostile):
        data = workbook(build(one, zh))
        assert workbook(build(one, zh)) == data
        core = parts(data, r"core\.xml$")["docProps/core.xml"]
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-11-03T01:00:00Z"}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_hostile_text_is_neither_formula_nor_link(hostile, hostile_texts, zh):
    """Reopened by two readers: no formula, no link, and the same text in each cell."""
    data = workbook(build(hostile, zh))
    assert not [xml for xml in parts(data, r"sheet\d+\.xml$").values() if "<f>" in xml]
    assert not [xml for xml in parts(data, r"\.rels$").values() if "hyperlink" in xml]
    book = reopen(data)
    for sheet in book.worksheets:
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
        assert not [c for row in sheet.iter_rows() for c in row if c.hyperlink]
    units = [line(row.unit) for row in hostile.boards[0].rows]
    assert [book.worksheets[0].cell(4 + i, 3).value for i in range(8)] == units
    titles = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(6).to_python()
    assert [row[1] for row in titles[-len(hostile_texts) :]] == list(map(line, hostile_texts))


def test_charts_show_the_first_ten(edition, zh):
    """One native bar chart per board, over units and totals of its sheet, from zero."""
    charts = parts(workbook(build(edition, zh)), r"charts/chart\d+\.xml$")
    assert len(charts) == 4
    assert "'传播力指数榜 · 各区'!$C$4:$C$11" in charts["xl/charts/chart1.xml"]
    assert '<c:min val="0"/>' in charts["xl/charts/chart1.xml"]


def test_empty_boards_make_a_valid_workbook(edition, zh):
    """A board without rows has a header and no chart."""
    bare = replace(edition, boards=(replace(edition.boards[0], rows=()),), campaigns=())
    data = workbook(build(bare, zh))
    assert not parts(data, r"charts/chart\d+\.xml$")
    assert reopen(data).worksheets[0]["A3"].value == "名次"


@pytest.mark.parametrize("length", [20_000, 70_000])
def test_an_endless_text_is_cut_not_lost(edition, zh, length):
    """Excel refuses long cells: the start of the text stays, and an ellipsis says so."""
    long = replace(edition, footnotes=("名" * length,))
    sheet = reopen(workbook(build(long, zh))).worksheets[0]
    texts = [str(row[0].value) for row in sheet.iter_rows() if row[0].value]
    assert texts[-1].startswith("名名")
    assert texts[-1].endswith("…")
