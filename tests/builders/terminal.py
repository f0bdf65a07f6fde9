"""A terminal of its own for a command: what it prints there, and keys for it."""

import os
import select
import sys
import time
from pathlib import Path

import pytest

_PROGRAM = "import sys; sys.argv[0] = 'govrank'; from ranking.cli.main import main; main()"
_PATIENCE = 60


class Terminal:
    """``with Terminal("show", …) as one``: 24 lines of 100 cells; the process ends with it.

    ``text`` is all that was printed, ``code`` the exit code once it has ended.
    """

    def __init__(self, *arguments: str, home: Path, lines: int = 24, **environ: str) -> None:
        if sys.platform == "win32":
            pytest.skip("there are no pseudo-terminals on Windows")
        import fcntl
        import pty
        import struct
        import termios

        self.text, self.code = "", None
        sizes = ("LINES", "COLUMNS")  # they would be believed before the terminal itself
        known = {name: text for name, text in os.environ.items() if name not in sizes}
        known |= {"TERM": "xterm", "GOVRANK_HOME": str(home), **environ}
        command = [sys.executable, "-c", _PROGRAM, *arguments]
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            size = struct.pack("HHHH", lines, 100, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execve(sys.executable, command, known)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *unused: object) -> None:
        while self._read():
            pass
        _, status = os.waitpid(self._pid, 0)
        os.close(self._fd)
        self.code = os.waitstatus_to_exitcode(status)

    def until(self, wanted: str, times: int = 1) -> None:
        """Wait until a text was printed so often."""
        while self.text.count(wanted) < times:
            assert self._read(), f"{wanted!r} was not printed {times} times: {self.text!r}"

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self._fd, keys.encode())

    def _read(self) -> bool:
        """Take what was printed; False = the process has closed its terminal."""
        end = time.monotonic() + _PATIENCE
        while not select.select([self._fd], [], [], 0.2)[0]:
            assert time.monotonic() < end, f"nothing more came after {self.text!r}"
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False
        self.text += data.decode("utf-8", "replace")
        return bool(data)
