"""The life of editions: their revisions, the change of a state with its event, and approvals."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from ranking.errors import EditionError
from ranking.ledger.events import Event, append_event
from ranking.ledger.tables import approvals, editions
from ranking.model.lifecycle import Approval, Reason, Revision, State

_COLUMNS = (
    editions.c.list_id,
    editions.c.month,
    editions.c.revision,
    editions.c.state,
    editions.c.created_at,
    editions.c.manifest_sha256,
    editions.c.cut_off,
    editions.c.published_at,
    editions.c.release_sha256,
    editions.c.reason,
)


def read_revisions(
    connection: Connection, list_id: str, month: str | None = None
) -> list[Revision]:
    """Return the revisions of a list, or of one month, by month and revision."""
    query: Select[Any] = select(*_COLUMNS).where(editions.c.list_id == list_id)
    if month is not None:
        query = query.where(editions.c.month == month)
    ordered = query.order_by(editions.c.month, editions.c.revision)
    return [_revision(row) for row in connection.execute(ordered)]


def change_state(
    connection: Connection, revision: Revision, state: State, event: Event, **columns: Any
) -> str:
    """Move a revision on and record why, in the caller's transaction; return the event's hash.

    ``columns`` are further columns of the edition. Raises EditionError when the revision is not
    in the state any more in which it was read.
    """
    change = (
        update(editions)
        .where(
            editions.c.list_id == revision.list_id,
            editions.c.month == revision.month,
            editions.c.revision == revision.revision,
            editions.c.state == revision.state.value,
        )
        .values(state=state.value, **columns)
    )
    if connection.execute(change).rowcount != 1:
        raise EditionError(
            "{month} r{revision} was changed by somebody else at the same time.",
            month=revision.month,
            revision=revision.revision,
            hint="Nothing was changed. Look at it with: govrank history {month}",
        )
    return append_event(connection, event)


def add_approval(connection: Connection, revision: Revision, approval: Approval) -> None:
    """Record an approval; the database refuses a second one of the same person."""
    of = {name: getattr(revision, name) for name in ("list_id", "month", "revision")}
    connection.execute(insert(approvals).values(**of, **vars(approval)))


def read_approvals(
    connection: Connection, list_id: str, month: str, revision: int
) -> list[Approval]:
    """Return the approvals of a revision in the order they were given."""
    query = (
        select(approvals.c.person, approvals.c.actor, approvals.c.at, approvals.c.manifest_sha256)
        .where(
            approvals.c.list_id == list_id,
            approvals.c.month == month,
            approvals.c.revision == revision,
        )
        .order_by(approvals.c.id)
    )
    return [Approval(*row) for row in connection.execute(query)]


def _revision(row: Row[Any]) -> Revision:
    reason = None if row.reason is None else Reason(row.reason)
    return Revision(**{**row._mapping, "state": State(row.state), "reason": reason})
