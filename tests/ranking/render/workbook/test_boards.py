"""A board's sheet: what stands where, numbers as numbers, marks as text, native sparklines."""

import re
from dataclasses import replace

import pytest

from ranking.render.view import build
from ranking.render.workbook import workbook
from ranking.render.workbook.boards import layout
from tests.builders.workbooks import around, parts, reopen, small_view, table


@pytest.fixture
def book(edition, zh, names):
    return reopen(workbook(around(build(edition, zh, names))))


def test_a_board_sheet_is_laid_out_for_reading_and_print(book):
    """Merged title, header row, frozen panes, filter, A4 landscape, repeated rows."""
    sheet = book.worksheets[0]
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
    assert sheet["C3"].fill.fgColor.rgb == "FFC8102E"


def test_numbers_are_numbers_with_their_format(book, edition):
    """Full precision in the cell, the method's decimals in its format, ≥ as a format."""
    first = book.worksheets[0]
    assert [first.cell(4 + i, 6).value for i in range(8)] == [
        row.total for row in edition.boards[0].rows
    ]
    assert first["D4"].number_format == "#,##0.00"
    assert book.worksheets[2]["H4"].value == 1_234_567
    assert book.worksheets[2]["H4"].number_format == '"≥"#,##0'
    assert book.worksheets[2]["H6"].number_format == "#,##0"


def test_the_tint_of_the_first_three_asks_for_points(book):
    """A rule of the sheet, so that it holds when rows are sorted."""
    rules = [r for found in book.worksheets[0].conditional_formatting for r in found.rules]
    tint = next(r.formula for r in rules if r.type == "expression")
    assert tint == ["AND(ISNUMBER($A4),$A4<=3,ISNUMBER($F4),$F4>0)"]


def test_changes_are_text(book):
    """A mark is no number, and no sign that a formula could begin with."""
    assert [book.worksheets[0].cell(4 + i, 2).value for i in range(6)] == [
        *("↑3", "↓1", "—"),
        *("新上榜", "重回", "↓12"),
    ]


def test_missing_counts_are_dashes(without_reads, zh, names):
    """A count nobody observed is no zero that a formula could add."""
    sheet = reopen(workbook(around(build(without_reads, zh, names)))).worksheets[2]
    rows = table(sheet, "名次")
    assert {row["总阅读"] for row in rows} == {"—"}


def test_a_board_without_bonus_has_no_columns_for_it(edition, en):
    """Where index and total are one there is one column, and it has the bars."""
    rows = [replace(row, bonus=0.0, total=row.value) for row in edition.boards[0].rows]
    plain = replace(edition, boards=(replace(edition.boards[0], rows=tuple(rows)),))
    view = build(plain, en)
    sheet = reopen(workbook(around(view))).worksheets[0]
    heads = [cell.value for cell in sheet[3]]
    assert heads[:5] == ["Rank", "Change", "Unit", "Index", "Last rank"]
    assert not {"Bonus", "Total"} & set(heads)
    assert (layout(view.boards[0]).total, layout(view.boards[0]).bonus) == (3, False)
    assert "D4:D11" in parts(workbook(around(view)), r"sheet1\.xml$").popitem()[1]


def test_every_trend_is_a_sparkline_over_its_own_row():
    """The range of a unit's sparkline is where that unit stands on the sheet of trends."""
    view = small_view()
    data = workbook(view)
    book = reopen(data)
    trends = book[view.headings.trends]
    xml = parts(data, r"worksheets/sheet1\.xml$")["xl/worksheets/sheet1.xml"]
    found = re.findall(r"<xm:f>(.*?)!([A-Z]+)(\d+):[A-Z]+\d+</xm:f><xm:sqref>(\w+)</", xml)
    units = [row.unit for row in view.edition.boards[0].rows]
    assert sorted(trends[f"B{row}"].value for _, _, row, _ in found) == sorted(units)
    assert {trends[f"A{row}"].value for _, _, row, _ in found} == {view.edition.boards[0].title}


def test_a_first_edition_has_no_trend_column(edition, en):
    """Nothing is drawn where there is one month only."""
    view = build(edition, en)
    assert view.labels.trend not in [
        c.value for c in reopen(workbook(around(view))).worksheets[0][3]
    ]
