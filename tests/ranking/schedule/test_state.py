"""How the schedule stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from ranking.errors import DataError
from ranking.ledger.tables import leases
from ranking.schedule import stages, tick
from ranking.schedule.state import ScheduleState, schedule_state
from tests.builders.scheduled import Scheduled, scheduled_office, shanghai


@pytest.fixture
def office(tmp_path) -> Scheduled:
    """October has posts; it closes on 4 November and is released on the 10th at 10:00."""
    return scheduled_office(tmp_path / "office", "2026-10")


def state(office: Scheduled, at: str) -> ScheduleState:
    office.now = shanghai(at)
    with office.workspace() as made:
        return schedule_state(made)


def names(things) -> list[str]:
    return [f"{one.stage} {one.month}" for one in things]


def test_before_anything_is_due_all_is_well(office) -> None:
    """Nobody runs it; the next instants are told."""
    found = state(office, "2026-11-01 05:59")
    assert (found.holder, found.alive, found.due, found.runs) == (None, False, (), ())
    assert names(found.coming) == ["freeze 2026-10", "publish 2026-10"]
    assert [one.due_at for one in found.coming] == [
        shanghai("2026-11-04 00:00"),
        shanghai("2026-11-10 10:00"),
    ]
    assert found.healthy


def test_what_is_overdue_and_nobody_works_on_is_unhealthy(office) -> None:
    """Half an hour is allowed; somebody who is at work is as well."""
    assert state(office, "2026-11-04 00:30").healthy
    found = state(office, "2026-11-04 00:31")
    assert (names(found.overdue), found.healthy) == (["freeze 2026-10"], False)
    with office.workspace() as made, made.sole_writer("schedule run", lock="schedule", wait=0):
        held = schedule_state(made)
    assert held.alive
    assert held.holder is not None
    assert "schedule run" in held.holder.owner
    assert held.healthy


def test_a_clock_behind_what_is_recorded_is_unhealthy(office) -> None:
    """Whoever runs the schedule does nothing then."""
    office.at("2026-11-04 00:00")
    assert state(office, "2026-11-04 00:00").trouble is None
    found = state(office, "2026-11-03 23:59")
    assert not found.healthy
    assert "says 2026-11-03 23:59:00, but the schedule last worked at 2026-11-04 00:00:00" in str(
        found.trouble
    )


def test_a_service_that_does_nothing_about_what_is_overdue_is_unhealthy(
    office, monkeypatch
) -> None:
    """Each of its rounds may fail; one that is at work on a stage is well however long it takes."""
    with office.workspace() as made, made.sole_writer("schedule run", lock="schedule", wait=0):
        began = shanghai("2026-11-05 12:00")
        with made.ledger.writing() as connection:
            connection.execute(update(leases).values(since=began))
        office.now = began + timedelta(minutes=29)
        assert schedule_state(made).overdue
        assert schedule_state(made).healthy
        office.now = began + timedelta(minutes=31)
        found = schedule_state(made)
        assert "does nothing about what is overdue" in str(found.trouble)
        assert not found.healthy
        monkeypatch.setattr(tick, "perform", lambda *_: None)
        tick.tick(made, "zh", office.told.append)
        office.now += timedelta(hours=3)
        assert schedule_state(made).healthy


def test_what_failed_is_unhealthy_until_it_is_done(office, monkeypatch) -> None:
    """Also while it may not be tried again."""

    def broken(*_, **__):
        raise DataError("Gone.")

    monkeypatch.setattr(stages, "freeze_month", broken)
    office.at("2026-11-04 00:00")
    found = state(office, "2026-11-04 00:01")
    assert (names(found.failed), found.due, found.healthy) == (["freeze 2026-10"], (), False)
    monkeypatch.undo()
    office.at("2026-11-04 01:00")
    found = state(office, "2026-11-04 01:01")
    assert (found.failed, names(found.late), found.healthy) == ((), ["freeze 2026-10"], True)


def test_of_daily_work_the_last_days_failure_alone_counts(office, monkeypatch) -> None:
    """The next day has done what the failed one would have."""

    def broken(*_, **__):
        raise DataError("Gone.")

    monkeypatch.setattr(stages, "check_month", broken)
    office.at("2026-11-02 06:00")
    assert names(state(office, "2026-11-02 06:01").failed) == ["check-02 2026-11"]
    monkeypatch.undo()
    office.at("2026-11-03 06:00")
    assert state(office, "2026-11-03 06:01").healthy


def test_what_waits_for_people_is_no_illness(office) -> None:
    """It says what for; the next freezing is that of the running month."""
    office.at("2026-11-04 00:00")
    found = state(office, "2026-11-09 12:00")
    assert names(found.waiting) == ["publish 2026-10"]
    assert names(found.coming) == ["publish 2026-10", "freeze 2026-11"]
    assert found.healthy


def test_a_release_that_passed_without_approvals_is_an_illness(office) -> None:
    """Until they are there; then half an hour is allowed to publish it."""
    office.at("2026-11-04 00:00")
    assert state(office, "2026-11-10 09:59").healthy
    found = state(office, "2026-11-10 10:00")
    assert (names(found.unreleased), found.waiting) == (["publish 2026-10"], ())
    assert not found.healthy
    office.now = shanghai("2026-11-11 12:00")
    office.approve("2026-10")
    found = state(office, "2026-11-11 12:30")
    assert (names(found.due), found.overdue, found.healthy) == (["publish 2026-10"], (), True)
    assert names(state(office, "2026-11-11 12:31").overdue) == ["publish 2026-10"]


def test_the_next_collection_is_told_where_there_are_sources(office, monkeypatch) -> None:
    """Today's, or tomorrow's after it has begun."""
    monkeypatch.setattr("ranking.schedule.known._has_sources", lambda _: True)
    for now, at in (("01 05:59", "01 06:00"), ("01 06:00", "02 06:00"), ("30 07:00", "31 06:00")):
        found = state(office, f"2026-10-{now}")
        assert found.coming[0].stage == "collect"
        assert found.coming[0].due_at == shanghai(f"2026-10-{at}")
    assert state(office, "2026-10-31 07:00").coming[0].month == "2026-11"
