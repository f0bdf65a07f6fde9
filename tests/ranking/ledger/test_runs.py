"""Runs in the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ranking.ledger.runs import last_run_at, put_run, read_runs
from ranking.model.run import RunState
from tests.builders.plans import make_run

AT = datetime(2026, 11, 4, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_run_is_stored_and_read_as_it_is(ledger) -> None:
    """Instants, null instants and what came of it."""
    detail = {"template": "{a} 多", "params": {"a": 1}}
    run = make_run("2026-10", "freeze", RunState.RUNNING, AT, 1, late=True, detail=detail)
    with ledger.writing() as connection:
        put_run(connection, run)
    with ledger.reading() as connection:
        assert read_runs(connection, "main") == [run]
        assert read_runs(connection, "other") == []


def test_a_later_attempt_takes_the_place_of_the_row(ledger) -> None:
    """One row a list, month, stage and revision; others stay."""
    first = make_run("2026-10", "freeze", RunState.FAILED, AT, 1)
    others = [
        replace(first, revision=2),
        replace(first, month="2026-09"),
        replace(first, stage="publish"),
        replace(first, list_id="other"),
    ]
    last = replace(first, state=RunState.DONE, attempts=2, ended_at=AT + HOUR)
    with ledger.writing() as connection:
        for run in (first, *others, last):
            put_run(connection, run)
    with ledger.reading() as connection:
        found = read_runs(connection, "main")
        assert read_runs(connection, "other") == [others[3]]
    assert sorted(found, key=str) == sorted([last, *others[:3]], key=str)


def test_the_last_instant_is_of_what_began_or_ended_last(ledger) -> None:
    """Nothing yet: none. What was never tried has none."""
    with ledger.writing() as connection:
        assert last_run_at(connection) is None
        put_run(connection, make_run("2026-10", "x", RunState.MISSED, AT, started_at=None))
        assert last_run_at(connection) == AT
        later = make_run("2026-10", "y", RunState.RUNNING, AT, started_at=AT + HOUR)
        put_run(connection, later)
        assert last_run_at(connection) == AT + HOUR
