"""Strikes this process at the n-th thing it changes on disk or in the ledger.

Counted are: opening a file below the workspace for writing (before it is made, and once it is
there and empty), renames, removals, folders made and removed, fsync, tables that polars writes
(torn), statements that change the ledger, and their commits. Nothing of this can be taken back,
so it is for a process of its own; ``Striker.rest`` ends the counting.
"""

from __future__ import annotations

import builtins
import io
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import Dialect, event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.default import DefaultDialect

_NO_SPACE = 28
_EVENTS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
_WRITES = os.O_WRONLY | os.O_CREAT
"""O_RDWR alone brings to the disk what is written."""
_CHANGES = ("INSERT", "UPDATE", "DELETE")
NAMES_THE_DISK = ("No space left on device", "disk is full")
"""One of them is in every message about a full disk."""


EVERY = bool(os.environ.get("GOVRANK_STRIKE_EVERY"))
"""Whether to strike at every change, which takes half an hour; else at every n-th where a test
says so. A stride is fixed, so that a run can be repeated."""


class Blow(StrEnum):
    """What happens at the n-th change: death, or a disk that is full once or from then on."""

    KILL = "kill"
    ONCE = "once"
    FOREVER = "forever"


class Striker:
    """Counts changes from the moment it is made and strikes at the given one."""

    def __init__(self, home: Path, blow: Blow, number: int) -> None:
        self.seen = 0
        self.struck = False
        self._home = str(home)
        self._blow = blow
        self._number = number
        self._armed = True
        self._lock = threading.Lock()
        self._watch_files()
        self._watch_ledger()

    def rest(self) -> None:
        """Count no more."""
        self._armed = False

    def change(self, failure: Callable[[], Exception]) -> None:
        """Count a change that is about to be made, and strike if it is the one."""
        if not self._armed:
            return
        with self._lock:
            self.seen += 1
            due = self.seen == self._number
            due |= self._blow is Blow.FOREVER and self.seen > self._number
            self.struck |= due
        if due and self._blow is Blow.KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        if due:
            raise failure()

    def _watch_files(self) -> None:
        def hook(name: str, arguments: tuple[Any, ...]) -> None:
            opened = name == "open" and self._own(arguments[0]) and bool(arguments[2] & _WRITES)
            if opened or name in _EVENTS:
                self.change(_no_space)

        sys.addaudithook(hook)
        opening, syncing, writing = io.open, os.fsync, pl.DataFrame.write_parquet

        def open_file(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            made = opening(file, mode, *args, **kwargs)
            if self._own(file) and set(mode) & set("wax"):
                try:
                    self.change(_no_space)
                except OSError:
                    made.close()
                    raise
            return made

        def fsync(handle: int) -> None:
            self.change(_no_space)
            syncing(handle)

        def write_parquet(frame: pl.DataFrame, file: Any, **kwargs: Any) -> None:
            try:
                self.change(_no_space)
            except OSError:
                opening(file, "wb").close()
                raise
            writing(frame, file, **kwargs)

        io.open = builtins.open = open_file  # type: ignore[assignment]
        os.fsync = fsync  # type: ignore[assignment]
        pl.DataFrame.write_parquet = write_parquet  # type: ignore[method-assign,assignment]

    def _watch_ledger(self) -> None:
        changed = set()

        def statement(cursor: Any, text: str, _parameters: Any, context: Any) -> None:
            if text.lstrip().startswith(_CHANGES):
                changed.add(id(cursor.connection))
                self.change(_full(context.dialect))

        for name in ("do_execute", "do_executemany"):
            event.listen(Engine, name, statement)
        committing = DefaultDialect.do_commit

        def do_commit(dialect: DefaultDialect, connection: Any) -> None:
            if id(connection.dbapi_connection) in changed:
                changed.discard(id(connection.dbapi_connection))
                self.change(_full(dialect))
            committing(dialect, connection)

        DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]

    def _own(self, file: object) -> bool:
        return isinstance(file, str | Path) and str(file).startswith(self._home)


def _no_space() -> OSError:
    return OSError(_NO_SPACE, os.strerror(_NO_SPACE))


def _full(dialect: Dialect) -> Callable[[], Exception]:
    """Return what the driver of a database raises when the disk is full."""
    if dialect.name == "sqlite":
        return lambda: sqlite3.OperationalError("database or disk is full")
    from psycopg.errors import DiskFull

    return lambda: DiskFull('could not extend file "base/1/2": No space left on device')
