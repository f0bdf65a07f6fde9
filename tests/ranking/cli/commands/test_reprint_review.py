"""``govrank reprints review``: look, decide, and do not be asked again."""

import csv

import pytest

from tests.builders.fed import MONTH, feed_file
from tests.builders.terminal import Terminal

REVIEW = ("reprints", "review", MONTH)


@pytest.fixture
def waiting(matched, govrank):
    """Return the items that wait, as JSON."""

    def run():
        return govrank(*REVIEW, "--json").json["items"]

    return run


def test_the_most_similar_comes_first(waiting, govrank) -> None:
    """With post, article, similarity and why it is doubtful."""
    first, second = waiting()
    assert [item["url"].rsplit("/")[-1] for item in (first, second)] == ["part", "hostile"]
    assert first["similarity"] > second["similarity"] > 0.25
    assert (first["verdict"], first["reason"], first["decision"]) == ("doubtful", "some", None)
    assert first["post_excerpt"]
    lines = govrank(*REVIEW).out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["id", first["id"], second["id"]]


def test_one_item_is_shown_side_by_side(waiting, govrank) -> None:
    """With both addresses and the commands that decide; nothing of it steers the terminal."""
    _, hostile = waiting()
    run = govrank(*REVIEW, hostile["id"], "--lang", "en")
    assert run.code == 0
    assert all(line.isprintable() for line in run.out.splitlines())
    assert f"Article: {hostile['url']}" in run.out
    assert f"govrank reprints review {MONTH} --accept {hostile['id']}" in run.out
    assert govrank(*REVIEW, hostile["id"], "--json").json == hostile


def test_an_item_that_there_is_not_is_a_mistake(waiting, govrank) -> None:
    """With one that may have been meant; nothing is recorded."""
    first, _ = waiting()
    wrong = first["id"][:-1] + "x"
    for options in ((wrong,), ("--accept", wrong), ("--accept", first["id"], "--reject", wrong)):
        run = govrank(*REVIEW, *options)
        assert (run.code, run.out) == (2, "")
        assert first["id"] in run.err
    assert len(waiting()) == 2


def test_what_is_accepted_counts_and_what_is_rejected_does_not_come_back(
    matched, waiting, govrank
) -> None:
    """Even when everything is matched anew."""
    first, second = waiting()
    run = govrank(*REVIEW, "--accept", first["id"], "--reject", second["id"], "--reason", "已核")
    assert run.code == 0
    assert "2 decisions: 1 accepted, 1 rejected." in run.out
    assert "1 reprints added" in run.out
    assert waiting() == []
    feed = feed_file(matched / "又一份.csv")
    govrank("reprints", "match", MONTH, "--feed", feed)
    assert waiting() == []
    assert govrank("status", MONTH, "--json").json["reprints"] == 2


def test_past_decisions_say_who_when_and_why(waiting, as_user, govrank) -> None:
    """And one can be shown, and changed."""
    first, _ = waiting()
    as_user("zhang", *REVIEW, "--reject", first["id"], "--reason", "只是同一活动")
    (decided,) = govrank(*REVIEW, "--decided", "--json").json["items"]
    assert (decided["decision"], decided["decided_by"]) == (False, "zhang")
    assert decided["decision_reason"] == "只是同一活动"
    shown = govrank(*REVIEW, first["id"], "--lang", "en").out
    assert "Decided: no reprint, by zhang" in shown
    as_user("li", *REVIEW, "--accept", first["id"])
    (decided,) = govrank(*REVIEW, "--decided", "--json").json["items"]
    assert (decided["decision"], decided["decided_by"]) == (True, "li")


def test_machines_are_told_what_was_decided_and_what_it_changed(waiting, govrank) -> None:
    """As after a matching."""
    first, _ = waiting()
    told = govrank(*REVIEW, "--accept", first["id"], "--json").json
    assert told["decisions"] == {first["id"]: True}
    assert (told["added"], told["doubtful"]) == (1, 1)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_colleagues_decide_in_a_file(matched, waiting, as_user, govrank, ending) -> None:
    """It goes out, comes back filled in, and may come back twice."""
    path = matched / f"待复核.{ending}"
    assert govrank(*REVIEW, "--export", path).code == 0
    _fill(path, ["接受", "否"])
    told = as_user("zhang", *REVIEW, "--import", path, "--json").json
    assert sorted(told["decisions"].values()) == [False, True]
    assert waiting() == []
    as_user("li", *REVIEW, "--import", path)
    decided = govrank(*REVIEW, "--decided", "--json").json["items"]
    assert {item["decided_by"] for item in decided} == {"zhang"}


def test_nothing_is_taken_in_if_one_cell_is_not_understood(matched, waiting, govrank) -> None:
    """The row is named."""
    path = matched / "待复核.csv"
    govrank(*REVIEW, "--export", path)
    _fill(path, ["接受", "看看再说"])
    run = govrank(*REVIEW, "--import", path)
    assert (run.code, run.out) == (1, "")
    assert "row 3: '看看再说' is no decision" in run.err
    assert len(waiting()) == 2


def test_an_empty_list_decides_nothing(matched, waiting, govrank) -> None:
    """It is no mistake."""
    path = matched / "待复核.csv"
    govrank(*REVIEW, "--export", path)
    run = govrank(*REVIEW, "--import", path)
    assert run.code == 0
    assert "nothing was recorded" in run.out
    assert govrank(*REVIEW, "--import", path, "--json").json == {"decisions": {}}
    assert len(waiting()) == 2


def test_an_item_is_not_both_accepted_and_rejected(waiting, govrank) -> None:
    """Nor are two things done at once."""
    first, _ = waiting()
    run = govrank(*REVIEW, "--accept", first["id"], "--reject", first["id"])
    assert run.code == 2
    run = govrank(*REVIEW, "--decided", "--ask")
    assert run.code == 2
    assert "--decided, --ask do not go together" in run.err


def test_nobody_is_asked_without_a_terminal(waiting, govrank) -> None:
    """The other ways are named."""
    run = govrank(*REVIEW, "--ask")
    assert run.code == 2
    assert "--export" in run.err


@pytest.mark.slow
def test_the_list_is_a_table_on_a_terminal(matched, waiting) -> None:
    """And says so when nothing is left."""
    first, second = waiting()
    more = {"home": matched, "PAGER": "cat"}
    with Terminal(*REVIEW, "--lang", "en", **more) as listed:
        pass
    assert listed.text.index(first["id"]) < listed.text.index(second["id"])
    assert "\x1b[31m" not in listed.text
    with Terminal(*REVIEW, "--decided", "--lang", "en", **more) as decided:
        pass
    assert "Nobody has decided" in decided.text


def _fill(path, answers) -> None:
    """Write answers into the column for decisions, as a colleague would."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.reader(file))
        for row, answer in zip(table[1:], answers, strict=True):
            row[1] = answer
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(table)
        return
    from openpyxl import load_workbook

    book = load_workbook(path)
    for number, answer in enumerate(answers, start=2):
        book.active.cell(number, 2).value = answer
    book.save(path)
