"""TSV and CSV of boards: equal numbers, no live formulas, no spilled cells."""

import csv
import io
from dataclasses import replace

from ranking.render.delimited import csv_bytes, tsv
from ranking.render.safe import csv_cell
from ranking.render.view import build


def read_csv(data):
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_tsv(text):
    return [row.split("\t") for row in text.rstrip("\n").split("\n")]


def test_tsv_is_headed_by_ids(edition, zh):
    """A pipe gets the same columns in every language."""
    header, first, *_ = read_tsv(tsv(build(edition, zh)))
    assert header[:9] == [
        "index",
        "group",
        "rank",
        "change",
        "unit",
        "value",
        "bonus",
        "total",
        "previous_rank",
    ]
    assert header[-3:] == ["lower_bounds", "missing", "synthetic"]
    assert first[:9] == [
        "communication",
        "各区",
        "1",
        "↑3",
        "浦东新区",
        "98.765",
        "2.0",
        "100.765",
        "2",
    ]


def test_csv_is_headed_by_words(edition, zh, names):
    """A spreadsheet gets the reader's language, whole counts without a point."""
    header, first, *_ = read_csv(csv_bytes(build(edition, zh, names)))
    assert header[:6] == ["榜", "组别", "名次", "变化", "单位", "指数"]
    assert first[9:13] == ["54321.5", "123456", "12345", "1234"]


def test_lower_bounds_and_missing_counts_are_named(edition, without_reads, zh, names):
    """Numbers stay numbers, so that a bound or a gap is said in a column of its own."""
    rows = read_csv(csv_bytes(build(edition, zh, names)))
    influence = next(row for row in rows if row[0] == "影响力指数")
    assert influence[-3:] == ["总阅读", "", "false"]
    blind = next(r for r in read_tsv(tsv(build(without_reads, zh))) if r[0] == "influence")
    assert blind[-3:] == ["", "total_reads", "true"]
    assert blind[-6] == ""


def test_all_formats_hold_equal_numbers(edition, en):
    """CSV and TSV hold the edition's floats to the last bit."""
    view = build(edition, en)
    expected = [row.total for board in edition.boards for row in board.rows]
    assert [float(row[7]) for row in read_tsv(tsv(view))[1:]] == expected
    assert [float(row[7]) for row in read_csv(csv_bytes(view))[1:]] == expected


def test_hostile_csv_cells_are_text(hostile, en):
    """Reopened, each name is what was written, and none begins a formula."""
    rows = read_csv(csv_bytes(build(hostile, en)))
    units = [row.unit for board in hostile.boards for row in board.rows]
    assert [row[4] for row in rows[1:]] == [csv_cell(unit) for unit in units]
    assert len({len(row) for row in rows}) == 1
    texts = [cell for row in rows for cell in row if not cell.replace(".", "").isdigit()]
    assert not [cell for cell in texts if cell.startswith(tuple("=+-@＝＋－＠\t\r"))]


def test_a_negative_number_is_not_quoted(edition, en):
    """A bonus can be a deduction: a number is never escaped."""
    board = edition.boards[0]
    row = replace(board.rows[0], bonus=-1.5)
    one = replace(edition, boards=(replace(board, rows=(row,)),))
    assert read_csv(csv_bytes(build(one, en)))[1][6] == "-1.5"


def test_hostile_tsv_has_the_same_columns_in_every_row(hostile, en):
    """No tab or line break of a name opens a column or a row."""
    rows = read_tsv(tsv(build(hostile, en)))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == 1 + sum(len(board.rows) for board in hostile.boards)
