"""``govrank reprints match`` and ``list``."""

import shutil

import pytest

from tests.builders.fed import MONTH, TEXTS, article, feed_file, make_fed_office
from tests.builders.files import write_csv
from tests.builders.terminal import Terminal


@pytest.fixture(scope="module")
def offices(tmp_path_factory):
    """An office before its feed is matched, and after, each made once."""
    folder = tmp_path_factory.mktemp("offices")
    return {done: make_fed_office(folder / str(done), matched=done) for done in (False, True)}


@pytest.fixture
def fed(offices, tmp_path, monkeypatch):
    """Return the feed of an office that has not imported it; its folder is the current one."""
    home = shutil.copytree(offices[False], tmp_path / "office")
    monkeypatch.chdir(home)
    return home / "监测.csv"


@pytest.fixture
def matched(offices, tmp_path, monkeypatch):
    """Return the feed of an office that has matched it; its folder is the current one."""
    home = shutil.copytree(offices[True], tmp_path / "matched")
    monkeypatch.chdir(home)
    return home / "监测.csv"


def rows(run) -> list[dict[str, str]]:
    head, *lines = (line.split("\t") for line in run.out.splitlines())
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_a_feed_is_imported_and_matched_in_one_go(fed, govrank) -> None:
    """The reprint counts, the doubtful wait, the unknown source is told with its volume."""
    found = govrank("reprints", "match", MONTH, "--feed", fed, "--json").json
    numbers = ("articles", "accepted", "doubtful", "unmatched", "added", "taken_back")
    assert [found[name] for name in numbers] == [5, 2, 2, 1, 1, 0]
    assert found["evidence"] == {"text": 2}
    (unknown,) = found["unknown"]
    assert (unknown["name"], unknown["articles"], unknown["accepted"]) == ("某某网", 2, 1)
    assert found["imports"][0]["accepted"] == 5
    assert govrank("status", MONTH, "--json").json["reprints"] == 1


def test_the_same_again_changes_nothing(fed, govrank) -> None:
    """And says so."""
    first = govrank("reprints", "match", MONTH, "--feed", fed, "--json").json
    again = govrank("reprints", "match", MONTH, "--feed", fed, "--json").json
    assert (first["up_to_date"], again["up_to_date"]) == (False, True)
    assert (again["added"], again["doubtful"], again["imports"][0]["accepted"]) == (0, 2, 0)


def test_a_pipe_gets_a_table_and_the_rest_on_stderr(fed, govrank) -> None:
    """So that the numbers can be read by a script."""
    run = govrank("reprints", "match", MONTH, "--feed", fed)
    assert {"what": "doubtful", "name": "", "count": "2", "type": ""} in rows(run)
    assert {"what": "unknown", "name": "某某网", "count": "2", "type": "website"} in rows(run)
    assert "监测.csv (monitoring-feed): 5 rows read" in run.err


def test_strict_asks_for_a_person_while_anything_waits(matched, govrank) -> None:
    """Doubtful articles, or unknown sources."""
    assert govrank("reprints", "match", MONTH, "--strict").code == 3


def test_strict_is_content_where_nothing_waits(fed, govrank) -> None:
    """All articles are clear, and in known channels."""
    clear = feed_file(fed.parent / "清楚.csv", [article("whole", "新浪网", TEXTS[1])])
    assert govrank("reprints", "match", MONTH, "--feed", clear, "--strict").code == 0


def test_a_feed_that_cannot_be_read_is_told_and_the_others_are_matched(fed, govrank) -> None:
    """The exit code says that something failed."""
    bad = write_csv(fed.parent / "坏.csv", ("a", "b"), [(1, 2)])
    run = govrank("reprints", "match", MONTH, "--feed", bad, "--feed", fed)
    assert run.code == 1
    assert "坏.csv" in run.err
    assert {"what": "accepted", "name": "", "count": "2", "type": ""} in rows(run)


def test_a_month_without_articles_says_where_they_come_from(fed, govrank) -> None:
    """Nothing was imported."""
    run = govrank("reprints", "match", MONTH)
    assert run.code == 1
    assert f"govrank reprints match {MONTH} --feed FILE" in run.err


def test_the_counts_of_a_feed_were_seen_when_the_option_says(fed, govrank) -> None:
    """In Shanghai's time, as with other imports."""
    options = ("--observed-at", "2020-05-31T08:00", "--json")
    assert govrank("reprints", "match", MONTH, "--feed", fed, *options).code == 0
    assert govrank("reprints", "match", MONTH, "--feed", fed, "--observed-at", "x").code == 2


def test_every_pair_is_listed_with_why_it_counts(matched, govrank) -> None:
    """Verdict, evidence, reason and similarity; by unit, post or verdict if asked for."""
    every = rows(govrank("reprints", "list", MONTH))
    whole = next(row for row in every if row["url"].endswith("/whole"))
    assert (whole["verdict"], whole["evidence"], whole["reason"]) == ("accepted", "text", "text")
    assert (float(whole["similarity"]), whole["channel_id"]) == (1.0, "c-sina")
    assert whole["unit"] == "乙"
    own = govrank("reprints", "list", MONTH, "--unit", "甲", "--json").json["matches"]
    assert {item["unit"] for item in own} == {"甲"}
    of_post = govrank("reprints", "list", MONTH, "--post", whole["post_id"], "--json").json
    assert {item["post_id"] for item in of_post["matches"]} == {whole["post_id"]}
    doubtful = govrank("reprints", "list", MONTH, "--verdict", "doubtful", "--json").json
    assert {item["verdict"] for item in doubtful["matches"]} == {"doubtful"}
    assert len(doubtful["matches"]) == 2


def test_a_unit_or_verdict_that_there_is_not_is_a_mistake(matched, govrank) -> None:
    """With the names that there are."""
    assert govrank("reprints", "list", MONTH, "--verdict", "maybe").code == 2
    run = govrank("reprints", "list", MONTH, "--unit", "丙")
    assert (run.code, run.out) == (2, "")


def test_a_month_that_was_not_matched_has_no_list(fed, govrank) -> None:
    """It says which command does it."""
    run = govrank("reprints", "list", MONTH)
    assert run.code == 1
    assert f"govrank reprints match {MONTH}" in run.err


def test_status_says_what_the_articles_wait_for(fed, govrank) -> None:
    """To be matched, then to be reviewed, then for the next feed to be matched."""

    def waits() -> dict[str, object]:
        return govrank("status", MONTH, "--json").json["matching"]

    assert waits() == {"doubtful": None, "arrived": False}
    govrank("import", fed)
    assert waits() == {"doubtful": None, "arrived": True}
    assert govrank("status", MONTH, "--strict").code == 3
    govrank("reprints", "match", MONTH)
    assert waits() == {"doubtful": 2, "arrived": False}
    govrank("import", feed_file(fed.parent / "次日.csv", [article("new", "新浪网", TEXTS[2])]))
    assert waits() == {"doubtful": 2, "arrived": True}


@pytest.mark.slow
def test_a_terminal_gets_sentences_and_what_to_do_next(matched) -> None:
    """And no escape sequence of a title."""
    with Terminal("reprints", "match", MONTH, "--lang", "en", home=matched.parent) as matching:
        pass
    assert "Nothing has changed since the last matching" in matching.text
    assert "1 sources are no known channel; 1 reprints in them do not count yet" in matching.text
    assert f"govrank reprints review {MONTH}" in matching.text
    with Terminal("status", MONTH, "--lang", "en", home=matched.parent, PAGER="cat") as status:
        pass
    assert f"monitoring feeds: 2 wait: govrank reprints review {MONTH}" in status.text
    with Terminal("reprints", "list", MONTH, home=matched.parent, PAGER="cat") as listed:
        pass
    assert "\x1b[31m" not in listed.text
    assert "某某网" in listed.text
