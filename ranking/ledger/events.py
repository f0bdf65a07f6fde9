"""The edition log: append-only, each event carries the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from ranking.ledger.tables import edition_events


@dataclass(frozen=True)
class Event:
    """One step of one edition."""

    list_id: str
    month: str
    revision: int
    action: str
    at: datetime
    actor: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class RecordedEvent:
    """An event as it stands in the log: ``sha256`` covers it and ``previous_sha256``."""

    event: Event
    previous_sha256: str
    sha256: str


def append_event(connection: Connection, event: Event) -> str:
    """Add an event inside the caller's transaction; return its hash."""
    previous = head_hash(connection)
    digest = event_hash(event, previous)
    values = {**vars(event), "previous_sha256": previous, "sha256": digest}
    connection.execute(insert(edition_events).values(**values))
    return digest


def head_hash(connection: Connection) -> str:
    """Return the hash of the last event of the log; empty = there is none."""
    query = select(edition_events.c.sha256).order_by(edition_events.c.id.desc()).limit(1)
    return connection.execute(query).scalar() or ""


def last_event_at(connection: Connection) -> datetime | None:
    """Return when the latest step of any edition was taken; None = none was."""
    return connection.execute(select(func.max(edition_events.c.at))).scalar()


def read_events(connection: Connection, list_id: str, month: str) -> list[RecordedEvent]:
    """Return the events of all revisions of a month, oldest first."""
    query = (
        select(edition_events)
        .where(edition_events.c.list_id == list_id, edition_events.c.month == month)
        .order_by(edition_events.c.id)
    )
    return [_recorded(row) for row in connection.execute(query)]


def logged_publications(
    connection: Connection, list_id: str, month: str | None = None
) -> set[tuple[str, int]]:
    """Return month and revision of every publication in the log of a list, or of one month."""
    query = select(edition_events.c.month, edition_events.c.revision).where(
        edition_events.c.list_id == list_id, edition_events.c.action == "published"
    )
    if month is not None:
        query = query.where(edition_events.c.month == month)
    return {(row.month, row.revision) for row in connection.execute(query)}


def event_hash(event: Event, previous: str) -> str:
    """Return SHA-256 (hex) over the event and the hash before it, as sorted JSON in UTF-8."""
    content = {**vars(event), "at": event.at.astimezone(UTC).isoformat(), "previous": previous}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def broken_event(connection: Connection) -> int | None:
    """Return the id of the first event that does not follow from the one before; None = all do."""
    previous = ""
    for row in connection.execute(select(edition_events).order_by(edition_events.c.id)):
        found = _recorded(row)
        if found.previous_sha256 != previous or found.sha256 != event_hash(found.event, previous):
            return int(row.id)
        previous = found.sha256
    return None


def _recorded(row: Row[Any]) -> RecordedEvent:
    event = Event(row.list_id, row.month, row.revision, row.action, row.at, row.actor, row.detail)
    return RecordedEvent(event, row.previous_sha256, row.sha256)
