"""Imports and the rows they could not take in."""

from __future__ import annotations

from collections.abc import Sequence
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
    """Keep rows that were not taken in, once per place in a file.

    A place that is rejected again keeps its number, says what is wrong with it now, and is open
    again if it had been resolved; an open row with nothing new to say is left as it is.
    """
    query = select(quarantine).where(quarantine.c.file_sha256 == sha256)
    known = {(row.sheet, row.row): dict(row._mapping) for row in connection.execute(query)}
    new, again = [], []
    for place, finding in {(f["sheet"], f["row"]): f for f in map(_finding, rejected)}.items():
        values = {**finding, "import_id": import_id}
        if place not in known:
            new.append({**values, "file_sha256": sha256})
        elif known[place]["resolved_by"] is not None or not finding.items() <= known[place].items():
            again.append({**values, "resolved_by": None, "known_id": known[place]["id"]})
    if new:
        connection.execute(insert(quarantine), new)
    if again:
        same = quarantine.c.id == bindparam("known_id")
        connection.execute(update(quarantine).where(same), again)


def open_places(connection: Connection, sha256: str) -> list[tuple[int, str, int]]:
    """Return (quarantine number, sheet, row) of the rows of this very file that are still open."""
    query = select(quarantine.c.id, quarantine.c.sheet, quarantine.c.row).where(
        quarantine.c.file_sha256 == sha256, quarantine.c.resolved_by.is_(None)
    )
    return [(row.id, row.sheet, row.row) for row in connection.execute(query)]


def resolve_ids(connection: Connection, import_id: int, ids: Sequence[int]) -> None:
    """Close open rows by their quarantine number."""
    if ids:
        connection.execute(
            update(quarantine)
            .where(quarantine.c.id == bindparam("wanted"), quarantine.c.resolved_by.is_(None))
            .values(resolved_by=import_id),
            [{"wanted": i} for i in ids],
        )


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
