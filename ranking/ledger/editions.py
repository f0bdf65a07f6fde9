"""Editions as the ledger keeps them: the whole document, its rows, and the step that made it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from ranking.ledger.events import Event, append_event
from ranking.ledger.tables import board_rows, editions
from ranking.model.stored_edition import StoredEdition


def save_draft(connection: Connection, edition: StoredEdition, event: Event) -> None:
    """Store an edition in place of the draft of its revision, and its event.

    A revision that is no draft any more is never replaced: the database refuses a second one.
    """
    key = (
        editions.c.list_id == edition.list_id,
        editions.c.month == edition.month,
        editions.c.revision == edition.revision,
        editions.c.state == "draft",
    )
    old = select(editions.c.id).where(*key)
    connection.execute(delete(board_rows).where(board_rows.c.edition_id.in_(old)))
    connection.execute(delete(editions).where(*key))
    values = {k: v for k, v in vars(edition).items() if k != "rows"}
    inserted = connection.execute(insert(editions).values(**values, sha256=edition.sha256))
    edition_id = inserted.inserted_primary_key[0]  # type: ignore[index]
    if edition.rows:
        rows = [{**row, "edition_id": edition_id} for row in edition.rows]
        connection.execute(insert(board_rows), rows)
    append_event(connection, event)


def read_edition(
    connection: Connection,
    list_id: str,
    month: str,
    *,
    revision: int | None = None,
    state: str | None = None,
) -> StoredEdition | None:
    """Return the newest revision of a month, or the one of that number, or in that state.

    None = there is none.
    """
    query = (
        select(editions)
        .where(editions.c.list_id == list_id, editions.c.month == month)
        .order_by(editions.c.revision.desc())
        .limit(1)
    )
    if revision is not None:
        query = query.where(editions.c.revision == revision)
    if state is not None:
        query = query.where(editions.c.state == state)
    row = connection.execute(query).first()
    if row is None:
        return None
    return StoredEdition(
        row.list_id,
        row.month,
        row.revision,
        row.state,
        row.created_at,
        row.document,
        row.matches,
        reason=row.reason,
        manifest_sha256=row.manifest_sha256,
        cut_off=row.cut_off,
    )


def read_board_rows(
    connection: Connection, list_id: str, month: str, revision: int
) -> list[dict[str, Any]]:
    """Return the rows of a revision's boards as ``StoredEdition.rows`` has them, in any order."""
    columns = [column for column in board_rows.c if column.name != "edition_id"]
    of = select(editions.c.id).where(*_of(list_id, month, revision))
    query = select(*columns).where(board_rows.c.edition_id.in_(of))
    return [dict(row._mapping) for row in connection.execute(query)]


def recorded_sha256(connection: Connection, list_id: str, month: str, revision: int) -> str | None:
    """Return SHA-256 (hex) of document and matches as it was recorded; None = no such revision."""
    query = select(editions.c.sha256).where(*_of(list_id, month, revision))
    return connection.execute(query).scalar()


def _of(list_id: str, month: str, revision: int) -> tuple[ColumnElement[bool], ...]:
    return (
        editions.c.list_id == list_id,
        editions.c.month == month,
        editions.c.revision == revision,
    )


def drafted_months(connection: Connection, list_id: str) -> list[str]:
    """Return the months that have an edition, oldest first."""
    query = select(editions.c.month).where(editions.c.list_id == list_id).distinct()
    return sorted(connection.execute(query).scalars())


def units_before(connection: Connection, list_id: str, month: str) -> dict[str, set[str]]:
    """Return, per index, the units ranked in any edition before the month."""
    query = (
        select(board_rows.c.index_id, board_rows.c.unit)
        .join(editions, editions.c.id == board_rows.c.edition_id)
        .where(editions.c.list_id == list_id, editions.c.month < month)
        .where(board_rows.c.rank.is_not(None))
        .distinct()
    )
    seen: dict[str, set[str]] = {}
    for row in connection.execute(query):
        seen.setdefault(row.index_id, set()).add(row.unit)
    return seen
