"""``govrank method eval``: any method over any table, and what it says about bad ones."""

import csv
import io
from math import log1p
from pathlib import Path

import polars as pl
import pytest

from tests.builders.files import write_csv
from tests.builders.method_files import DAYS, PLAIN_NODES, method_text, write_method

HEAD = ("unit", "posts", "reads", "likes")
ROWS = [("甲", 2, 100, 7), ("乙", 4, 100, 7), ("丙", 0, 0, 0)]


def value(posts: int, reads: int, likes: int) -> float:
    average = reads / posts if posts else 0
    return 100 * (0.8 * log1p(average) + 0.2 * log1p(likes))


@pytest.fixture
def table(tmp_path) -> Path:
    return write_csv(tmp_path / "表.csv", HEAD, ROWS)


@pytest.fixture
def method(tmp_path) -> Path:
    return write_method(tmp_path)


def test_the_table_comes_back_with_every_intermediate(govrank, method, table):
    """CSV: the own columns, the features made, each stage, levels, the index and its rank."""
    run = govrank("method", "eval", method, table, "--csv")
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert run.code == 0
    assert list(rows[0]) == [
        *HEAD,
        "avg_reads",
        "avg_reads.transformed",
        "likes.transformed",
        "index.value",
        "index",
        "index_rank",
    ]
    assert [float(row["index"]) for row in rows] == [
        pytest.approx(value(*counts), rel=1e-14) for _, *counts in ROWS
    ]
    assert [row["index_rank"] for row in rows] == ["1", "2", "3"]
    assert [row["avg_reads"] for row in rows] == ["50.0", "25.0", "0.0"]


def test_json_holds_numbers_and_tsv_is_for_pipes(govrank, method, table):
    """--json gives one object a row with typed values; without an option a pipe gets TSV."""
    rows = govrank("method", "eval", method, table, "--json").json
    assert (rows[0]["unit"], rows[0]["posts"]) == ("甲", 2)
    assert rows[0]["index"] == pytest.approx(value(2, 100, 7), rel=1e-14)
    assert govrank("method", "eval", method, table).out.splitlines()[0].split("\t")[:2] == [
        "unit",
        "posts",
    ]


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_every_kind_of_table_gives_the_same(govrank, method, table, tmp_path, suffix):
    """A workbook and Parquet give the CSV's bits."""
    frame = pl.DataFrame(ROWS, schema=HEAD, orient="row")
    other = tmp_path / f"other.{suffix}"
    if suffix == "parquet":
        frame.write_parquet(other)
    else:
        frame.write_excel(other)
    first, second = (
        [row["index"] for row in govrank("method", "eval", method, path, "--json").json]
        for path in (table, other)
    )
    assert first == second


def test_columns_are_named_by_map_and_found_below_a_title(govrank, method, tmp_path):
    """--map names the table's own headings; a title above the header is passed over."""
    rows = [("单位", "篇数", "阅读", "点赞"), ("甲", 2, 100, 7)]
    path = write_csv(tmp_path / "t.csv", ("某某区十月数据", "", "", ""), rows)
    run = govrank(
        *("method", "eval", method, path, "--json"),
        *("--map", "posts=篇数", "--map", "reads=阅读", "--map", "likes=点赞"),
    )
    assert run.json[0]["index"] == pytest.approx(value(2, 100, 7), rel=1e-14)


def test_a_feature_the_table_has_is_believed_and_said(govrank, method, tmp_path):
    """A column avg_reads wins over reads ÷ posts; reads and posts are then not needed."""
    path = write_csv(tmp_path / "t.csv", ("avg_reads", "likes"), [(10, 7)])
    run = govrank("method", "eval", method, path, "--json")
    assert run.json[0]["index"] == pytest.approx(80 * log1p(10) + 20 * log1p(7), rel=1e-14)
    assert "avg_reads is taken from the table" in run.err


def test_days_come_from_the_table_or_the_option(govrank, tmp_path, table):
    """Per day divides by the column, or by --days; without either the table is refused."""
    method = write_method(
        tmp_path, method_text((*PLAIN_NODES[:1], ("likes", "1", 'per = "day"')), DAYS)
    )
    refused = govrank("method", "eval", method, table)
    assert refused.code == 1
    assert "days" in refused.err
    assert "--days" in refused.err
    ten = govrank("method", "eval", method, table, "--days", 10, "--json")
    mean = (0.8 * log1p(50) + log1p(0.7)) / 1.8
    assert ten.json[0]["index"] == pytest.approx(100 * mean, rel=1e-14)


def test_days_that_nobody_needs_are_said_to_be_idle(govrank, method, table):
    """An option that changes nothing is not passed over in silence."""
    run = govrank("method", "eval", method, table, "--days", "7")
    assert run.code == 0
    assert "does not use days" in run.err


def test_a_row_without_a_number_has_no_index(govrank, method, tmp_path):
    """An empty cell is not zero: the row has neither index nor rank, and that is said."""
    path = write_csv(tmp_path / "t.csv", HEAD, [("甲", 2, 100, ""), ("乙", 2, 100, 0)])
    run = govrank("method", "eval", method, path, "--json")
    assert [row["index_rank"] for row in run.json] == [None, 1]
    assert run.json[0]["index"] is None
    assert "1 of 2 rows have no index" in run.err


def test_a_censored_cell_counts_as_the_method_says(govrank, tmp_path):
    """10万+ is 100001 where the method counts it so, and no number where it says nothing."""
    rule = '[censoring]\ncounts_as = 100001\nreason = "test"\n'
    path = write_csv(tmp_path / "t.csv", ("posts", "reads", "likes"), [(1, "10万+", "1,234")])
    counted = write_method(tmp_path, method_text(days=rule))
    run = govrank("method", "eval", counted, path, "--json")
    assert run.json[0]["index"] == pytest.approx(value(1, 100_001, 1234), rel=1e-14)
    silent = govrank("method", "eval", write_method(tmp_path), path)
    assert silent.code == 1
    assert "row 2, column 'reads': '10万+'" in silent.err


def test_cells_that_are_no_number_are_listed_with_row_and_column(govrank, method, tmp_path):
    """Every wrong cell is named as the file numbers it."""
    rows = [("甲", 2, "约一百", 7), ("乙", 2, 100, "nan")]
    run = govrank("method", "eval", method, write_csv(tmp_path / "t.csv", HEAD, rows))
    assert run.code == 1
    assert "2 cell(s) that are no number" in run.err
    assert "row 2, column 'reads': '约一百'" in run.err
    assert "row 3, column 'likes': 'nan'" in run.err


def test_missing_columns_are_listed_with_the_nearest_headings(govrank, method, tmp_path):
    """All that is missing, what may have been meant, and how to name it."""
    path = write_csv(tmp_path / "t.csv", ("unit", "post", "total_reads"), [("甲", 1, 2)])
    run = govrank("method", "eval", method, path)
    assert run.code == 1
    assert "lacks 3 column(s)" in run.err
    assert "posts (like it: post)" in run.err
    assert "reads (like it: total_reads)" in run.err
    assert "--map reads=COLUMN" in run.err


def test_an_empty_table_is_refused(govrank, method, tmp_path):
    """A header alone is no table."""
    run = govrank("method", "eval", method, write_csv(tmp_path / "t.csv", HEAD, []))
    assert run.code == 1
    assert "has no rows below a header" in run.err


def test_a_heading_that_stands_twice_is_refused(govrank, method, tmp_path):
    """Nobody can say which of the two is meant."""
    path = write_csv(tmp_path / "t.csv", (*HEAD, "reads"), [("甲", 1, 2, 3, 4)])
    run = govrank("method", "eval", method, path)
    assert run.code == 1
    assert "heading 'reads' 2 times" in run.err


def test_a_value_below_a_logarithm_is_refused_with_its_row(govrank, method, tmp_path):
    """A negative count has no logarithm; the row is that of the file."""
    path = write_csv(tmp_path / "t.csv", HEAD, [("甲", 2, 100, 7), ("乙", 2, 100, -7)])
    run = govrank("method", "eval", method, path)
    assert run.code == 1
    assert "'likes' is -7.0 in row 3" in run.err


@pytest.mark.parametrize(
    ("option", "code", "words"),
    [
        (("--stage", "treted"), 2, ("treated", "raw, denominated")),
        (("--index", "powr"), 2, ("power",)),
        (("--map", "raeds=posts"), 1, ("reads", "has no feature 'raeds'")),
        (("--map", "reads=read"), 1, ("has no column 'read'", "reads")),
        (("--map", "reads"), 2, ("--map days=d",)),
        (("--map", "reads=posts", "--map", "reads=likes"), 2, ("mapped already, to 'posts'",)),
    ],
)
def test_an_option_that_fits_nothing_says_what_fits(govrank, method, table, option, code, words):
    """Unknown stages, indexes, features and columns are refused with the nearest name."""
    run = govrank("method", "eval", method, table, *option)
    assert run.code == code
    assert all(word in run.err for word in words)


def test_a_column_named_like_a_result_is_refused(govrank, method, tmp_path):
    """The table's own column is never overwritten."""
    path = write_csv(tmp_path / "t.csv", (*HEAD, "index"), [("甲", 2, 100, 7, 1)])
    run = govrank("method", "eval", method, path)
    assert run.code == 1
    assert "'index_published'" in run.err


def test_text_from_the_table_cannot_become_a_formula(govrank, method, tmp_path):
    """A cell that a spreadsheet would compute gets a quote; negative numbers stay numbers."""
    path = write_csv(
        tmp_path / "t.csv", (*HEAD, "change"), [("=1+1", 2, 100, 7, -5), ("\u202e甲", 1, 1, 1, 2)]
    )
    rows = list(csv.DictReader(io.StringIO(govrank("method", "eval", method, path, "--csv").out)))
    assert [row["unit"] for row in rows] == ["'=1+1", "甲"]
    assert [row["change"] for row in rows] == ["-5", "2"]


def test_a_method_of_two_indexes_gives_both_or_the_one_asked_for(govrank, tmp_path, table):
    """Each index bears its id; with --index it is called index."""
    second = method_text((("likes", "1", ""),)).split("[[indexes]]")[1].replace("power", "liking")
    method = write_method(tmp_path, method_text() + "\n[[indexes]]" + second)
    both = govrank("method", "eval", method, table, "--json").json[0]
    alone = govrank("method", "eval", method, table, "--json", "--index", "liking").json[0]
    assert both["liking.index"] == alone["index"] == pytest.approx(100 * log1p(7), rel=1e-14)
    assert both["power.index"] == pytest.approx(value(2, 100, 7), rel=1e-14)


COMPANION = """
[[companions]]
file = "area.csv"
key = "unit"
columns = ["area"]
"""


def test_a_companion_beside_the_table_is_joined_by_its_key(govrank, tmp_path, table):
    """Rows find theirs by the key, in any order; without the file the table is refused."""
    nodes = (("avg_reads", "0.5", ""), ("likes", "0.5", 'denominator = "area"'))
    method = write_method(tmp_path, method_text(nodes, days=COMPANION))
    refused = govrank("method", "eval", method, table)
    assert refused.code == 1
    assert "there is no 'area.csv' beside it" in refused.err
    write_csv(tmp_path / "area.csv", ("unit", "area"), [("乙", 2), ("甲", 7), ("甲", 1)])
    assert "'甲' more than once" in govrank("method", "eval", method, table).err
    write_csv(tmp_path / "area.csv", ("unit", "area"), [("乙", 2), ("甲", 7)])
    found = [row["index"] for row in govrank("method", "eval", method, table, "--json").json]
    expected = [50 * (log1p(50) + log1p(1)), 50 * (log1p(25) + log1p(3.5))]
    assert found[:2] == pytest.approx(expected)
    assert found[2] is None
