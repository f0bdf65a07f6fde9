"""The work of a month: each frozen and published exactly at its instants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from ranking.model.lifecycle import Approval, State
from ranking.model.month import Month
from ranking.model.run import RunState
from ranking.schedule.calendar import WorkCalendar
from ranking.schedule.plan import Known
from ranking.schedule.plan_months import monthly, months
from ranking.schedule.release import release_instant
from tests.builders.child import run_child
from tests.builders.month import make_list
from tests.builders.plans import PEOPLE, RULE, make_known, make_run, of_due, revision, shanghai

FIRST = Month(2024, 1)
MONTHS = [FIRST.shift(number) for number in range(48)]
MOMENT = timedelta(microseconds=1)
RULES = (RULE, {"rule": "date", "day": 10, "time": "07:59"}, {"rule": "last_day", "time": "23:59"})
IN_ANOTHER_ZONE = """
import time
from tests.ranking.schedule.test_plan_months import lines_of_48_months
print(time.strftime("%z", time.localtime(1782864000)))
print("\\n".join(lines_of_48_months()))
"""


def since(month: Month, **more: object) -> dict[str, object]:
    return {"schedule": {"since": str(month)}, **more}


def lines_of_48_months() -> Iterator[str]:
    """Yield what is due around every cut-off and release, hour by hour around clock changes."""
    for month in MONTHS:
        release = release_instant(make_list(release=RULE), month, WorkCalendar())
        for at in (release.cut_off, release.instant):
            for hours in (-1, 0, 1):
                now = at + timedelta(hours=hours)
                known = make_known(now, sources=True, **since(month))
                found = [*of_due(monthly(known)), *(str(m) for m in months(known))]
                yield f"{now.isoformat()} {found}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["rule"]))
def test_each_of_48_months_is_frozen_at_its_cut_off_and_published_at_its_release(rule) -> None:
    """Not a moment before, at that instant in time, and a quarter of an hour later late."""
    for month in MONTHS:
        more = since(month, release=rule)
        release = release_instant(make_list(release=rule), month, WorkCalendar())
        approved = [revision(str(month), State.APPROVED)]
        for at, revisions, stage in (
            (release.cut_off, [], "freeze"),
            (release.instant, approved, "publish"),
        ):
            early = make_known(at - MOMENT, revisions=revisions, **more)
            assert of_due(monthly(early)) == []
            (due,) = monthly(make_known(at, revisions=revisions, **more))
            assert of_due([due]) == [f"DO {stage} {month} 1"]
            assert (due.due_at, due.late) == (at, False)
            (later,) = monthly(make_known(at + timedelta(hours=1), revisions=revisions, **more))
            assert later.late


def test_months_that_were_not_worked_are_due_oldest_first_and_late() -> None:
    """Three months down."""
    known = make_known(shanghai("2026-11-05 09:00"), **since(Month(2026, 7)))
    due = list(monthly(known))
    assert of_due(due) == [f"DO freeze 2026-{number:02d} 1" for number in (7, 8, 9, 10)]
    assert [one.late for one in due] == [True] * 4


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (None, ["DO freeze 2026-09 1"]),
        (State.DRAFT, ["DO freeze 2026-09 1"]),
        (State.FROZEN, ["WAIT publish 2026-09 1"]),
        (State.REVIEWED, ["WAIT publish 2026-09 1"]),
        (State.APPROVED, ["DO publish 2026-09 1"]),
        (State.PUBLISHED, []),
        (State.WITHDRAWN, []),
    ],
)
def test_what_is_due_of_a_month_follows_from_its_state(state, expected) -> None:
    """Long after its release."""
    revisions = [revision("2026-09", state)] if state else []
    known = make_known(shanghai("2026-10-31 12:00"), revisions=revisions, **since(Month(2026, 9)))
    assert of_due(monthly(known)) == expected


def test_later_revisions_are_published_at_once_when_they_are_approved() -> None:
    """Of any month; late is counted from the second approval."""
    at = shanghai("2026-10-20 12:00")
    given = [Approval(name, name, at, "m") for name in ("张三", "李四")]
    revisions = [
        revision("2024-03", State.PUBLISHED),
        revision("2024-03", State.APPROVED, 2),
        revision("2024-04", State.WITHDRAWN),
        revision("2024-04", State.FROZEN, 2),
    ]
    approvals = {("2024-03", 2): given}
    known = make_known(
        at + timedelta(minutes=1),
        revisions=revisions,
        approvals=approvals,
        **since(Month(2026, 10)),
    )
    (due,) = monthly(known)
    assert of_due([due]) == ["DO publish 2024-03 2"]
    assert (due.due_at, due.late) == (at, False)


def test_a_first_edition_approved_after_its_release_is_due_from_then_on() -> None:
    """Due when the second person approved, late by its release."""
    at = shanghai("2026-11-20 12:00")
    given = {("2026-10", 1): [Approval(name, name, at, "m") for name in ("张三", "李四")]}
    known = make_known(
        at,
        revisions=[revision("2026-10", State.APPROVED)],
        approvals=given,
        **since(Month(2026, 10)),
    )
    (due,) = monthly(known)
    assert (due.due_at, due.late) == (at, True)


def test_a_second_revision_before_the_release_is_for_people_to_freeze() -> None:
    """They began it; the schedule says so and waits."""
    revisions = [revision("2026-09", State.REVISED), revision("2026-09", State.DRAFT, 2)]
    known = make_known(shanghai("2026-10-14 12:00"), revisions=revisions, **since(Month(2026, 9)))
    (due,) = monthly(known)
    assert of_due([due]) == ["WAIT publish 2026-09 2"]
    assert due.wait is not None
    assert "people have not frozen it" in due.wait.template


def test_without_a_release_rule_people_freeze_and_publish() -> None:
    """Nothing is due, whatever the state."""
    revisions = [revision("2026-09", State.APPROVED)]
    assert not list(monthly(make_known(shanghai("2026-11-20 12:00"), release=None)))
    assert not list(
        monthly(make_known(shanghai("2026-11-20 12:00"), revisions=revisions, release=None))
    )


def wait_of(known: Known) -> str:
    (due,) = monthly(known)
    assert due.wait is not None
    return due.wait.template.format(**due.wait.params)


def test_a_month_without_posts_or_with_undecided_adjustments_waits_for_people() -> None:
    """It says what for."""
    at, more = shanghai("2026-11-04 00:00"), since(Month(2026, 10))
    assert "no posts of it" in wait_of(make_known(at, posts=(), **more))
    proposed = {"2026-10": [2, 5]}
    assert "adjustments 2, 5." in wait_of(make_known(at, proposed=proposed, **more))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), "two approvals are missing; they can come from 张三、李四、王五."),
        (("张三",), "one approval is missing; it can come from 李四."),
        (("李四",), "one approval is missing; it can come from 张三、王五."),
    ],
)
def test_reminders_name_those_whose_approval_would_count(given, expected) -> None:
    """One of the two must have the role approve."""
    at = shanghai("2026-11-06 10:00")
    state = State.REVIEWED if given else State.FROZEN
    approvals = {("2026-10", 1): [Approval(name, name, at, "m") for name in given]}
    known = make_known(
        at,
        revisions=[revision("2026-10", state)],
        approvals=approvals,
        people=PEOPLE,
        **since(Month(2026, 10)),
    )
    assert wait_of(known).endswith(expected)


def test_people_are_reminded_once_a_day_from_two_days_before_the_release() -> None:
    """Each day is counted from the hour of the release."""
    release = shanghai("2026-11-06 10:00")
    revisions = [revision("2026-10", State.FROZEN)]

    def reminder(now: datetime) -> int | None:
        found = list(monthly(make_known(now, revisions=revisions, **since(Month(2026, 10)))))
        return found[0].wait.reminder if found and found[0].wait else None

    day = timedelta(days=1)
    assert reminder(release - 2 * day - MOMENT) is None
    instants = (release - 2 * day, release - day - MOMENT, release - day, release, release + day)
    assert [reminder(at) for at in instants] == [0, 0, 1, 2, 3]


def test_what_needs_no_approval_is_published_at_its_release_without_reminders() -> None:
    """As the frozen list file says."""
    release = shanghai("2026-11-06 10:00")
    of = {"revisions": [revision("2026-10", State.FROZEN)], "automatic": [("2026-10", 1)]}
    of |= since(Month(2026, 10))
    assert not list(monthly(make_known(release - MOMENT, **of)))
    assert of_due(monthly(make_known(release, **of))) == ["DO publish 2026-10 1"]


def test_the_first_month_is_the_lists_or_the_earliest_worked_on_or_the_one_before_now() -> None:
    """A later revision of an old month does not count, and a day sees the month before it."""
    now = shanghai("2026-11-20 12:00")
    assert [str(one) for one in months(make_known(now))] == ["2026-10"]
    asked = {"runs": [make_run("2026-09", "freeze", RunState.DONE, now, 1)]}
    assert [str(one) for one in months(make_known(now, **asked))] == ["2026-09", "2026-10"]
    asked = {"runs": [make_run("2026-09", "collect-05", RunState.DONE, now)]}
    assert str(months(make_known(now, **asked))[0]) == "2026-08"
    asked = {"runs": [make_run("2024-09", "publish", RunState.DONE, now, 2)]}
    assert [str(one) for one in months(make_known(now, **asked))] == ["2026-10"]
    assert len(months(make_known(now, **asked, **since(Month(2025, 11))))) == 12
    asked = {"runs": [make_run("2024-09", "publish", RunState.DONE, now, 1)]}
    assert [str(one) for one in months(make_known(now, **asked))] == ["2026-10"]
    asked = {"runs": [make_run("2026-09", "publish", RunState.WAITING, now, 1)]}
    assert [str(one) for one in months(make_known(now, **asked))] == ["2026-09", "2026-10"]
    assert months(make_known(now, **since(Month(2027, 1)))) == []


@pytest.mark.parametrize(
    ("state", "revisions", "expected"),
    [
        (RunState.RUNNING, [State.PUBLISHED], ["SETTLE publish 2026-10 1"]),
        (RunState.WAITING, [State.PUBLISHED], ["SETTLE publish 2026-10 1"]),
        (RunState.FAILED, [State.WITHDRAWN], ["SETTLE publish 2026-10 1"]),
        (RunState.DONE, [State.PUBLISHED], []),
        (RunState.WAITING, [State.REVISED, State.PUBLISHED], ["MISS publish 2026-10 1"]),
    ],
)
def test_a_row_whose_step_has_been_taken_is_settled(state, revisions, expected) -> None:
    """By a person or by a run that died after it; what was never published is missed."""
    at = shanghai("2026-11-06 10:00")
    found = [revision("2026-10", one, n) for n, one in enumerate(revisions, 1)]
    known = make_known(at, revisions=found, runs=[make_run("2026-10", "publish", state, at, 1)])
    assert of_due(monthly(known)) == expected


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York", "US/Pacific"])
def test_the_plan_is_the_same_wherever_the_computer_thinks_it_is(zone) -> None:
    """48 months, around the hours at which other zones change their clocks."""
    done = run_child(IN_ANOTHER_ZONE, TZ=zone)
    assert done.returncode == 0, done.stderr
    offset, *lines = done.stdout.splitlines()
    expected = {"UTC": "+0000", "Asia/Shanghai": "+0800"}
    expected |= {"America/New_York": "-0400", "US/Pacific": "-0700"}
    assert offset == expected[zone]
    assert lines == list(lines_of_48_months())


def test_a_plan_knows_utc_alone() -> None:
    """Whatever instant it is asked at."""
    (due,) = monthly(make_known(shanghai("2026-11-04 00:00"), **since(Month(2026, 10))))
    assert due.due_at.tzinfo is UTC
