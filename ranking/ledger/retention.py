"""Records of daily work that are old enough to go. What is audited is not among them.

Events, approvals, adjustments and editions are the chain of evidence: nothing here, or anywhere in
govrank, deletes one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, exists, func, or_, select

from ranking.ledger.tables import (
    adjustments,
    batches,
    calls,
    collections,
    editions,
    imports,
    missing,
    quarantine,
    runs,
)


@dataclass(frozen=True)
class Expired:
    """Rows of one kind that may go: how many, and the time of the oldest (null = there is none)."""

    kind: str
    count: int
    oldest: datetime | date | None


@dataclass(frozen=True)
class _Rule:
    """Rows of a table that may go, and the column that says how old they are."""

    kind: str
    table: Table
    when: ColumnElement[Any]
    which: ColumnElement[bool]


def expired(connection: Connection, before: datetime, day: date, harmless: str) -> list[Expired]:
    """Return what is older than an instant, and than a day where only days are recorded.

    Of gaps that is those of the reason ``harmless``: any other says that a day is not known in
    full, for ever. The newest row of each kind always stays: no number is given out twice.
    """
    return [_count(connection, rule) for rule in _rules(before, day, harmless)]


def delete_expired(
    connection: Connection, before: datetime, day: date, harmless: str
) -> list[Expired]:
    """Delete what ``expired`` returns, in the caller's transaction; return what it was."""
    found = expired(connection, before, day, harmless)
    for rule in _rules(before, day, harmless):
        connection.execute(delete(rule.table).where(rule.which))
    return found


def read_lists(connection: Connection) -> list[str]:
    """Return the ids of all lists of which there is an edition or an adjustment."""
    both = select(editions.c.list_id).union(select(adjustments.c.list_id))
    return sorted(connection.execute(both).scalars())


def _rules(before: datetime, day: date, harmless: str) -> tuple[_Rule, ...]:
    """Return the rules in the order in which they are applied: rows before what they refer to."""
    ended = func.coalesce(runs.c.ended_at, runs.c.due_at)
    over = runs.c.state.in_(("done", "missed"))
    resolved = _resolved_before(before)
    return (
        _Rule("calls", calls, calls.c.day, calls.c.day < day),
        _Rule(
            "collections",
            collections,
            collections.c.began_at,
            and_(collections.c.began_at < before, _not_newest(collections)),
        ),
        _Rule(
            "gaps",
            missing,
            missing.c.seen_at,
            and_(
                missing.c.seen_at < before,
                missing.c.last < day,
                missing.c.reason == harmless,
                _not_newest(missing),
            ),
        ),
        _Rule("runs", runs, runs.c.due_at, and_(over, ended < before, _not_newest(runs))),
        _Rule("quarantine", quarantine, _resolved_at(), resolved),
        _Rule(
            "imports",
            imports,
            imports.c.imported_at,
            and_(imports.c.imported_at < before, _not_newest(imports), _unused_import(resolved)),
        ),
    )


def _count(connection: Connection, rule: _Rule) -> Expired:
    query = select(func.count(), func.min(rule.when)).select_from(rule.table).where(rule.which)
    count, oldest = connection.execute(query).one()
    return Expired(rule.kind, count, oldest)


def _not_newest(table: Table) -> ColumnElement[bool]:
    """SQLite gives the number of a deleted newest row to the next one."""
    again = table.alias()
    highest: ColumnElement[Any] = select(func.max(again.c.id)).scalar_subquery()
    return table.c.id < highest


def _resolved_at() -> ColumnElement[Any]:
    by = imports.alias()
    query = select(by.c.imported_at).where(by.c.id == quarantine.c.resolved_by)
    return query.correlate(quarantine).scalar_subquery()


def _resolved_before(before: datetime) -> ColumnElement[bool]:
    by = imports.alias()
    old = exists().where(by.c.id == quarantine.c.resolved_by, by.c.imported_at < before)
    return and_(old.correlate(quarantine), _not_newest(quarantine))


def _unused_import(resolved: ColumnElement[bool]) -> ColumnElement[bool]:
    """No fact came from it, and no row that stays in quarantine speaks of it."""
    named = or_(quarantine.c.import_id == imports.c.id, quarantine.c.resolved_by == imports.c.id)
    return and_(
        ~exists().where(batches.c.import_id == imports.c.id),
        ~exists().where(named, ~resolved),
    )
