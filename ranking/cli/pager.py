"""Long results on a terminal go through the reader's pager, as git's do."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping

_COMMAND = ("GOVRANK_PAGER", "PAGER")
"""Variables that name a pager, the first one wins; empty, or ``cat``: none."""
_LESS = {"LESS": "FRX", "LESSCHARSET": "utf-8"}
"""What less is told, unless its user says otherwise: keep colours, end at once if all fits."""


class Pages(io.StringIO):
    """Collects a terminal's output until the command is done."""

    def show(self, height: int) -> None:
        """Print what was collected, through the pager if it is longer than the terminal."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        command = pager_command(os.environ)
        if command is None or text.count("\n") < height:
            sys.stdout.write(text)
            sys.stdout.flush()
            return
        if not _paged(command, text):
            sys.stdout.write(text)
            sys.stdout.flush()


def _paged(command: str, text: str) -> bool:
    """Let the pager show the text; False = it could not."""
    environ = {**_LESS, **os.environ}
    try:
        pager = subprocess.Popen(  # noqa: S603 - the command that the reader has named
            shlex.split(command), stdin=subprocess.PIPE, env=environ
        )
    except (OSError, ValueError):
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's while it shows
    try:
        pager.communicate(text.encode())
    finally:
        signal.signal(signal.SIGINT, before)
    return pager.returncode == 0


def pager_command(environ: Mapping[str, str]) -> str | None:
    """Return the command of the pager; None = there is none, or it is not to be used.

    A terminal that can do nothing (``dumb``) gets none.
    """
    if environ.get("TERM") == "dumb":
        return None
    named = next((environ[name] for name in _COMMAND if name in environ), None)
    command = "less" if named is None else named.strip()
    program = command.split(" ", 1)[0]
    return command if program not in ("", "cat") and shutil.which(program) else None
