"""One writer at a time: a lock that its holder's death sets free, and a name for who holds it."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text

from ranking.errors import LedgerError
from ranking.ledger.database import Ledger
from ranking.ledger.errors import explained

WAIT_SECONDS = 10.0
"""How long a second writer waits before it gives up."""
_ADVISORY_KEY = 386_913_405
"""First key of the PostgreSQL advisory lock (any fixed number); the second is the schema, since
two ledgers may be in one database."""
_LOCK = "(:key, hashtext(current_schema()))"


@contextmanager
def sole_writer(
    ledger: Ledger, home: Path, command: str, wait: float = WAIT_SECONDS
) -> Iterator[None]:
    """Hold the right to write facts and ledger. Raises LedgerError naming the holder."""
    if ledger.url.drivername.startswith("sqlite"):
        with _file_lock(home, command, wait):
            yield
    else:
        with _advisory_lock(ledger, command, wait):
            yield


@contextmanager
def _file_lock(home: Path, command: str, wait: float) -> Iterator[None]:
    holder = home / "writer.json"
    lock = FileLock(home / "writer.lock", timeout=wait)
    try:
        lock.acquire()
    except Timeout as error:
        raise _busy(_read_holder(holder), wait) from error
    except OSError as error:
        raise LedgerError(
            "The workspace '{home}' cannot be written: {error}.",
            home=str(home),
            error=error.strerror or error,
            hint="Give this user the right to write the folder. Nothing was changed.",
        ) from error
    try:
        with suppress(OSError):  # a full disk is reported by what is written under the lock
            holder.write_text(_holder_text(command), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


@contextmanager
def _advisory_lock(ledger: Ledger, command: str, wait: float) -> Iterator[None]:
    with explained(ledger.url), ledger.engine.connect() as connection:
        name = f"govrank {command} pid {os.getpid()} on {socket.gethostname()}"[:63]
        connection.execute(text("SELECT set_config('application_name', :n, false)"), {"n": name})
        deadline = time.monotonic() + wait
        while not _try_lock(connection):
            if time.monotonic() >= deadline:
                raise _busy(_pg_holder(connection), wait)
            time.sleep(0.1)
        try:
            yield
        finally:
            connection.execute(text(f"SELECT pg_advisory_unlock{_LOCK}"), {"key": _ADVISORY_KEY})
            connection.commit()


def _try_lock(connection: Connection) -> bool:
    query = text(f"SELECT pg_try_advisory_lock{_LOCK}")
    got = bool(connection.execute(query, {"key": _ADVISORY_KEY}).scalar())
    connection.commit()
    return got


def _pg_holder(connection: Connection) -> str:
    query = text(
        "SELECT a.application_name, a.backend_start FROM pg_locks l "
        "JOIN pg_stat_activity a ON a.pid = l.pid "
        "WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database() "
        "AND l.classid::bigint = :key AND l.objid::bigint::bit(32)::int = "
        "hashtext(current_schema())"
    )
    row = connection.execute(query, {"key": _ADVISORY_KEY}).first()
    return f"{row[0]}, since {row[1]:%Y-%m-%d %H:%M:%S %Z}" if row else "another program"


def _holder_text(command: str) -> str:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    what = {"command": command, "pid": os.getpid(), "host": socket.gethostname(), "since": now}
    return json.dumps(what, ensure_ascii=False)


def _read_holder(path: Path) -> str:
    try:
        what = json.loads(path.read_text(encoding="utf-8"))
        return (
            f"govrank {what['command']}, pid {what['pid']} on {what['host']}, since {what['since']}"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return "another govrank process"


def _busy(holder: str, wait: float) -> LedgerError:
    return LedgerError(
        "Another process is writing to this workspace: {holder} (waited {seconds} s).",
        holder=holder,
        seconds=round(wait),
        hint="Wait until it is done and run the command again. Nothing was changed.",
    )
