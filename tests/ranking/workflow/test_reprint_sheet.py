"""The review list goes out as a file and comes back with decisions."""

import csv
import io
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from connectors.sheets.opening import open_file
from ranking.errors import IntakeError, UsageError
from ranking.i18n import Translator
from ranking.render.reprint_sheet import csv_bytes
from ranking.workflow.reprint_sheet import ANSWERS, read_review, write_review
from tests.builders.matched import BARE, ITEM, hostile_items

EN = Translator("en")
WORKSPACE = SimpleNamespace(read_tables=open_file)
ITEMS = [ITEM, BARE]


def read(path, items=ITEMS):
    return read_review(WORKSPACE, path, {item.id: None for item in items})


def sheet(path, *rows):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize("word", sorted(ANSWERS))
def test_every_answer_is_understood(tmp_path, word) -> None:
    """With blanks around it, and in capitals."""
    path = sheet(tmp_path / "a.csv", ["编号", "决定"], [f" {ITEM.id} ", f" {word.upper()}　"])
    assert read(path) == {ITEM.id: ANSWERS[word]}


def test_a_filled_csv_comes_back(tmp_path) -> None:
    """What is empty is not decided."""
    path = tmp_path / "待复核.csv"
    write_review(ITEMS, path, EN)
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    rows[2][1] = "拒绝"
    assert read(sheet(path, *rows)) == {BARE.id: False}


def test_a_filled_workbook_comes_back(tmp_path) -> None:
    """Saved by another program than it was written by."""
    path = tmp_path / "待复核.xlsx"
    write_review(ITEMS, path, EN)
    book = load_workbook(path)
    book.active.cell(2, 2).value = "接受"
    book.save(path)
    assert read(path) == {ITEM.id: True}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    answers=st.lists(st.sampled_from(["接受", "no", ""]), min_size=26, max_size=26),
    order=st.permutations(range(26)),
    columns=st.permutations(range(14)),
    kept=st.integers(2, 14),
)
def test_order_titles_and_other_columns_do_not_matter(
    tmp_path, answers, order, columns, kept
) -> None:
    """The id decides: rows and columns in any order, other columns left out, titles changed."""
    items = hostile_items()
    head, *rows = csv.reader(io.StringIO(csv_bytes(items, EN).decode("utf-8-sig"), newline=""))
    for row, answer in zip(rows, answers, strict=True):
        row[1], row[8] = answer, "换了标题"
    wanted = sorted(sorted(columns, key=lambda c: (c > 1, columns[c]))[:kept], key=columns.index)
    table = [head, *(rows[number] for number in order)]
    path = sheet(tmp_path / "a.csv", *([row[c] for c in wanted] for row in table))
    expected = {i.id: a == "接受" for i, a in zip(items, answers, strict=True) if a}
    assert read(path, items) == expected


def test_titles_above_the_headings_are_passed_over(tmp_path) -> None:
    """And rows that say nothing."""
    rows = [["十月待复核", "", ""], ["", "", ""], ["标题", "decision", "ID"]]
    path = sheet(tmp_path / "a.csv", *rows, ["题", "yes", ITEM.id], ["合计", "", ""])
    assert read(path) == {ITEM.id: True}


def test_one_cell_that_is_not_understood_leaves_all_undecided(tmp_path) -> None:
    """Every fault is told with its row, all at once."""
    path = sheet(
        tmp_path / "a.csv",
        ["编号", "决定"],
        [ITEM.id, "接受"],
        [BARE.id, "也许"],
        ["", "接受"],
        [BARE.id[:-1] + "x", "拒绝"],
        ["完全不同", "拒绝"],
        [ITEM.id, "否"],
    )
    with pytest.raises(IntakeError) as caught:
        read(path)
    assert [str(problem) for problem in caught.value.problems] == [
        "row 3: '也许' is no decision",
        "row 4: a decision without an id",
        f"row 5: there is no item '{BARE.id[:-1]}x'; is '{BARE.id}' meant?",
        "row 6: there is no item '完全不同'",
        f"row 7: '{ITEM.id}' is decided otherwise in row 2",
    ]
    assert caught.value.params == {"file": "a.csv", "count": 5}


def test_a_list_older_than_a_decision_does_not_overturn_it(tmp_path) -> None:
    path = sheet(tmp_path / "a.csv", ["编号", "决定"], [ITEM.id, "接受"], [BARE.id, "拒绝"])
    with pytest.raises(IntakeError) as refused:
        read_review(WORKSPACE, path, {ITEM.id: False, BARE.id: False})
    assert [problem.params["row"] for problem in refused.value.problems] == [2]
    assert read_review(WORKSPACE, path, {ITEM.id: True, BARE.id: None}) == {
        ITEM.id: True,
        BARE.id: False,
    }


def test_the_same_decision_twice_is_one(tmp_path) -> None:
    """Two colleagues may have copied one row."""
    path = sheet(tmp_path / "a.csv", ["id", "decision"], *[[ITEM.id, "no"]] * 2)
    assert read(path) == {ITEM.id: False}


@pytest.mark.parametrize("head", [["编号", "标题"], ["标题", "决定"], ["a", "b"]])
def test_a_table_without_the_two_headings_is_refused(tmp_path, head) -> None:
    """With the command that writes a list that has them."""
    with pytest.raises(IntakeError, match="no row with the headings") as caught:
        read(sheet(tmp_path / "a.csv", head, [ITEM.id, "接受"]))
    assert "--export" in caught.value.hint


def test_two_columns_for_decisions_are_refused(tmp_path) -> None:
    """To take either would be a guess."""
    with pytest.raises(IntakeError, match="row 1: two columns"):
        read(sheet(tmp_path / "a.csv", ["编号", "决定", "decision"], [ITEM.id, "是", "否"]))


def test_the_list_may_be_any_sheet_of_a_workbook(tmp_path) -> None:
    """Others are passed over."""
    book = Workbook()
    book.active.append(["说明", "请填写"])
    second = book.create_sheet("待复核")
    second.append(["编号", "决定"])
    second.append([ITEM.id, "接受"])
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx") == {ITEM.id: True}


def test_a_list_that_is_there_already_is_not_overwritten(tmp_path) -> None:
    """It may hold decisions that nobody has taken in yet."""
    path = sheet(tmp_path / "a.csv", ["编号", "决定"], [ITEM.id, "接受"])
    with pytest.raises(UsageError, match="may hold decisions"):
        write_review(ITEMS, path, EN)
    assert read(path) == {ITEM.id: True}


def test_a_file_of_another_kind_is_refused(tmp_path) -> None:
    """Before anything is written."""
    with pytest.raises(UsageError, match=r"neither \.csv nor \.xlsx"):
        write_review(ITEMS, tmp_path / "a.docx", EN)
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_told(tmp_path) -> None:
    """As a message."""
    (tmp_path / "datei").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        write_review(ITEMS, tmp_path / "datei" / "a.csv", EN)
