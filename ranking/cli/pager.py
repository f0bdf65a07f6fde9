"""Long results on a terminal go through the reader's pager, as git's do."""

from __future__ import annotations

import io
import os
import shutil
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
        for name, value in _LESS.items():
            os.environ.setdefault(name, value)
        os.environ["MANPAGER"] = os.environ["PAGER"] = command  # pydoc asks for both
        from rich.pager import SystemPager

        SystemPager().show(text)


def pager_command(environ: Mapping[str, str]) -> str | None:
    """Return the command of the pager; None = there is none, or it is not to be used."""
    named = next((environ[name] for name in _COMMAND if name in environ), None)
    command = "less" if named is None else named.strip()
    program = command.split(" ", 1)[0]
    return command if program not in ("", "cat") and shutil.which(program) else None
