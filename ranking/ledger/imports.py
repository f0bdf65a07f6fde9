"""Imports and the rows they could not take in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from ranking.ledger.tables import imports, quarantine
from ranking.model.quarantine import RejectedRow


@dataclass(frozen=True)
class ImportRecord:
    """One import of one file, with what became of its rows."""

    id: int
    file_name: str
    file_sha256: str
    kind: str
    imported_at: datetime
    observed_at: datetime
    summary: dict[str, Any]


def first_observation(connection: Connection, sha256: str) -> datetime | None:
    """Return when the rows of this very file were said to be observed; None = a new file."""
    query = select(func.min(imports.c.id)).where(imports.c.file_sha256 == sha256)
    first = connection.execute(query).scalar()
    if first is None:
        return None
    when: datetime = connection.execute(
        select(imports.c.observed_at).where(imports.c.id == first)
    ).scalar_one()
    return when


def add_import(connection: Connection, values: dict[str, Any]) -> int:
    """Record an import; return its id."""
    key = connection.execute(insert(imports).values(**values)).inserted_primary_key
    assert key is not None  # noqa: S101 - an inserted row has a key
    return int(key[0])


def read_imports(connection: Connection) -> list[ImportRecord]:
    """Return all imports, oldest first."""
    return [
        ImportRecord(**row._mapping)
        for row in connection.execute(select(imports).order_by(imports.c.id))
    ]


def keep_rejected(
    connection: Connection, import_id: int, sha256: str, rejected: Sequence[RejectedRow]
) -> None:
    """Keep rows that were not taken in.

    A row of the same file and place, or one that names its quarantine number, keeps its number and
    says what is wrong with it now. A row that was resolved stays resolved: what replaced it holds.
    A row that names a number that is not open is kept at its own place.
    """
    known = _of_file(connection, sha256)
    is_open = quarantine.c.resolved_by.is_(None)
    open_ids = set(connection.execute(select(quarantine.c.id).where(is_open)).scalars())
    new, again = [], []
    for row in {(row.sheet, row.row): row for row in rejected}.values():
        number = row.id if row.id in open_ids else known.get((row.sheet, row.row))
        values = {**_finding(row), "import_id": import_id}
        if number is None:
            new.append({**values, "file_sha256": sha256})
        else:
            what = ("kind", "status", "reason", "column_name", "value", "month", "account", "cells")
            again.append({**{name: values[name] for name in what}, "known_id": number})
    if new:
        connection.execute(insert(quarantine), new)
    if again:
        same = (quarantine.c.id == bindparam("known_id")) & is_open
        connection.execute(update(quarantine).where(same), again)


def _of_file(connection: Connection, sha256: str) -> dict[tuple[str, int], int]:
    """Return (sheet, row) → number of every row of a file that was ever set aside."""
    query = select(quarantine).where(quarantine.c.file_sha256 == sha256)
    return {(row.sheet, row.row): row.id for row in connection.execute(query)}


def open_places(connection: Connection, sha256: str) -> list[tuple[int, str, int]]:
    """Return (quarantine number, sheet, row) of the rows of this very file that are still open."""
    query = select(quarantine.c.id, quarantine.c.sheet, quarantine.c.row).where(
        quarantine.c.file_sha256 == sha256, quarantine.c.resolved_by.is_(None)
    )
    return [(row.id, row.sheet, row.row) for row in connection.execute(query)]


def resolve_ids(connection: Connection, import_id: int, ids: Collection[int]) -> int:
    """Close the rows with these quarantine numbers that are open; return how many."""
    query = select(quarantine.c.id).where(quarantine.c.resolved_by.is_(None))
    wanted = [{"wanted": i} for i in connection.execute(query).scalars() if i in ids]
    if wanted:
        same = quarantine.c.id == bindparam("wanted")
        connection.execute(update(quarantine).where(same).values(resolved_by=import_id), wanted)
    return len(wanted)


def read_rejected(connection: Connection, month: str | None = None) -> list[RejectedRow]:
    """Return open rows of a month (and those whose month is unknown), or all open rows."""
    query = select(quarantine).where(quarantine.c.resolved_by.is_(None)).order_by(quarantine.c.id)
    if month is not None:
        query = query.where(or_(quarantine.c.month == month, quarantine.c.month.is_(None)))
    return [
        RejectedRow(
            id=row.id,
            file_name=row.file_name,
            sheet=row.sheet,
            row=row.row,
            kind=row.kind,
            status=row.status,
            reason=row.reason,
            column=row.column_name,
            value=row.value,
            month=row.month,
            account=row.account,
            cells=row.cells,
        )
        for row in connection.execute(query)
    ]


def _finding(row: RejectedRow) -> dict[str, Any]:
    """Return the row's columns. Cells of any length may be quoted in them: they are cut to fit."""
    values = {**vars(row), "column_name": row.column}
    del values["id"], values["column"]
    for name, value in values.items():
        longest = getattr(quarantine.c[name].type, "length", None)
        values[name] = value[:longest] if longest and value is not None else value
    return values


def count_rejected(connection: Connection, month: str) -> dict[tuple[str, str], int]:
    """Count open rows of a month by (status, reason)."""
    query = (
        select(quarantine.c.status, quarantine.c.reason, func.count())
        .where(
            quarantine.c.resolved_by.is_(None),
            or_(quarantine.c.month == month, quarantine.c.month.is_(None)),
        )
        .group_by(quarantine.c.status, quarantine.c.reason)
        .order_by(quarantine.c.status, quarantine.c.reason)
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}
