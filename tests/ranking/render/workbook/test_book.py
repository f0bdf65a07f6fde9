"""The workbook as a whole: its sheets, text that stays text, the same bytes every time."""

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from ranking.render.safe import line
from ranking.render.view import build
from ranking.render.workbook import workbook
from tests.builders.workbooks import around, hostile_view, parts, reopen, small_view, values

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def small():
    return workbook(small_view())


@pytest.fixture(scope="module")
def hostile_data():
    return workbook(hostile_view())


def test_sheets_in_reading_order(small):
    """Boards first, then how they came about, then posts and units, then the text and the data."""
    view = small_view()
    words, heads = view.edition.labels, view.headings
    indexes = list(dict.fromkeys(board.index_name for board in view.edition.boards))
    assert reopen(small).sheetnames == [
        *(board.title for board in view.edition.boards),
        heads.trends,
        words.charts,
        *(f"{heads.breakdown} {name}" for name in indexes),
        words.top_posts,
        heads.unit_posts,
        heads.accounts,
        heads.channels,
        words.campaigns,
        view.topics.title,
        heads.text,
        heads.method,
        heads.sources,
    ]


def test_a_sheet_without_anything_to_say_is_left_out(edition, en):
    """No trend in a first edition, no text, topics, posts or campaigns where there are none."""
    view = replace(around(build(edition, en)), text=(), units=())
    view = replace(view, topics=replace(view.topics, rows=()))
    bare = replace(view.edition, campaigns=(), top_posts=replace(view.edition.top_posts, rows=()))
    reprinted = replace(view.most_reprinted, rows=())
    names = reopen(workbook(replace(view, edition=bare, most_reprinted=reprinted))).sheetnames
    assert names[len(bare.boards)] == bare.labels.charts
    assert names[-2:] == [view.headings.method, view.headings.sources]
    left = {bare.labels.top_posts, view.headings.unit_posts, view.headings.text}
    assert not left & set(names)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sheet_is_ready_to_print(language):
    """A4, one page wide, repeated title rows of tables, page numbers, no grid."""
    book = reopen(workbook(small_view(language)))
    page = small_view(language).edition.labels.page
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
            0,
            True,
        )
        assert sheet.oddFooter.center.text == page
        assert sheet.print_area
        assert not sheet.sheet_view.showGridLines
    assert all(s.print_title_rows and s.auto_filter.ref and s.freeze_panes for s in _tables(book))


def _tables(book):
    """Return the sheets that are one table: all but charts, text, method and sources."""
    small = small_view()
    trend = len(small.edition.boards)
    return [s for n, s in enumerate(book.worksheets[:-3]) if n != trend + 1]


def test_synthetic_data_are_labelled_on_every_sheet(without_reads, zh):
    """Each sheet says so in its title and in a row of its own."""
    for sheet in reopen(workbook(around(build(without_reads, zh)))).worksheets:
        assert sheet["A1"].value.startswith("【模拟数据】")
        assert "模拟数据" in sheet["A3"].value


def test_the_bytes_depend_on_the_edition_alone(small, hostile_data):
    """No clock, neither inside nor on the zip's entries."""
    for view, data in ((small_view(), small), (hostile_view(), hostile_data)):
        assert workbook(view) == data
        core = parts(data, r"core\.xml$")["docProps/core.xml"]
        assert len(set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core))) == 1
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


@pytest.mark.slow
def test_another_process_writes_the_same_bytes(small):
    """Hash seeds and import order do not matter."""
    code = (
        "import sys, hashlib; from tests.builders.workbooks import small_view; "
        "from ranking.render.workbook import workbook; "
        "print(hashlib.sha256(workbook(small_view())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_hostile_text_is_neither_formula_nor_link(hostile_data):
    """Reopened: no formula in a cell, no link, no field that leads out of the file."""
    assert not [xml for xml in parts(hostile_data, r"sheet\d+\.xml$").values() if "<f>" in xml]
    assert not [x for x in parts(hostile_data, r"\.rels$").values() if "hyperlink" in x.lower()]
    assert not parts(hostile_data, r"external|vba|connections")
    for sheet in reopen(hostile_data).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_hostile_text_reads_back_as_it_was(hostile_data):
    """Two readers find every unit of every board, cleaned of what moves a cursor, unchanged."""
    view = hostile_view()
    first = 4 if view.edition.warning else 3
    by_calamine = CalamineWorkbook.from_filelike(io.BytesIO(hostile_data))
    book = reopen(hostile_data)
    for number, board in enumerate(view.edition.boards):
        units = [row.unit for row in board.rows]
        found = [row[2] for row in values(book.worksheets[number])[first:][: len(units)]]
        assert found == units
        rows = by_calamine.get_sheet_by_index(number).to_python(skip_empty_area=False)
        assert [row[2] for row in rows[first:][: len(units)]] == units


def test_hostile_boards_of_older_editions_too(hostile, hostile_texts, zh):
    """Post titles of an edition keep their text, whatever they look like."""
    view = replace(around(build(hostile, zh)), units=())
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(view)))
    rows = book.get_sheet_by_name(view.edition.labels.top_posts).to_python()
    titles = [row[2] for row in rows]
    assert [t for t in map(line, hostile_texts) if t not in titles] == []


def test_sheet_names_are_never_too_long_or_equal(hostile_data):
    """Excel refuses more than 31 characters, some signs, and two names that fold to one."""
    names = reopen(hostile_data).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(n.encode("utf-16-le")) <= 62 and not set("[]:*?/\\") & set(n) for n in names)


def test_empty_boards_make_a_valid_workbook(edition, zh):
    """A board without rows has a header and no chart."""
    bare = replace(edition, boards=(replace(edition.boards[0], rows=()),), campaigns=())
    data = workbook(around(build(bare, zh)))
    assert not parts(data, r"charts/chart\d+\.xml$")
    assert reopen(data).worksheets[0]["A3"].value == "名次"


@pytest.mark.parametrize("length", [20_000, 70_000])
def test_an_endless_text_is_cut_not_lost(edition, zh, length):
    """Excel refuses long cells and rows higher than 409 points: the start of the text stays."""
    long = replace(edition, footnotes=("名" * length,))
    sheet = reopen(workbook(around(build(long, zh)))).worksheets[0]
    texts = [str(row[0].value) for row in sheet.iter_rows() if row[0].value]
    assert texts[-1].startswith("名名")
    assert texts[-1].endswith("…")
    assert max(row.height or 0 for row in sheet.row_dimensions.values()) <= 409
