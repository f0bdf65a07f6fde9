"""Runs of ``govrank collect``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from ranking.ledger.tables import collections
from ranking.model.collection import Collection


def begin_collection(
    connection: Connection, first: date, last: date, request: str, accounts: int, now: datetime
) -> int:
    """Record that a collection begins; return its id. ``accounts`` is how many fetches it plans."""
    values = {"first": first, "last": last, "request": request, "accounts": accounts}
    begun = insert(collections).values(**values, began_at=now, summary={})
    key = connection.execute(begun).inserted_primary_key
    assert key is not None  # noqa: S101 - an inserted row has a key
    return int(key[0])


def end_collection(
    connection: Connection, collection_id: int, now: datetime, summary: Mapping[str, Any]
) -> None:
    """Record that a collection ended and what came of it; ``summary`` is plain JSON."""
    same = collections.c.id == collection_id
    values = {"ended_at": now, "summary": dict(summary)}
    connection.execute(update(collections).where(same).values(**values))


def cut_off(connection: Connection, request: str) -> Collection | None:
    """Return the newest collection if it asked for the same and did not end; None = begin anew."""
    newest = read_collections(connection, limit=1)
    return next((one for one in newest if one.request == request and one.ended_at is None), None)


def read_collections(connection: Connection, limit: int = 20) -> list[Collection]:
    """Return the latest collections, newest first."""
    query: Select[Any] = select(collections).order_by(collections.c.id.desc()).limit(limit)
    return [Collection(**row._mapping) for row in connection.execute(query)]
