"""``govrank diff``."""

from shutil import copy

import pytest

from ranking.settings import shipped_config
from tests.builders.files import WEIBO, weibo_row, write_csv


@pytest.fixture
def two_months(small_month, govrank):
    """May, where both have the same influence, and June, where 甲 has more."""
    june = {"发布时间": "2020-06-18 08:00"}
    rows = [weibo_row(50, 100, 点赞数=900, **june), weibo_row(60, 101, **june)]
    assert govrank("import", write_csv(small_month / "六月.csv", WEIBO, rows)).code == 0
    assert govrank("draft", "2020-05").code == 0
    assert govrank("draft", "2020-06").code == 0
    return small_month


def test_moves_since_the_month_before_are_taken_apart(two_months, govrank):
    """JSON has every unit; the causes add up to the move."""
    found = govrank("diff", "2020-06", "--json").json
    assert (found["kind"], found["before"]["month"]) == ("month", "2020-05")
    for board in found["boards"]:
        for row in board["rows"]:
            causes = row["causes"]
            assert causes["own"] + causes["others"] + causes["bonus"] == row["moved"]
    rows = {row["unit"]: row for row in found["boards"][1]["rows"]}
    assert rows["乙"]["causes"]["own"] == rows["乙"]["moved"] == -1


def test_a_pipe_gets_tsv_and_a_terminal_tables(two_months, govrank, monkeypatch):
    """Of the units that moved."""
    piped = govrank("diff", "2020-06").out.splitlines()
    assert piped[0].startswith("index\tgroup\tunit\tstatus")
    assert len(piped) > 1
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = govrank("diff", "2020-06", "--lang", "en").out
    assert "2020-05 r1 → 2020-06 r1: what changed" in shown
    assert "Own counts" in shown


def test_one_unit_is_shown_in_detail(two_months, govrank, monkeypatch):
    """With counts and points; an unknown one is refused with the nearest."""
    piped = govrank("diff", "2020-06", "--unit", "甲").out.splitlines()
    assert piped[0].split("\t")[-4:] == [
        "count_before",
        "count_after",
        "points_before",
        "points_after",
    ]
    assert {line.split("\t")[2] for line in piped[1:]} == {"甲"}
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "Count before" in govrank("diff", "2020-06", "--unit", "甲", "--lang", "en").out
    run = govrank("diff", "2020-06", "--unit", "丙")
    assert (run.code, "丙" in run.err) == (2, True)


def test_all_adds_who_did_not_move(small_month, govrank):
    """A month by its own method: nobody moved."""
    assert len(govrank("diff", "2020-05", "--method", "shanghai").out.splitlines()) == 1
    every = govrank("diff", "2020-05", "--method", "shanghai", "--all").out.splitlines()
    assert len(every) == 1 + 2 * 2


def test_a_method_may_be_a_file(small_month, govrank):
    """By its path; what the method does is all there is."""
    path = small_month / "mine.toml"
    copy(shipped_config() / "methods" / "shanghai.toml", path)
    path.write_text(path.read_text("utf-8") + "\n# mine\n", "utf-8")
    found = govrank("diff", "2020-05", "--method", path, "--json").json
    assert (found["kind"], found["method"], found["inputs"]) == ("method", "recomputed", ["method"])


def test_why_months_are_not_comparable_reaches_a_pipe(two_months, govrank):
    """On stderr, beside the rows."""
    folder = two_months / "config" / "methods"
    folder.mkdir(parents=True, exist_ok=True)
    text = (shipped_config() / "methods" / "shanghai.toml").read_text("utf-8")
    (folder / "mine.toml").write_text(text.replace('id = "shanghai"', 'id = "mine"', 1), "utf-8")
    path = two_months / "config" / "lists" / "main.toml"
    rule = '[[methods]]\nid = "mine"\nfrom = "2020-06"\n'
    path.write_text(path.read_text("utf-8") + rule, "utf-8")
    assert govrank("draft", "2020-06").code == 0
    run = govrank("diff", "2020-06", "--lang", "en")
    assert run.code == 0
    assert "not_comparable" in run.out
    assert "govrank draft 2020-05" in run.err


def test_two_comparisons_at_once_are_refused(small_month, govrank):
    """The forms are listed."""
    run = govrank("diff", "2020-05", "--with", "2020-04", "--adjustments", "--lang", "en")
    assert run.code == 2
    assert "--with, --adjustments" in run.err
    assert "--revisions A:B" in run.err


def test_revisions_and_adjustments_have_their_options(small_month, govrank):
    """What is not there is said."""
    assert "no revision 2" in govrank("diff", "2020-05", "--revisions", "1:2", "--lang", "en").err
    run = govrank("diff", "2020-05", "--adjustment", "3", "--lang", "en")
    assert "no adjustment 3" in run.err
    every = govrank("diff", "2020-05", "--adjustments", "--lang", "en")
    assert (every.code, "nothing changes" in every.err) == (0, True)
