"""Imports, and the rows they could not take in: kept once, corrected in place, resolved."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ranking.ledger.imports import (
    add_import,
    count_rejected,
    first_observation,
    keep_rejected,
    open_places,
    read_imports,
    read_rejected,
    resolve_ids,
)
from ranking.model.quarantine import RejectedRow
from tests.builders.ledger import NOW

SHA = "a" * 64
ROW = RejectedRow(
    id=None,
    file_name="十月.xlsx",
    sheet="Sheet1",
    row=7,
    kind="weibo-search",
    status="quarantined",
    reason="count_negative",
    column="转发数",
    value="-1",
    month="2026-10",
    account="weibo:1",
    cells='{"转发数": "-1"}',
)


def import_values(sha: str = SHA, day: int = 0, **more: object) -> dict[str, object]:
    when = NOW + timedelta(days=day)
    values = {"file_name": "十月.xlsx", "file_sha256": sha, "kind": "weibo-search", "summary": {}}
    return {**values, "imported_at": NOW, "observed_at": when, **more}


@pytest.fixture
def connection(ledger):
    """A write transaction with imports 1, 2 and 3."""
    with ledger.writing() as connection:
        assert [add_import(connection, import_values(day=n)) for n in range(3)] == [1, 2, 3]
        yield connection


def test_imports_are_read_oldest_first_with_all_they_say(connection) -> None:
    """The summary is JSON of any depth, instants are aware."""
    summary = {"rows": 3, "reasons": {"负数": [1, None]}}
    add_import(connection, import_values("b" * 64, summary=summary))
    records = read_imports(connection)
    assert [record.id for record in records] == [1, 2, 3, 4]
    assert records[-1].summary == summary
    assert records[1].observed_at == NOW + timedelta(days=1)


def test_the_first_import_of_a_file_says_when_it_was_observed(connection) -> None:
    """Importing the same bytes again does not move their observation."""
    assert first_observation(connection, SHA) == NOW
    assert first_observation(connection, "c" * 64) is None


def test_a_place_in_a_file_is_kept_once(connection) -> None:
    """Per file, sheet and row, however often the file is imported."""
    rows = [ROW, replace(ROW, row=8), replace(ROW, sheet="Sheet2")]
    keep_rejected(connection, 1, SHA, rows)
    first = read_rejected(connection)
    keep_rejected(connection, 2, SHA, rows)
    assert read_rejected(connection) == first
    assert [replace(row, id=None) for row in first] == rows
    keep_rejected(connection, 2, "b" * 64, [ROW])
    assert len(read_rejected(connection)) == 4
    keep_rejected(connection, 2, "b" * 64, [])
    assert len(read_rejected(connection)) == 4


def test_an_open_row_that_is_rejected_otherwise_says_so_under_its_number(connection) -> None:
    """The record is brought up to date in place, whatever changed; its neighbour is untouched."""
    keep_rejected(connection, 1, SHA, [replace(ROW, row=6), ROW])
    before = read_rejected(connection)
    for change in (
        {"status": "unregistered", "reason": "account_unknown", "column": "user_id", "value": "1"},
        {"status": "unregistered"},
        {"reason": "count_fraction"},
        {"column": "评论数"},
        {"value": "-2"},
        {"month": None},
        {"account": None},
        {"cells": "{}"},
    ):
        now = replace(ROW, **change)
        keep_rejected(connection, 2, SHA, [now])
        assert read_rejected(connection) == [before[0], replace(now, id=before[1].id)], change


def test_a_resolved_row_stays_resolved(connection) -> None:
    """The uncorrected file may be imported again: what replaced its row holds."""
    keep_rejected(connection, 1, SHA, [ROW, replace(ROW, row=8)])
    first, second = read_rejected(connection)
    assert resolve_ids(connection, 2, {first.id}) == 1
    keep_rejected(connection, 3, SHA, [ROW, replace(ROW, row=8), replace(ROW, row=9)])
    open_rows = read_rejected(connection)
    assert open_rows[0] == second
    assert [row.row for row in open_rows] == [8, 9]


def test_a_correction_that_is_wrong_again_updates_the_row_it_names(connection) -> None:
    """By quarantine number, from any file: number, file and place are those of the first."""
    keep_rejected(connection, 1, SHA, [ROW])
    (first,) = read_rejected(connection)
    wrong = replace(ROW, id=first.id, file_name="更正.csv", sheet="", row=2, value="-9")
    keep_rejected(connection, 2, "b" * 64, [wrong])
    assert read_rejected(connection) == [replace(first, value="-9")]


@pytest.mark.parametrize("number", [0, -1, 4711, 10**15])
def test_a_row_that_names_a_number_nobody_has_is_kept_at_its_own_place(connection, number) -> None:
    """A mistyped number loses no row; nor does the number of a resolved one."""
    keep_rejected(connection, 1, SHA, [ROW])
    (first,) = read_rejected(connection)
    resolve_ids(connection, 2, {first.id})
    rows = [replace(ROW, id=number), replace(ROW, id=first.id, row=8)]
    keep_rejected(connection, 2, "b" * 64, rows)
    assert [(row.row, row.value) for row in read_rejected(connection)] == [(7, "-1"), (8, "-1")]


def test_the_same_place_twice_in_one_import_is_one_row(connection) -> None:
    """The last finding counts."""
    keep_rejected(connection, 1, SHA, [ROW, replace(ROW, reason="last")])
    assert [row.reason for row in read_rejected(connection)] == ["last"]


def test_open_places_are_those_of_the_file_that_are_not_resolved(connection) -> None:
    """With number, sheet and row."""
    keep_rejected(connection, 1, SHA, [ROW, replace(ROW, row=8)])
    keep_rejected(connection, 1, "b" * 64, [ROW])
    number = read_rejected(connection)[0].id
    resolve_ids(connection, 2, [number])
    assert resolve_ids(connection, 2, []) == 0
    assert [(sheet, row) for _, sheet, row in open_places(connection, SHA)] == [("Sheet1", 8)]


def test_a_resolved_row_keeps_the_import_that_resolved_it(connection) -> None:
    """Resolving again, or an unknown number, changes nothing."""
    keep_rejected(connection, 1, SHA, [ROW])
    number = read_rejected(connection)[0].id
    assert [resolve_ids(connection, by, [number, 4711]) for by in (2, 3)] == [1, 0]
    resolved = connection.exec_driver_sql("SELECT resolved_by FROM quarantine").scalars().all()
    assert resolved == [2]


def test_a_month_shows_its_open_rows_and_those_without_a_month(connection) -> None:
    """A row whose time cannot be read may belong to any month, so every month shows it."""
    rows = [
        ROW,
        replace(ROW, row=8, month=None, reason="time_unreadable"),
        replace(ROW, row=9, month="2026-09", status="unregistered", reason="account_unknown"),
        replace(ROW, row=10),
    ]
    keep_rejected(connection, 1, SHA, rows)
    assert [row.row for row in read_rejected(connection, "2026-10")] == [7, 8, 10]
    assert [row.row for row in read_rejected(connection, "2026-09")] == [8, 9]
    assert [row.row for row in read_rejected(connection)] == [7, 8, 9, 10]
    assert count_rejected(connection, "2026-10") == {
        ("quarantined", "count_negative"): 2,
        ("quarantined", "time_unreadable"): 1,
    }
    resolve_ids(connection, 2, [read_rejected(connection, "2026-10")[0].id])
    assert count_rejected(connection, "2026-10")["quarantined", "count_negative"] == 1


def test_cells_of_any_length_are_kept(connection) -> None:
    """A hostile cell fits on both databases: whole where it is evidence, cut where it is a key."""
    long = "长" * 100_000
    keep_rejected(connection, 1, SHA, [replace(ROW, value=long, cells=long, account=long)])
    keep_rejected(connection, 2, SHA, [replace(ROW, value=long, cells=long, account=long)])
    (row,) = read_rejected(connection)
    assert row.value == row.cells == long
    assert row.account == long[:300]
