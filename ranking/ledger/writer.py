"""One writer at a time: a lock that its holder's death sets free, and a name for who holds it.

So that only one collection runs at a time there is a second lock of the kind. A collection holds
it for hours and takes the writer's within, for each page it stores: others write in between.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from ranking.errors import LedgerError
from ranking.ledger.database import Ledger
from ranking.ledger.errors import explained

WAIT_SECONDS = 10.0
"""How long a second writer waits before it gives up."""
Lock = Literal["writer", "collector"]
_ADVISORY_KEYS: dict[Lock, int] = {"writer": 386_913_405, "collector": 386_913_407}
"""First key of the PostgreSQL advisory lock (any fixed number, not that of an upgrade); the second
is the schema, since two ledgers may be in one database."""
_LOCK = "(:key, hashtext(current_schema()))"
_BUSY: dict[Lock, str] = {
    "writer": "Another process is writing to this workspace: {holder} (waited {seconds} s).",
    "collector": "Another collection runs in this workspace: {holder} (waited {seconds} s).",
}


@contextmanager
def sole_writer(
    ledger: Ledger,
    home: Path,
    command: str,
    wait: float = WAIT_SECONDS,
    lock: Lock = "writer",
) -> Iterator[None]:
    """Hold the right to write, or to collect. Raises LedgerError naming the holder.

    The two locks are independent. Who needs both takes the collector's first.
    """
    if ledger.url.drivername.startswith("sqlite"):
        with _file_lock(home, command, wait, lock):
            yield
    else:
        with _advisory_lock(ledger, command, wait, lock):
            yield


@contextmanager
def _file_lock(home: Path, command: str, wait: float, lock: Lock) -> Iterator[None]:
    holder = home / f"{lock}.json"
    file = FileLock(home / f"{lock}.lock", timeout=wait)
    try:
        file.acquire()
    except Timeout as error:
        raise _busy(lock, _read_holder(holder), wait) from error
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
        file.release()


@contextmanager
def _advisory_lock(ledger: Ledger, command: str, wait: float, lock: Lock) -> Iterator[None]:
    key = {"key": _ADVISORY_KEYS[lock]}
    with explained(ledger.url), ledger.engine.connect() as connection:
        name = f"govrank {command} pid {os.getpid()} on {socket.gethostname()}"[:63]
        connection.execute(text("SELECT set_config('application_name', :n, false)"), {"n": name})
        deadline = time.monotonic() + wait
        while not _try_lock(connection, key):
            if time.monotonic() >= deadline:
                raise _busy(lock, _pg_holder(connection, key), wait)
            time.sleep(0.1)
        try:
            yield
        finally:
            with suppress(DBAPIError):  # a session that was ended has given its lock back
                connection.execute(text(f"SELECT pg_advisory_unlock{_LOCK}"), key)
                connection.commit()


def _try_lock(connection: Connection, key: dict[str, int]) -> bool:
    query = text(f"SELECT pg_try_advisory_lock{_LOCK}")
    got = bool(connection.execute(query, key).scalar())
    connection.commit()
    return got


def _pg_holder(connection: Connection, key: dict[str, int]) -> str:
    """Name the holder's session; it has been idle since it took the lock."""
    query = text(
        "SELECT a.application_name, a.state_change FROM pg_locks l "
        "JOIN pg_stat_activity a ON a.pid = l.pid "
        "WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database() "
        "AND l.classid::bigint = :key AND l.objid::bigint::bit(32)::int = "
        "hashtext(current_schema())"
    )
    row = connection.execute(query, key).first()
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


def _busy(lock: Lock, holder: str, wait: float) -> LedgerError:
    return LedgerError(
        _BUSY[lock],
        holder=holder,
        seconds=round(wait),
        hint="Wait until it is done and run the command again. Nothing was changed.",
    )
