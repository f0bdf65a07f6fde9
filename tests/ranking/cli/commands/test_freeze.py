"""``govrank freeze``."""

import pytest

from tests.builders.files import WEIBO, weibo_row, write_csv


def replaced(home, old: str, new: str) -> None:
    path = home / "config" / "lists" / "main.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_frozen_edition_says_what_the_draft_said(small_month, govrank):
    """Same boards; the state is frozen; the manifest's hash is printed and on record."""
    before = govrank("show", "2020-05", "--json").json
    run = govrank("freeze", "2020-05", "--json")
    assert run.code == 0
    assert (run.json["state"], run.json["revision"]) == ("frozen", 1)
    after = govrank("show", "2020-05", "--json").json
    assert after["boards"] == before["boards"]
    assert after["state"] == "frozen"
    folder = small_month / "editions" / "main" / "2020-05" / "r1"
    assert (folder / "manifest.json").is_file()
    assert [e["action"] for e in govrank("history", "2020-05", "--json").json["events"]] == [
        "drafted",
        "frozen",
    ]


def test_late_data_wait_for_a_revision(small_month, govrank):
    """What is imported later changes nothing, and drafting again is refused with the way on."""
    govrank("freeze", "2020-05")
    before = govrank("show", "2020-05", "--json").json
    late = write_csv(small_month / "晚.csv", WEIBO, [weibo_row(70, 100, 点赞数=99)])
    assert govrank("import", late).code == 0
    run = govrank("draft", "2020-05")
    assert run.code == 1
    assert "waits for a revision" in run.err
    assert "govrank revise 2020-05" in run.err
    assert govrank("show", "2020-05", "--json").json == before


def test_observations_after_the_cut_off_do_not_count(small_month, govrank):
    """A day counts to its end: the post seen on 5 June is in, that of 6 June is not."""
    for number, seen in ((80, "2020-06-05T23:00"), (81, "2020-06-06T01:00")):
        rows = [weibo_row(number, 100)]
        file = write_csv(small_month / f"{number}.csv", WEIBO, rows)
        assert govrank("import", file, "--observed-at", seen).code == 0
    run = govrank("freeze", "2020-05", "--cut-off", "2020-06-05", "--json")
    assert run.json["cut_off"] == "2020-06-05T16:00:00Z"
    shown = govrank("show", "2020-05", "--json").json
    assert shown["statistics"]["posts"] == 1


@pytest.mark.parametrize("cut_off", ["2020-05-20", "2020-05-31T23:59", "2999-01-01"])
def test_a_cut_off_lies_after_the_month_and_not_ahead(small_month, govrank, cut_off):
    """Else the last days of the month, or what nobody has seen yet, would be missing."""
    run = govrank("freeze", "2020-05", "--cut-off", cut_off)
    assert run.code == 2
    assert "is not between the end of 2020-05 and now" in run.err
    assert "--cut-off" in run.err


@pytest.mark.parametrize("text", ["5th of June", "2020-13-01", "2020-06-05T99:00", ""])
def test_a_cut_off_that_cannot_be_read_is_said(small_month, govrank, text):
    """With both ways to write one."""
    run = govrank("freeze", "2020-05", "--cut-off", text)
    assert run.code == 2
    assert "is not a cut-off" in run.err
    assert "2026-11-05T18:00" in run.err


def test_a_list_with_a_release_rule_closes_when_it_says(small_month, govrank):
    """The cut-off is that of the rule; data seen later are as if they were not there."""
    replaced(small_month, "# [release]\n", '[release]\nrule = "date"\nday = 9\n')
    run = govrank("freeze", "2020-05")
    assert run.code == 1
    assert "No post of 2020-05 was seen by the cut-off, 2020-06-04 00:00" in run.err


def test_a_month_that_is_not_drafted_or_not_over_is_not_frozen(small_month, govrank):
    """Each says what is missing."""
    assert "has not been drafted" in govrank("freeze", "2020-04").err
    rows = [weibo_row(90, 100, 发布时间=f"{month_now(govrank)}-01 00:00")]
    govrank("import", write_csv(small_month / "本月.csv", WEIBO, rows))
    assert govrank("draft", month_now(govrank)).code == 0
    run = govrank("freeze", month_now(govrank))
    assert run.code == 1
    assert "is not over yet" in run.err


def month_now(govrank) -> str:
    from datetime import UTC, datetime

    from ranking.model.month import Month

    return str(Month.of(datetime.now(UTC)))


def test_explain_reads_the_snapshot_of_a_frozen_month(small_month, govrank):
    """Whatever became of facts and files since; a draft would be out of date."""
    govrank("freeze", "2020-05")
    before = govrank("explain", "2020-05", "甲", "--json").out
    replaced(small_month, "政务新媒体传播影响力榜", "另一个榜")
    late = write_csv(small_month / "晚.csv", WEIBO, [weibo_row(70, 100, 点赞数=99)])
    govrank("import", late)
    run = govrank("explain", "2020-05", "甲", "--json")
    assert run.code == 0
    assert run.out == before
