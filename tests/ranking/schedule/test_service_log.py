"""The log of the schedule."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from ranking.errors import ConfigError, Problem
from ranking.i18n import Translator
from ranking.model.run import Occasion
from ranking.schedule.message import message_of
from ranking.schedule.service_log import NAME, ServiceEvent, ServiceLog
from tests.builders.hooks import NOON, loggers_restored, occurrence

EN = Translator("en")
HOSTILE = "x\x1b[31m\r\n\u2028\u202e{y}\x00\ud800"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    with loggers_restored():
        yield


def opened(*, as_json: bool) -> ServiceLog:
    return ServiceLog(lambda: NOON, EN, as_json=as_json)


def records(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    printed = capsys.readouterr()
    assert printed.out == ""
    return [json.loads(text) for text in printed.err.splitlines()]


def test_an_occurrence_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    """With everything that a hook is told."""
    opened(as_json=True).tell(message_of(occurrence(), EN))
    (record,) = records(capsys)
    assert record == {
        "time": "2026-11-06T04:00:00Z",
        "level": "error",
        "event": "failure",
        "list": "main",
        "month": "2026-10",
        "stage": "publish",
        "revision": 1,
        "due_at": "2026-11-06T02:00:00Z",
        "late": True,
        "message": "The release of 榜 failed.",
        "hint": "Look at 榜.",
    }


def test_an_occurrence_is_one_sentence_with_the_time_of_shanghai(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """For people at a terminal or in the journal."""
    log = opened(as_json=False)
    log.tell(message_of(occurrence(), EN))
    log.tell(message_of(occurrence(occasion=Occasion.SUCCESS, late=False, hint=""), EN))
    late, done = capsys.readouterr().err.splitlines()
    about = "main 2026-10 publish"
    assert late == (
        f"2026-11-06 12:00:00 error {about} late: The release of 榜 failed. Look at 榜."
    )
    assert done == f"2026-11-06 12:00:00 info {about}: The release of 榜 failed."


def test_each_occasion_and_event_has_its_level(capsys: pytest.CaptureFixture[str]) -> None:
    """So that an alarm can be set on the level alone."""
    log = opened(as_json=True)
    for occasion in Occasion:
        log.tell(message_of(occurrence(occasion=occasion), EN))
    for event in ServiceEvent:
        log.say("It is so.", event=event)
    found = {str(record["event"]): record["level"] for record in records(capsys)}
    assert found == {
        "success": "info",
        "failure": "error",
        "missed": "warning",
        "reminder": "warning",
        "started": "info",
        "stopping": "info",
        "stopped": "info",
        "tick_failed": "error",
        "fenced": "error",
        "clock_behind": "error",
        "clock_ahead": "warning",
        "hook_failed": "warning",
        "library": "warning",
    }


def test_what_the_service_says_of_itself_has_its_clock(capsys: pytest.CaptureFixture[str]) -> None:
    """The injected one; the hint is filled in, too. Time, level and event come first."""
    opened(as_json=True).say(
        "Started by {owner}.", event=ServiceEvent.STARTED, hint="Ask {owner}.", owner="甲"
    )
    (record,) = records(capsys)
    assert record == {
        "time": "2026-11-06T04:00:00Z",
        "level": "info",
        "event": "started",
        "message": "Started by 甲.",
        "hint": "Ask 甲.",
    }
    assert list(record)[:3] == ["time", "level", "event"]


def test_an_error_is_logged_with_its_problems_and_its_hint(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On one line."""
    error = ConfigError(
        "{file} is wrong:\nquite",
        problems=[Problem("row {n}", {"n": 1})],
        hint="See {file}.",
        file="a.toml",
    )
    opened(as_json=True).error(error, event=ServiceEvent.TICK_FAILED)
    (record,) = records(capsys)
    assert record["message"] == "a.toml is wrong: quite - row 1"
    assert record["hint"] == "See a.toml."


@pytest.mark.parametrize("as_json", [True, False])
def test_one_record_is_one_line_whatever_it_holds(
    as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody writes a line of his own into the log by a title."""
    log = opened(as_json=as_json)
    log.tell(message_of(occurrence(params={"title": HOSTILE}, month=HOSTILE, stage=HOSTILE), EN))
    log.say("{title}", event=ServiceEvent.FENCED, hint="{title}", title=HOSTILE)
    logging.getLogger("apscheduler.executors.default").warning("late: %s", HOSTILE)
    text = capsys.readouterr().err
    assert text.count("\n") == len(text.splitlines()) == 3
    assert all(one.isprintable() for one in text.splitlines())


def test_warnings_of_the_clocks_library_are_in_the_same_form(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of an exception only the kind: its text may hold anything."""
    opened(as_json=True)
    try:
        raise ValueError("s3cr3t")
    except ValueError:
        logging.getLogger("apscheduler.executors.default").exception("Job raised")
    (record,) = records(capsys)
    assert (record["level"], record["event"]) == ("error", "library")
    assert record["message"] == "apscheduler.executors.default: Job raised (ValueError)"


def test_the_newest_log_is_the_only_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written twice, and nothing goes to the root logger."""
    opened(as_json=True)
    opened(as_json=True).say("Once.", event=ServiceEvent.STARTED)
    assert len(records(capsys)) == 1
    assert not logging.getLogger(NAME).propagate


def test_a_log_that_cannot_be_written_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk behind stderr, or a reader of the pipe that has gone."""

    class Full:
        def write(self, _: str) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stderr", Full())
    opened(as_json=False).say("Started.", event=ServiceEvent.STARTED)
