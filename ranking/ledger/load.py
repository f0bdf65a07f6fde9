"""Filling an empty database with dumped tables: all of them, or nothing.

A folder beside the database has to appear together with it, and no transaction spans both. So what
was filled carries a mark until its folder is there: a restore that died in between is told from a
ledger in use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Connection,
    Date,
    Float,
    String,
    column,
    delete,
    func,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.types import TypeEngine

from ranking.errors import VerificationError
from ranking.ledger.database import Ledger
from ranking.ledger.dump import read_dump
from ranking.ledger.errors import explained
from ranking.ledger.tables import leases
from ranking.ledger.types import Instant
from ranking.ledger.upgrade import migrate

_MARK = "restore"
_ROWS, _BYTES = 500, 8 << 20
"""A batch of rows ends at either; documents of editions are long."""
_TYPES: dict[str, Callable[[], TypeEngine[Any]]] = {
    "instant": Instant,
    "date": Date,
    "boolean": Boolean,
    "json": JSON,
    "json_or_null": lambda: JSON(none_as_null=True),
    "float": Float,
    "integer": BigInteger,
    "text": String,
}


def tables_in(ledger: Ledger) -> list[str]:
    """Return the tables of a database; none = it is empty, or its file is not there yet."""
    if _is_file(ledger) and not _file(ledger).exists():
        return []
    with explained(ledger.url), ledger.engine.connect() as connection:
        return sorted(inspect(connection).get_table_names())


def fill(
    ledger: Ledger,
    version: str,
    load: Callable[[Connection], None],
    check: Callable[[Connection], None],
    mark: str,
) -> None:
    """Make the tables of a schema version, load them, bring them up to date and check the result.

    One transaction: an error of ``load`` or ``check`` leaves the database as it was. ``mark`` is
    kept in it until ``unmark``. Raises LedgerError when the database refuses.
    """
    if _is_file(ledger):
        _file(ledger).touch()
    with explained(ledger.url), ledger.engine.connect() as connection:
        writer = connection.execution_options(govrank_write=True)
        with writer.begin():
            migrate(writer, version)
            load(writer)
            migrate(writer)
            check(writer)
            writer.execute(insert(leases).values(name=_MARK, fence=0, owner=mark, locked=False))


def marked(ledger: Ledger) -> str | None:
    """Return the mark of a restore that has not ended; None = there is none."""
    if leases.name not in tables_in(ledger):
        return None
    query = select(leases.c.owner).where(leases.c.name == _MARK)
    with explained(ledger.url), ledger.engine.connect() as connection:
        return connection.execute(query).scalar()


def unmark(ledger: Ledger) -> None:
    """Say that the restore has ended."""
    with ledger.writing() as connection:
        connection.execute(delete(leases).where(leases.c.name == _MARK))


def load_table(connection: Connection, name: str, path: str, lines: Iterable[bytes]) -> None:
    """Insert the rows of one dumped table. ``path`` is what messages call its file.

    Raises VerificationError for lines that are no such rows, or of columns the schema lacks.
    """
    kinds, rows = read_dump(path, lines)
    found = inspect(connection)
    known = {c["name"] for c in found.get_columns(name)} if found.has_table(name) else set()
    if not set(kinds) <= known:
        raise VerificationError(
            "'{path}' has columns that its schema version lacks: {columns}.",
            path=path,
            columns=", ".join(sorted(set(kinds) - known)),
            hint="Use another backup, and keep this one to find out what happened to it.",
        )
    target = table(name, *(column(key, _TYPES[kind]()) for key, kind in kinds.items()))
    try:
        for batch in _batches(rows):
            connection.execute(insert(target), batch)
    except (OverflowError, ValueError, TypeError) as error:  # of the driver: nothing was sent
        raise VerificationError(
            "'{path}' has a value that this database cannot keep: {cause}.",
            path=path,
            cause=f"{type(error).__name__} {error}",
            hint="Restore it into the kind of database that the backup is from.",
        ) from error
    if kinds.get("id") == "integer":
        _continue_numbers(connection, name)


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(batch) == _ROWS or size > _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _continue_numbers(connection: Connection, name: str) -> None:
    """Let PostgreSQL go on after the highest number, as SQLite does by itself."""
    if connection.dialect.name != "postgresql":
        return
    highest = connection.execute(select(func.max(table(name, column("id")).c.id))).scalar()
    if highest is not None:
        query = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)")
        connection.execute(query, {"name": name, "highest": highest})


def _is_file(ledger: Ledger) -> bool:
    return ledger.url.drivername.startswith("sqlite")


def _file(ledger: Ledger) -> Path:
    return Path(ledger.url.database or "")
