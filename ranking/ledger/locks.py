"""Locks that the death of their holder sets free at once: of a file, or of PostgreSQL.

They tell who is dead, and cannot tell who is paused: that is what leases are for.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from ranking.errors import LedgerError
from ranking.ledger.leases import WRITING_KEYS, LockName

_ADVISORY_KEYS: dict[LockName, int] = {
    "writer": 386_913_405,
    "collector": 386_913_407,
    "schedule": 386_913_409,
}
"""First key of the PostgreSQL advisory lock (any fixed number, not that of an upgrade); the second
is the schema, since two ledgers may be in one database."""
_LOCK = "(:key, hashtext(current_schema()))"
_SESSIONS = """
SELECT pg_terminate_backend(pid) FROM pg_locks
WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND classid::bigint IN (:key, :writing)
AND objid::bigint::bit(32)::int = hashtext(current_schema())
"""


class ProcessLock(Protocol):
    """A lock that is held by one process, or thread, at a time."""

    def take(self) -> bool:
        """Take it if it is free; return whether it is held now. Raises LedgerError."""

    def break_open(self) -> None:
        """End what a holder that is paused keeps open, as far as the database can."""

    def give_back(self) -> None:
        """Set it free; without effect if it is not held."""


def process_lock(engine: Engine, home: Path, name: LockName, command: str) -> ProcessLock:
    """Return the lock of a name, not taken: in ``home`` for SQLite, else of the database."""
    if engine.dialect.name == "sqlite":
        return _FileLock(home, name)
    return _AdvisoryLock(engine, name, command)


class _FileLock:
    """A locked file in the workspace."""

    def __init__(self, home: Path, name: LockName) -> None:
        self._home = home
        self._file = FileLock(home / f"{name}.lock", timeout=0)

    def take(self) -> bool:
        if self._file.is_locked:
            return True
        try:
            self._file.acquire()
        except Timeout:
            return False
        except OSError as error:
            raise LedgerError(
                "The workspace '{home}' cannot be written: {error}.",
                home=str(self._home),
                error=error.strerror or error,
                hint="Give this user the right to write the folder. Nothing was changed.",
            ) from error
        return True

    def break_open(self) -> None:
        """A file's lock cannot be taken from a process that lives; it has lost its use."""

    def give_back(self) -> None:
        self._file.release()


class _AdvisoryLock:
    """An advisory lock on a connection of its own."""

    def __init__(self, engine: Engine, name: LockName, command: str) -> None:
        self._engine = engine
        self._key = {"key": _ADVISORY_KEYS[name]}
        self._writing = {"writing": WRITING_KEYS[name]}
        self._session = f"govrank {command} pid {os.getpid()} on {socket.gethostname()}"[:63]
        self._connection: Connection | None = None
        self._held = False

    def take(self) -> bool:
        if not self._held:
            query = text(f"SELECT pg_try_advisory_lock{_LOCK}")
            self._held = bool(self._opened().execute(query, self._key).scalar())
            self._opened().commit()
        return self._held

    def break_open(self) -> None:
        """End the holder's sessions: those of its lock and of its open transactions.

        Without the right to do so they stay, and their locks on rows with them.
        """
        with suppress(DBAPIError):
            self._opened().execute(text(_SESSIONS), {**self._key, **self._writing})
        self._opened().rollback()

    def give_back(self) -> None:
        if self._connection is None:
            return
        with suppress(DBAPIError):  # a session that was ended has given its lock back
            self._connection.rollback()  # of a commit that failed
            if self._held:
                self._connection.execute(text(f"SELECT pg_advisory_unlock{_LOCK}"), self._key)
                self._connection.commit()
        self._connection.close()

    def _opened(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
            name = text("SELECT set_config('application_name', :name, false)")
            self._connection.execute(name, {"name": self._session})
        return self._connection
