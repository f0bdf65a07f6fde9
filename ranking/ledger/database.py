"""One ledger: opening it, its schema version, and its transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy import Connection as Connection  # re-exported: callers pass it on, only we own it
from sqlalchemy.exc import ArgumentError

from ranking.errors import LedgerError
from ranking.ledger.errors import explained, shown
from ranking.ledger.held_leases import HeldLeases
from ranking.ledger.version import SCHEMA_VERSION

BUSY_SECONDS = 5
"""How long a statement waits for another writer before it gives up."""


class Ledger:
    """A SQL database with the tables of ranking.ledger.tables."""

    def __init__(self, url: str) -> None:
        """Prepare the connection; nothing is opened yet. Raises LedgerError on a bad URL."""
        self.url = _parse(url)
        with explained(self.url):
            self.engine = _engine(self.url)
        self.leases = HeldLeases(self.engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for reading; the schema is checked first."""
        with explained(self.url), self.engine.connect() as connection:
            self._check_version(connection)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give one write transaction: all of it is committed, or nothing.

        Raises LedgerError and commits nothing if a lease of this process has been taken over.
        """
        with explained(self.url), self.engine.connect() as connection:
            writer = connection.execution_options(govrank_write=True)
            with writer.begin():
                self._check_version(writer)
                self.leases.begin(writer)
                yield writer
                self.leases.finish(writer)

    def check_leases(self) -> None:
        """Raise LedgerError if another process has taken over a lease that this ledger holds."""
        with explained(self.url), self.engine.connect() as connection:
            self.leases.check(connection)

    def create(self) -> None:
        """Create or upgrade the schema to SCHEMA_VERSION. Raises LedgerError on a newer one."""
        from ranking.ledger.upgrade import upgrade

        if self.url.drivername.startswith("sqlite"):
            _touch(Path(self.url.database or ""))
        with explained(self.url), self.engine.connect() as connection:
            if (_version(connection) or "") > SCHEMA_VERSION:
                self._check_version(connection)
            connection.rollback()
            upgrade(connection)

    def version(self) -> str | None:
        """Return the schema version found; None = an empty database."""
        with explained(self.url), self.engine.connect() as connection:
            return _version(connection)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    def _check_version(self, connection: Connection) -> None:
        found = _version(connection)
        if found != SCHEMA_VERSION:
            raise LedgerError(
                "The ledger {ledger} has schema version {found}; this govrank needs {wanted}.",
                ledger=shown(self.url),
                found=found or "-",
                wanted=SCHEMA_VERSION,
                hint="Run 'govrank doctor --repair' to create or upgrade it; "
                "if the ledger is newer, install the newer govrank.",
            )


def _parse(url: str) -> URL:
    """Read a URL; for SQLite all of the rest is a path, whatever marks a folder's name has."""
    if url.startswith("sqlite:///"):
        return URL.create("sqlite", database=url.removeprefix("sqlite:///"))
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(
            "The database URL cannot be read.",
            hint="Write it as sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE.",
        ) from error


def _engine(url: URL) -> Engine:
    if not url.drivername.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, creator=lambda: _connect_sqlite(Path(url.database or "")))
    event.listen(engine, "begin", _begin)
    return engine


def _touch(path: Path) -> None:
    """Make the file: only ``create`` may, so that a ledger that is gone is noticed."""
    try:
        if not path.exists():
            path.touch()
    except OSError as error:
        raise LedgerError(
            "The ledger {ledger} cannot be created: {error}.",
            ledger=str(path),
            error=error.strerror or error,
            hint="Check that the folder exists and that this user may write to it.",
        ) from error


def _connect_sqlite(path: Path) -> sqlite3.Connection:
    """Open in WAL with full durability; a folder that cannot be written is opened for reading.

    There, ``immutable`` would ignore what is still in the write-ahead log of a living or killed
    writer; without a log it is the only way to read, since none can be created.
    """
    frozen = path.exists() and not os.access(path.parent, os.W_OK)
    options = "?mode=rw"
    if frozen:
        options = "?mode=ro" if path.with_name(f"{path.name}-wal").exists() else "?immutable=1"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}{options}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        if not frozen:
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    """Take the write lock at once: a transaction that reads first could fail later, unwaited."""
    write = connection.get_execution_options().get("govrank_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: Any = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
