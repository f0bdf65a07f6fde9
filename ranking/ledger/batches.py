"""Batches of facts: a Parquet file exists when its row here exists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from ranking.ledger.tables import batches, imports
from ranking.model.batch import Batch


def read_batches(
    connection: Connection,
    *,
    dataset: str | None = None,
    month: str | None = None,
    kind: str | None = None,
) -> list[Batch]:
    """Return batches in the order of their arrival, narrowed by what is given."""
    query: Select[Any] = select(batches).order_by(batches.c.id)
    for column, value in (
        (batches.c.dataset, dataset),
        (batches.c.month, month),
        (batches.c.kind, kind),
    ):
        if value is not None:
            query = query.where(column == value)
    return [
        Batch(row.dataset, row.month, row.kind, row.path, row.sha256, row.rows, row.covers)
        for row in connection.execute(query)
    ]


def seen_after(connection: Connection, instant: datetime) -> frozenset[str]:
    """Return the paths of the raw batches whose import was observed after an instant.

    That is when the file was made, or when the newest page of a collection was seen; not when it
    was taken in.
    """
    query = (
        select(batches.c.path)
        .join(imports, imports.c.id == batches.c.import_id)
        .where(imports.c.observed_at > instant)
    )
    return frozenset(connection.execute(query).scalars())


def unrecorded(connection: Connection, new: Sequence[Batch]) -> list[Batch]:
    """Return those that the ledger does not have yet: equal rows are the same file."""
    query = select(batches.c.path).where(batches.c.path.in_([batch.path for batch in new]))
    known = set(connection.execute(query).scalars())
    return [batch for batch in new if batch.path not in known]


def add_batches(
    connection: Connection, new: Sequence[Batch], import_id: int | None, now: datetime
) -> None:
    """Record files that are already on disk."""
    if new:
        rows = [{**vars(batch), "import_id": import_id, "created_at": now} for batch in new]
        connection.execute(insert(batches), rows)


def replace_compact(connection: Connection, new: Batch, now: datetime) -> None:
    """Record a compact file in place of the one before it for its dataset and month."""
    connection.execute(
        delete(batches).where(
            batches.c.kind == "compact",
            batches.c.dataset == new.dataset,
            batches.c.month == new.month,
        )
    )
    add_batches(connection, [new], None, now)


def months_with_posts(connection: Connection) -> list[str]:
    """Return the months that have at least one batch of posts, oldest first."""
    query = select(batches.c.month).where(batches.c.dataset == "posts").distinct()
    return sorted(connection.execute(query).scalars())
