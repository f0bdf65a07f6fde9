"""Stages that need more than an edition: the collection."""

from __future__ import annotations

import threading

import pytest

from ranking.errors import DataError
from ranking.model.run import Occasion, RunState
from ranking.schedule.tick import tick
from tests.builders.live_office import LiveOffice, live_office


@pytest.fixture
def office(tmp_path):
    """A WeChat and a Weibo account with posts on the last three days; it is 22 November, 09:30."""
    with live_office(tmp_path, wechat=1, weibo=1) as made:
        yield made


def run(office: LiveOffice, told: list, stop: threading.Event | None = None):
    made = office.workspace()
    with made.sole_writer("due", lock="schedule", wait=0):
        return tick(made, "zh", told.append, stop)


def test_the_sources_are_collected_once_a_day(office) -> None:
    """Then the running month is drafted; the next day again."""
    told = []
    runs = run(office, told)
    assert [f"{one.stage} {one.state}" for one in runs] == ["collect-22 done", "draft-22 done"]
    assert runs[0].detail["params"] == {"new": 6, "accounts": 2, "failed": 0}
    assert run(office, told) == []
    office.clock.go(days=1)
    assert [one.stage for one in run(office, told)] == ["collect-23", "draft-23"]


def test_a_collection_that_is_told_to_stop_stores_what_came_and_is_gone_on_with(office) -> None:
    """As after Ctrl-C; nothing else is begun, and the row stays open."""
    told, stop = [], threading.Event()
    office.before_wechat = lambda _: stop.set()
    runs = run(office, told, stop)
    assert [f"{one.stage} {one.state}" for one in runs] == ["collect-22 running"]
    assert told == []
    office.before_wechat = None
    first, *_ = run(office, told)
    assert (first.stage, first.state, first.attempts) == ("collect-22", RunState.DONE, 2)


def test_a_collection_in_which_every_account_fails_has_failed(office) -> None:
    """One of the reasons is told; the day goes on."""
    told = []
    for path in (office.home / "secrets").rglob("*"):
        if path.is_file():
            path.write_text("wrong\n", "utf-8")
    first, *_ = run(office, told)
    assert (first.stage, first.state) == ("collect-22", RunState.FAILED)
    assert first.detail["error"] == DataError.__name__
    assert first.detail["params"]["count"] == 2
    assert [one.stage for one in told if one.occasion is Occasion.FAILURE] == ["collect-22"]


def test_a_faulty_source_file_fails_the_collection_and_nothing_else(office) -> None:
    """Its fault is told with its file."""
    told = []
    office.source_file("weibo").write_text('kind = "weibbo"\n', "utf-8")
    first, *_ = run(office, told)
    assert (first.stage, first.state) == ("collect-22", RunState.FAILED)
    assert "weibo" in str(told[0].params)


def test_days_without_a_collection_are_missed(office) -> None:
    """Two days later the day between is recorded, not made up for."""
    told = []
    run(office, told)
    office.clock.go(days=2)
    runs = run(office, told)
    assert [f"{one.stage} {one.state}" for one in runs[:2]] == [
        "collect-23 missed",
        "collect-24 done",
    ]
