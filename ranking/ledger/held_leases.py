"""The leases that this process holds: kept alive, and looked at by every write transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, select, update
from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError

from ranking.errors import LedgerError
from ranking.ledger.leases import WRITING_KEYS, Lease, LockName, clock, end_of
from ranking.ledger.tables import leases

RENEW_SECONDS = 5.0
"""How often a living holder renews its lease."""
_TAKEN = (
    "Another process has taken over meanwhile; this one was away too long and was stopped before "
    "it could write anything more."
)
_TAKEN_BY = (
    "{holder} has taken over since {since}; this process was away too long and was stopped before "
    "it could write anything more."
)
_HINT = "Look at what the other has done, then run the command again if it is still needed."


class HeldLeases:
    """The leases that this process holds through one ledger. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: dict[LockName, Lease] = {}

    @contextmanager
    def holding(self, lease: Lease) -> Iterator[None]:
        """Keep a lease alive for the block and clear it afterwards.

        Raises LedgerError in place of what the block raised, if the lease was lost meanwhile: that
        is then the cause.
        """
        self._held[lease.name] = lease
        over = threading.Event()
        heart = threading.Thread(target=self._beat, args=(lease, over), daemon=True)
        heart.start()
        try:
            yield
        except Exception as error:
            if getattr(error, "template", None) not in (_TAKEN, _TAKEN_BY):
                self._blame(error)
            raise
        finally:
            over.set()
            self._held.pop(lease.name, None)
            with suppress(SQLAlchemyError):  # the process lock says as well that it is free
                self._clear(lease)
            heart.join(RENEW_SECONDS)

    def check(self, connection: Connection) -> None:
        """Raise LedgerError if another process has taken one of the leases over."""
        for lease in self._leases():
            row = connection.execute(
                select(leases).where(leases.c.name == lease.name)
            ).one_or_none()
            if row is None or (row.fence, row.owner) != (lease.fence, lease.owner):
                raise _lost(row)

    def begin(self, connection: Connection) -> None:
        """Check the leases at the start of a write transaction. Raises LedgerError."""
        if connection.dialect.name == "postgresql":
            mark = sql("SELECT pg_try_advisory_xact_lock_shared(:key, hashtext(current_schema()))")
            for lease in self._leases():
                connection.execute(mark, {"key": WRITING_KEYS[lease.name]})
        self.check(connection)

    def finish(self, connection: Connection) -> None:
        """Renew the leases as the last act of a write transaction, so that none can be taken
        over between this and its commit. Raises LedgerError."""
        for lease in self._leases():
            if not _renew(connection, lease):
                self.check(connection)

    def _leases(self) -> list[Lease]:
        return list(self._held.values())

    def _beat(self, lease: Lease, over: threading.Event) -> None:
        """Renew a lease now and then; the ledger may be occupied, which is a sign of life too."""
        while not over.wait(RENEW_SECONDS):
            with suppress(SQLAlchemyError), self._writing() as connection:
                _renew(connection, lease)

    def _clear(self, lease: Lease) -> None:
        nobody = {"owner": "", "locked": False, "since": None, "expires_at": None}
        with self._writing() as connection:
            connection.execute(update(leases).where(*_mine(lease)).values(**nobody))

    def _blame(self, error: Exception) -> None:
        """Say that a lease was lost, if one was, in place of what came of it."""
        with suppress(SQLAlchemyError), self._engine.connect() as connection:
            try:
                self.check(connection)
            except LedgerError as lost:
                raise lost from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            writer = connection.execution_options(govrank_write=True)
            with writer.begin():
                yield writer


def _mine(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    columns = leases.c
    return (
        columns.name == lease.name,
        columns.fence == lease.fence,
        columns.owner == lease.owner,
    )


def _renew(connection: Connection, lease: Lease) -> bool:
    change = update(leases).where(*_mine(lease)).values(expires_at=end_of(clock(connection)))
    return connection.execute(change).rowcount == 1


def _lost(row: Row[Any] | None) -> LedgerError:
    if row is None or not row.owner:
        return LedgerError(_TAKEN, hint=_HINT)
    since = f"{row.since:%Y-%m-%d %H:%M:%S %Z}"
    return LedgerError(_TAKEN_BY, holder=row.owner, since=since, hint=_HINT)
