"""The daily work: every day once, and after a pause the last day alone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from ranking.model.lifecycle import State
from ranking.model.month import SHANGHAI
from ranking.model.run import RunState
from ranking.schedule.plan import Key
from ranking.schedule.plan_daily import daily, day_of
from tests.builders.plans import make_known, make_run, of_due, revision, shanghai

FIRST, DAYS = date(2024, 1, 1), 1461
"""Four years with a leap day."""


def six(day: date) -> datetime:
    return datetime.combine(day, time(6), SHANGHAI)


def done(day: str, stage: str = "collect", state: RunState = RunState.DONE):
    return make_run(day[:7], f"{stage}-{day[8:]}", state, shanghai(f"{day} 06:00"))


def test_every_day_of_four_years_is_collected_once_under_its_own_name() -> None:
    """At 06:00 in Shanghai and not a moment before, on 29 February and on every last day."""
    seen = set()
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        before = done(str(day - timedelta(days=1)))
        (due,) = daily(make_known(six(day), runs=[before], sources=True, posts=()))
        early = make_known(six(day) - timedelta(microseconds=1), runs=[before], sources=True)
        assert not [one for one in daily(early) if one.stage.startswith("collect")]
        assert (due.due_at, due.revision, due.late) == (six(day), 0, False)
        assert day_of(due.key) == day
        seen.add(due.key)
    assert len(seen) == DAYS


def test_a_new_schedule_begins_with_today() -> None:
    """Before the hour there is nothing to do; yesterday was nobody's to do."""
    assert of_due(daily(make_known(shanghai("2026-11-05 05:59"), sources=True))) == []
    found = daily(make_known(shanghai("2026-11-05 06:00"), sources=True, posts=()))
    assert of_due(found) == ["DO collect-05 2026-11 0"]


def test_after_a_pause_the_last_day_is_worked_and_the_others_are_missed() -> None:
    """Its collection asks for all of the last 31 days."""
    known = make_known(
        shanghai("2026-11-04 05:00"), runs=[done("2026-10-31")], sources=True, posts=()
    )
    due = list(daily(known))
    expected = ["MISS collect-01 2026-11 0", "MISS collect-02 2026-11 0", "DO collect-03 2026-11 0"]
    assert of_due(due) == expected
    assert due[-1].late


def test_three_months_of_pause_are_recorded_day_by_day() -> None:
    """None twice, none left out."""
    known = make_known(
        shanghai("2026-11-04 07:00"), runs=[done("2026-08-04")], sources=True, posts=()
    )
    missed = [one.key for one in daily(known) if one.action.name == "MISS"]
    assert len(set(missed)) == len(missed) == 91


def test_a_day_that_a_process_died_in_is_missed_when_the_next_has_come() -> None:
    """On its own day it is taken up again."""
    run = done("2026-11-03", state=RunState.RUNNING)
    same = make_known(shanghai("2026-11-03 20:00"), runs=[run], sources=True, posts=())
    assert of_due(daily(same)) == ["DO collect-03 2026-11 0"]
    later = make_known(shanghai("2026-11-04 06:00"), runs=[run], sources=True, posts=())
    assert of_due(daily(later)) == ["MISS collect-03 2026-11 0", "DO collect-04 2026-11 0"]


def test_without_sources_nothing_is_collected_and_nothing_missed() -> None:
    """Drafts are made all the same."""
    known = make_known(shanghai("2026-11-04 07:00"), runs=[done("2026-11-01")])
    assert of_due(daily(known)) == ["DO draft-04 2026-11 0", "DO check-04 2026-11 0"]


@pytest.mark.parametrize(
    ("revisions", "posts", "expected"),
    [
        ((), ("2026-10", "2026-11"), ["draft", "check"]),
        ((), ("2026-11",), ["draft"]),
        ((), (), []),
        ((("2026-10", State.DRAFT),), ("2026-10",), ["draft", "check"]),
        ((("2026-10", State.FROZEN),), ("2026-10",), []),
        ((("2026-10", State.PUBLISHED),), ("2026-10", "2026-11"), ["draft"]),
    ],
)
def test_drafts_are_of_months_with_posts_that_are_not_frozen(revisions, posts, expected) -> None:
    """Of the running month and the one that settles; the check is of the latter."""
    found = [revision(month, state) for month, state in revisions]
    known = make_known(shanghai("2026-11-04 07:00"), revisions=found, posts=posts)
    assert of_due(daily(known)) == [f"DO {stage}-04 2026-11 0" for stage in expected]


def test_the_list_file_says_at_what_time() -> None:
    """In Shanghai."""
    rules = {"schedule": {"collect_at": "21:30"}, "sources": True, "posts": ()}
    assert not list(daily(make_known(shanghai("2026-11-04 21:29"), **rules)))
    assert list(daily(make_known(shanghai("2026-11-04 21:30"), **rules)))


def test_a_day_is_told_from_the_work_of_a_month() -> None:
    """By its number."""
    assert day_of(Key("2024-02", "collect-29", 0)) == date(2024, 2, 29)
    assert day_of(Key("2026-10", "freeze", 1)) is None
