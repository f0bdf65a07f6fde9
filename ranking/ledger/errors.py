"""What the database says, in words a user can act on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, OperationalError

from ranking.errors import LedgerError

_SYMPTOMS = (
    (
        "database is locked",
        "The ledger {ledger} is locked; it is held by {holder}.",
        "Close that program, or wait until it is done, and try again. Nothing was changed.",
    ),
    (
        "lock timeout",
        "The ledger {ledger} is locked; it is held by {holder}.",
        "Close that program, or wait until it is done, and try again. Nothing was changed.",
    ),
    (
        "readonly database",
        "The ledger {ledger} is read-only.",
        "Give this user the right to write the folder and the file. Nothing was changed.",
    ),
    (
        "disk is full",
        "The disk is full: the ledger {ledger} could not be written.",
        "Make room and run the command again; the old state is intact.",
    ),
    (
        "No space left on device",
        "The disk is full: the ledger {ledger} could not be written.",
        "Make room and run the command again; the old state is intact.",
    ),
    (
        "disk I/O error",
        "The ledger {ledger} could not be written (disk error or full disk).",
        "Check the disk and run the command again; the old state is intact.",
    ),
    (
        "unable to open database",
        "The ledger {ledger} cannot be opened.",
        "If it is gone, restore it from a backup; 'govrank doctor --repair' makes a new one.",
    ),
    (
        "malformed",
        "The ledger {ledger} is damaged.",
        "Restore the last backup of this file; govrank never repairs a ledger by itself.",
    ),
    (
        "not a database",
        "The ledger {ledger} is not a database, or it is damaged.",
        "Restore the last backup of this file; govrank never repairs a ledger by itself.",
    ),
    (
        "connection failed",
        "The ledger {ledger} does not answer: {error}",
        "Check database.url in govrank.toml and that the server is running.",
    ),
)


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn database errors into LedgerError; passwords never show."""
    try:
        yield
    except (OperationalError, DBAPIError) as error:
        raise _explain(url, str(error.orig)) from error
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise LedgerError(
            "No driver for the database {ledger}: {error}",
            ledger=shown(url),
            error=error,
            hint="For PostgreSQL install the extra: pip install 'govrank[postgres]'.",
        ) from error


def shown(url: URL) -> str:
    """Return the address of a ledger without its password and options (a password may be one)."""
    if url.drivername.startswith("sqlite"):
        return url.database or ""
    return url.set(query={}).render_as_string()


def _explain(url: URL, text: str) -> LedgerError:
    for symptom, template, hint in _SYMPTOMS:
        if symptom in text:
            holder = _holders(url) if "{holder}" in template else ""
            return LedgerError(
                template, hint=hint, ledger=shown(url), holder=holder, error=text.strip()
            )
    return LedgerError(
        "The ledger {ledger} refused: {error}",
        ledger=shown(url),
        error=text.strip(),
        hint="Run 'govrank doctor' to check the workspace.",
    )


def _holders(url: URL) -> str:
    """Name the processes that have the SQLite file open, where the system tells (Linux)."""
    target = Path(url.database or "").resolve()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        if process.name == str(os.getpid()):
            continue
        try:
            if any(target == link.resolve() for link in (process / "fd").iterdir()):
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ")
                text = " ".join(command.decode(errors="replace").split())
                found.append(f"process {process.name} ({text[:100]})")
        except OSError:
            continue
    return ", ".join(found) or "another program"
