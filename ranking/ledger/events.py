"""The edition log: append-only, each event carries the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

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


def append_event(connection: Connection, event: Event) -> str:
    """Add an event inside the caller's transaction; return its hash."""
    query = select(edition_events.c.sha256).order_by(edition_events.c.id.desc()).limit(1)
    previous = connection.execute(query).scalar() or ""
    digest = event_hash(event, previous)
    values = {**vars(event), "previous_sha256": previous, "sha256": digest}
    connection.execute(insert(edition_events).values(**values))
    return digest


def event_hash(event: Event, previous: str) -> str:
    """Return SHA-256 (hex) over the event and the hash before it, as sorted JSON in UTF-8."""
    content = {**vars(event), "at": event.at.astimezone(UTC).isoformat(), "previous": previous}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def broken_event(connection: Connection) -> int | None:
    """Return the id of the first event that does not follow from the one before; None = all do."""
    previous = ""
    for row in connection.execute(select(edition_events).order_by(edition_events.c.id)):
        event = Event(
            row.list_id, row.month, row.revision, row.action, row.at, row.actor, row.detail
        )
        if row.previous_sha256 != previous or row.sha256 != event_hash(event, previous):
            return int(row.id)
        previous = row.sha256
    return None
