"""One writer at a time: a lock that its holder's death sets free, and a lease that ends.

The lock finds out at once that a holder is dead, the lease after a while that one is paused; who
holds the lease is the holder. There are two more rights of the kind. So that only one collection
runs at a time, it holds the collector's for hours and takes the writer's within, for each page
it stores: others write in between. The schedule's is held as long as the schedule runs.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from sqlalchemy.exc import OperationalError

from ranking.errors import LedgerError
from ranking.ledger.database import Ledger
from ranking.ledger.errors import explained
from ranking.ledger.leases import Lease, LockName, Standing, has_leases, look, shown, take
from ranking.ledger.locks import ProcessLock, process_lock

WAIT_SECONDS = 10.0
"""How long a second writer waits before it gives up."""
_PAUSE = 0.05
_GRACE = 1.0
"""How long a lock may be held without a lease: one is about to be taken, or was just cleared."""
_OWNER_LENGTH = 300
_BUSY: dict[LockName, str] = {
    "writer": "Another process is writing to this workspace: {holder} (waited {seconds} s).",
    "collector": "Another collection runs in this workspace: {holder} (waited {seconds} s).",
    "schedule": "A schedule runs for this workspace: {holder} (waited {seconds} s).",
}
_AGAIN = "Wait until it is done and run the command again. Nothing was changed."
_HINTS: dict[LockName, str] = {
    "writer": _AGAIN,
    "collector": _AGAIN,
    "schedule": "Use one of the two: stop it, or let it work.",
}
_OCCUPIED = ("database is locked", "lock timeout")
"""What a database says while another transaction, of whatever program, is open."""
_NOBODY = Standing("", None, locked=False, ended=True, doubtful=False, found=None)


@contextmanager
def sole_writer(
    ledger: Ledger,
    home: Path,
    command: str,
    wait: float = WAIT_SECONDS,
    lock: LockName = "writer",
) -> Iterator[None]:
    """Hold the right to write, to collect or to run the schedule.

    Raises LedgerError naming the holder, and in place of any other error when another process has
    taken over meanwhile. The rights are independent; who needs several takes the schedule's first
    and the writer's last.
    """
    held = process_lock(ledger.engine, home, lock, command)
    try:
        with explained(ledger.url):
            lease = _acquired(ledger, held, lock, command, wait)
        with ledger.leases.holding(lease) if lease else nullcontext():
            yield
    finally:
        held.give_back()


def _acquired(
    ledger: Ledger, held: ProcessLock, lock: LockName, command: str, wait: float
) -> Lease | None:
    """Wait for the right; return its lease, None for a ledger that has none.

    Raises OperationalError where nobody has the right, but the ledger is occupied.
    """
    owner = _owner(command)
    deadline = time.monotonic() + wait
    unclaimed: float | None = None
    while True:
        locked = held.take()
        leased = _leased(ledger)
        if locked and not leased:
            return None
        standing = look(ledger.engine, lock) if leased else _NOBODY
        unclaimed = None if standing.owner else unclaimed or time.monotonic()
        if leased and standing.free(locked) and (locked or _ripe(standing, unclaimed)):
            try:
                lease = _take_over(ledger, held, lock, owner, standing, locked=locked)
            except OperationalError as error:
                # who has the lock is no govrank's rival: another program is in the way
                if not _occupied(error) or (locked and time.monotonic() >= deadline):
                    raise
                lease = None
            if lease is not None:
                return lease
        if time.monotonic() >= deadline:
            raise _busy(lock, standing, wait)
        time.sleep(_PAUSE)


def _take_over(
    ledger: Ledger,
    held: ProcessLock,
    lock: LockName,
    owner: str,
    standing: Standing,
    *,
    locked: bool,
) -> Lease | None:
    """Take a lease that may be taken; None = somebody was quicker."""
    if not locked:
        held.break_open()
        time.sleep(_PAUSE)  # the server needs a moment to end a session
        locked = held.take()
    return take(ledger.engine, lock, owner, standing, locked=locked)


def _occupied(error: OperationalError) -> bool:
    return any(words in str(error.orig) for words in _OCCUPIED)


def _ripe(standing: Standing, unclaimed: float | None) -> bool:
    """Tell whether a lease may be taken from one who has the lock: it has ended, or never came."""
    return bool(standing.owner) or time.monotonic() - (unclaimed or 0) >= _GRACE


def _leased(ledger: Ledger) -> bool:
    """Tell whether the ledger has leases; one that is not there yet, or an old one, has none."""
    sqlite = ledger.url.drivername.startswith("sqlite")
    if sqlite and not Path(ledger.url.database or "").exists():
        return False
    return has_leases(ledger.engine)


def _owner(command: str) -> str:
    where = f", pid {os.getpid()} on {socket.gethostname()}"
    return f"govrank {command}"[: _OWNER_LENGTH - len(where)] + where


def _busy(lock: LockName, standing: Standing, wait: float) -> LedgerError:
    return LedgerError(
        _BUSY[lock],
        holder=shown(standing.owner, standing.since),
        seconds=round(wait),
        hint=_HINTS[lock],
    )
