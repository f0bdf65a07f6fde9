"""Adjustments in the ledger: proposed, decided, read; each change with its event."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from ranking.errors import EditionError, LedgerError
from ranking.ledger.events import Event, append_event
from ranking.ledger.tables import adjustments, edition_events
from ranking.model.adjustment import Adjustment, Kind, Status

PROPOSED = "adjusted"
DECIDED = {
    Status.CONFIRMED: "adjustment confirmed",
    Status.REJECTED: "adjustment rejected",
}
"""Decision → its action in the log, which holds at most 20 characters."""


def read_adjustments(connection: Connection, list_id: str, month: str) -> list[Adjustment]:
    """Return all adjustments of a month by number, whatever became of them.

    Raises LedgerError for a row that makes no sense.
    """
    query = (
        select(adjustments)
        .where(adjustments.c.list_id == list_id, adjustments.c.month == month)
        .order_by(adjustments.c.number)
    )
    return [_adjustment(row) for row in connection.execute(query)]


def adjusted_months(connection: Connection, list_id: str) -> list[str]:
    """Return the months of a list that have adjustments, or had by the log, oldest first."""
    stored = select(adjustments.c.month).where(adjustments.c.list_id == list_id)
    logged = select(edition_events.c.month).where(
        edition_events.c.list_id == list_id, edition_events.c.action == PROPOSED
    )
    return sorted(connection.execute(stored.union(logged)).scalars())


def add_adjustment(connection: Connection, adjustment: Adjustment, event: Event) -> None:
    """Record an adjustment of the event's list and month, in the caller's transaction.

    The database refuses a second one of the same number.
    """
    values = {**vars(adjustment), "list_id": event.list_id, "month": event.month}
    values |= {"kind": adjustment.kind.value, "status": adjustment.status.value}
    values |= {"points": None if adjustment.points is None else str(adjustment.points)}
    connection.execute(insert(adjustments).values(**values))
    append_event(connection, event)


def decide(connection: Connection, decided: Adjustment, event: Event) -> None:
    """Record who decided on a proposed adjustment and how, in the caller's transaction.

    Raises EditionError when it is not proposed any more.
    """
    change = (
        update(adjustments)
        .where(
            adjustments.c.list_id == event.list_id,
            adjustments.c.month == event.month,
            adjustments.c.number == decided.number,
            adjustments.c.status == Status.PROPOSED.value,
        )
        .values(
            status=decided.status.value,
            decided_by=decided.decided_by,
            decided_actor=decided.decided_actor,
            decided_at=decided.decided_at,
            decision=decided.decision,
        )
    )
    if connection.execute(change).rowcount != 1:
        raise EditionError(
            "Adjustment {number} of {month} was decided by somebody else at the same time.",
            number=decided.number,
            month=event.month,
            hint="Nothing was changed. Look at it with: govrank adjust list {month}",
        )
    append_event(connection, event)


def _adjustment(row: Row[Any]) -> Adjustment:
    values = {name: getattr(row, name) for name in Adjustment.__dataclass_fields__}
    try:
        if row.kind == Kind.UNDO:
            int(row.target)
        values |= {"kind": Kind(row.kind), "status": Status(row.status)}
        values |= {"points": None if row.points is None else Decimal(row.points)}
    except (ValueError, InvalidOperation) as error:
        raise LedgerError(
            "Adjustment {number} of {month} cannot be read: its row was changed.",
            number=row.number,
            month=row.month,
            hint="Restore the ledger from a backup.",
        ) from error
    return Adjustment(**values)
