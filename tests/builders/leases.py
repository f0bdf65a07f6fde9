"""Processes that hold a lease, are paused beyond its end, and wake when they are told to."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.builders.child import waiting_child

BRIEF = """
import ranking.ledger.leases
ranking.ledger.leases.LEASE_SECONDS = 0.3

def pause():
    "Sleep until the process is told to go on, as a computer does whose lid was closed."
    os.kill(os.getpid(), signal.SIGSTOP)
"""
"""Begins the code of a child whose leases end after 0.3 s. It renews them with its transactions
alone: paused in the midst of a renewal it would keep SQLite's lock."""


@contextmanager
def paused_child(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Give a process that has paused itself, with ``pause()``, after printing ``ready``."""
    with waiting_child(BRIEF + code, *arguments) as child:
        wait_until_paused(child)
        yield child


def wait_until_paused(child: subprocess.Popen[str]) -> None:
    _, status = os.waitpid(child.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status), status


def wake(child: subprocess.Popen[str]) -> tuple[int, str]:
    """Let a paused process go on to its end; return its exit code and what it printed."""
    child.send_signal(signal.SIGCONT)
    said, _ = child.communicate(timeout=60)
    return child.returncode, said


def contents(*folders: Path) -> dict[str, bytes]:
    """Return path -> bytes of every file below folders; a link or an empty folder gives nothing."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files}
