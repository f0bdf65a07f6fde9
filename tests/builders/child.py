"""Runs Python in another process: to be killed, starved of disk, or to be another user."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PRELUDE = """
import os, resource, signal, sys
sys.path.insert(0, {root!r})

def become_nobody():
    "Give up root, whom no permission stops; modules loaded later may be out of reach."
    import ranking.ledger.writer, ranking.ledger.database, sqlalchemy.dialects.sqlite.pysqlite
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def limit_files(size):
    "Let no file grow beyond a size, as a full disk does."
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

"""


def _command(code: str, arguments: tuple[object, ...]) -> list[str]:
    text = PRELUDE.format(root=str(CHECKOUT)) + code
    return [sys.executable, "-c", text, *map(str, arguments)]


def _environment(changes: dict[str, str]) -> dict[str, str]:
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **changes}


def run_child(
    code: str, *arguments: object, seconds: float = 60, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run to the end, at most so many seconds; ``sys.argv[1:]`` are the arguments."""
    return subprocess.run(
        _command(code, arguments),
        capture_output=True,
        text=True,
        timeout=seconds,
        env=_environment(environ),
    )


@contextmanager
def waiting_child(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Give a process that has printed ``ready``; it is killed afterwards if it still runs."""
    with subprocess.Popen(
        _command(code, arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=_environment({}),
    ) as child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            yield child
        finally:
            child.kill()
