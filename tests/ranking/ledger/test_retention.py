"""What is old enough goes, whatever else there is; evidence never does."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from ranking.ledger.database import Ledger
from ranking.ledger.editions import save_draft
from ranking.ledger.fetches import save_fetches
from ranking.ledger.retention import delete_expired, expired, read_lists
from ranking.ledger.tables import (
    adjustments,
    approvals,
    batches,
    board_rows,
    calls,
    collections,
    edition_events,
    editions,
    fetches,
    imports,
    metadata,
    missing,
    quarantine,
    runs,
)
from tests.builders.ledger import event, fetch, stored

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 3, 1, 30, tzinfo=UTC)
BEFORE = NOW - timedelta(days=183)
DAY = BEFORE.date()
AGES = st.integers(0, 500)
KEPT = (adjustments, approvals, batches, board_rows, edition_events, editions, fetches)


def at(age: int) -> datetime:
    return NOW - timedelta(days=age)


def add_import(connection, number: int, age: int) -> int:
    values = {"file_name": "x", "file_sha256": f"{number:064}", "kind": "k", "summary": {}}
    connection.execute(
        insert(imports).values(id=number, imported_at=at(age), observed_at=at(age), **values)
    )
    return number


def add_rejected(connection, number: int, by: int, resolved: int | None) -> None:
    row = {"id": number, "import_id": by, "file_name": "x", "file_sha256": f"{number:064}"}
    row |= {"sheet": "", "row": 1, "kind": "k", "status": "quarantined", "reason": "r"}
    row |= {"column_name": "c", "value": "v", "cells": "{}", "resolved_by": resolved}
    connection.execute(insert(quarantine).values(**row))


def add_run(connection, number: int, age: int, state: str) -> None:
    row = {"list_id": "main", "month": "2026-10", "stage": f"collect-{number}", "revision": 0}
    row |= {"id": number, "state": state, "due_at": at(age), "owner": "", "fence": 1}
    connection.execute(insert(runs).values(**row, attempts=1, late=False, detail={}))


def add_collection(connection, number: int, age: int) -> None:
    row = {"id": number, "first": date(2026, 1, 1), "last": date(2026, 1, 2), "request": "r"}
    connection.execute(insert(collections).values(**row, began_at=at(age), accounts=1, summary={}))


def add_missing(connection, number: int, age: int, reason: str) -> None:
    day = at(age).date()
    row = {"id": number, "source": "s", "account": "weibo:1", "what": "a post", "detail": ""}
    row |= {"reason": reason, "first": day, "last": day, "day": day, "seen_at": at(age)}
    connection.execute(insert(missing).values(**row))


def add_audit(connection) -> None:
    """An edition, its event, an approval, an adjustment and a batch, all older than anything."""
    save_draft(connection, stored(), event())
    of = {"list_id": "main", "month": "2020-01", "person": "p", "actor": "a", "at": at(3000)}
    connection.execute(insert(approvals).values(**of, revision=1, manifest_sha256="0" * 64))
    row = {"number": 1, "kind": "note", "target": "", "text": "t", "reason": "r"}
    row |= {"evidence_name": "e", "evidence_sha256": "0" * 64, "status": "proposed"}
    connection.execute(insert(adjustments).values(**of, **row))
    save_fetches(connection, [fetch()])


def keys(connection) -> dict[str, set[object]]:
    return {
        table.name: {tuple(row) for row in connection.execute(select(*table.primary_key.columns))}
        for table in metadata.sorted_tables
    }


@pytest.fixture
def emptied(ledger):
    """The ledger with nothing in it."""
    with ledger.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
    return ledger


def prune(ledger: Ledger) -> dict[str, int]:
    with ledger.writing() as connection:
        return {e.kind: e.count for e in delete_expired(connection, BEFORE, DAY, "withdrawn")}


def test_what_is_older_goes_and_what_is_not_stays(emptied) -> None:
    """One row of each kind on either side of the day, and the newest whatever its age."""
    with emptied.writing() as connection:
        add_audit(connection)
        for number, age in ((1, 184), (2, 183), (3, 182), (4, 200)):
            add_collection(connection, number, age)
            add_run(connection, number, age, "done")
            add_import(connection, number, age)
            add_missing(connection, number, age, "withdrawn")
        for age in (184, 182):
            connection.execute(insert(calls).values(source="s", day=at(age).date(), calls=1))
        before = keys(connection)
    found = prune(emptied)
    assert found == {
        "calls": 1, "collections": 1, "gaps": 1, "runs": 1, "quarantine": 0, "imports": 1
    }  # fmt: skip
    with emptied.reading() as connection:
        after = keys(connection)
    for name in ("collections", "runs", "imports", "missing"):
        assert before[name] - after[name] == {(1,)}
    for table in KEPT:
        assert after[table.name] == before[table.name]
    assert sum(prune(emptied).values()) == 0


def test_rows_that_are_waited_for_stay_for_ever(emptied) -> None:
    """Open quarantine, runs that failed or wait, gaps that say what is not known."""
    with emptied.writing() as connection:
        old, new = add_import(connection, 1, 400), add_import(connection, 2, 0)
        add_rejected(connection, 1, old, None)
        add_rejected(connection, 2, old, new)
        add_rejected(connection, 3, old, old)
        add_rejected(connection, 4, new, None)
        for number, state in enumerate(("failed", "waiting", "running", "missed", "done"), 1):
            add_run(connection, number, 400, state)
        add_missing(connection, 1, 400, "not_given")
        add_missing(connection, 2, 0, "withdrawn")
    found = prune(emptied)
    assert found["gaps"] == found["imports"] == 0
    assert (found["quarantine"], found["runs"]) == (1, 1)
    with emptied.reading() as connection:
        left = keys(connection)
    assert left["quarantine"] == {(1,), (2,), (4,)}
    assert left["runs"] == {(1,), (2,), (3,), (5,)}


def test_an_import_goes_with_the_last_row_that_speaks_of_it(emptied) -> None:
    """Unless facts came from it."""
    with emptied.writing() as connection:
        for number in (1, 2, 3):
            add_import(connection, number, 400)
        add_rejected(connection, 1, 1, 2)
        add_rejected(connection, 2, 3, None)
        batch = {"dataset": "posts", "month": "2026-10", "kind": "raw", "sha256": "a" * 64}
        batch |= {"path": "p", "rows": 1, "import_id": 2, "created_at": NOW}
        connection.execute(insert(batches).values(**batch))
    found = prune(emptied)
    assert (found["quarantine"], found["imports"]) == (1, 1)
    with emptied.reading() as connection:
        assert keys(connection)["imports"] == {(2,), (3,)}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(AGES, max_size=6), st.lists(st.tuples(AGES, st.booleans()), max_size=6))
def test_nothing_younger_goes_and_no_evidence_whatever_the_ages(tmp_path, ages, rejected) -> None:
    """And what is announced is what goes, and afterwards there is nothing to do."""
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.create()
    try:
        with ledger.writing() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
            add_audit(connection)
            for number, age in enumerate(ages, 1):
                add_collection(connection, number, age)
                add_run(connection, number, age, "missed")
                add_import(connection, number, age)
            for number, (place, resolved) in enumerate(rejected, 1):
                by = 1 + place % len(ages) if ages else None
                if by:
                    add_rejected(connection, number, by, by if resolved else None)
            before = keys(connection)
            announced = expired(connection, BEFORE, DAY, "withdrawn")
        with ledger.writing() as connection:
            assert delete_expired(connection, BEFORE, DAY, "withdrawn") == announced
            after = keys(connection)
        for name in ("collections", "runs", "imports"):
            gone = before[name] - after[name]
            assert all(ages[number - 1] > 183 for (number,) in gone)
            if name != "imports":
                old = {(n,) for n, age in enumerate(ages, 1) if age > 183 and n < len(ages)}
                assert gone == old
        assert all(after[t.name] == before[t.name] for t in KEPT)
        assert sum(before_ - after_ for before_, after_ in _sizes(before, after)) == sum(
            one.count for one in announced
        )
        assert all(one.oldest is None or _as_day(one.oldest) <= DAY for one in announced)
        assert sum(prune(ledger).values()) == 0
    finally:
        ledger.close()


def _sizes(before, after):
    return [(len(before[name]), len(after[name])) for name in before]


def _as_day(value: object) -> date:
    return value.date() if isinstance(value, datetime) else value  # type: ignore[return-value]


def test_lists_are_those_of_editions_and_of_adjustments(emptied) -> None:
    """An adjustment may come before the first draft."""
    with emptied.writing() as connection:
        assert read_lists(connection) == []
        add_audit(connection)
        connection.execute(adjustments.update().values(list_id="other"))
        assert read_lists(connection) == ["main", "other"]
