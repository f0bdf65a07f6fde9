"""Runs the command of a hook: without a shell, for a bounded time, and with its children."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO

from ranking.errors import HookError
from ranking.render.safe import line

SECONDS = 30.0
"""How long a command may take."""
_SHOWN = 500
_KEPT = 4 * _SHOWN
"""Bytes of the output that are kept: a Chinese character has up to four."""
_READER_SECONDS = 1.0
_running: set[subprocess.Popen[bytes]] = set()
"""The commands that run now, of whatever thread; who is taken out of it is cut off."""


def program_of(name: str, home: Path) -> str | None:
    """Return the program that a hook's command names, None where there is none to be run.

    A name without a folder is looked for as a shell does; a relative path starts at ``home``.
    """
    return shutil.which(str(home / name) if Path(name).name != name else name)


_QUICK = "A hook must be quick: let it hand the message over and end."


def run_command(
    command: tuple[str, ...],
    document: bytes,
    environ: Mapping[str, str],
    home: Path,
    seconds: float = SECONDS,
) -> None:
    """Run a command in ``home`` with a document on its input; ``environ`` is added to ours.

    What it leaves running is ended, unless that has made a session of its own. Raises HookError
    where it does not run, does not end in time, is cut off, or ends with another exit code than 0;
    the message has the beginning of its output.
    """
    program = _found(command[0], home)
    with tempfile.TemporaryFile() as stdin:  # a pipe would block where nobody reads it
        stdin.write(document)
        stdin.seek(0)
        code, cut, output = _outcome([program, *command[1:]], stdin, environ, home, seconds)
    if code is None:
        raise HookError(
            "The command '{program}' was ended after {seconds} seconds. {output}",
            program=command[0],
            seconds=round(seconds),
            output=output,
            hint=_QUICK,
        )
    if cut:
        raise HookError(
            "The command '{program}' was cut off, because the schedule ends. {output}",
            program=command[0],
            output=output,
            hint=_QUICK,
        )
    if code != 0:
        raise HookError(
            "The command '{program}' failed with exit code {code}. {output}",
            program=command[0],
            code=code,
            output=output,
            hint="Run it by hand, as the user of this service, to see why.",
        )


def _found(name: str, home: Path) -> str:
    program = program_of(name, home)
    if program is None:
        raise HookError(
            "The command '{program}' is not there, or may not be run.",
            program=name,
            hint="Correct it in config/hooks.toml, or give this user the right to run it.",
        )
    return program


def cut_off_commands() -> None:
    """End the commands that run now, in any thread, and everything that they have started."""
    for process in tuple(_running):
        _running.discard(process)
        _kill(process)


def _outcome(
    command: list[str],
    stdin: IO[bytes],
    environ: Mapping[str, str],
    home: Path,
    seconds: float,
) -> tuple[int | None, bool, str]:
    """Return the exit code, None = it had to be ended, whether it was cut off, and the output's
    beginning."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the office's own command, without a shell
            command,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=0,  # what is there is read at once
            cwd=home,
            env={**os.environ, **environ},
            start_new_session=True,
        )
    except OSError as error:
        raise HookError(
            "The command '{program}' cannot be run: {reason}.",
            program=command[0],
            reason=error.strerror or error,
            hint="Try it by hand as the user of this service.",
        ) from None
    _running.add(process)
    kept = bytearray()
    reader = Thread(target=_read, args=(process.stdout, kept), daemon=True)
    reader.start()
    code: int | None = None
    try:
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(seconds)
    finally:
        cut = process not in _running
        _running.discard(process)
        _end(process)
        reader.join(_READER_SECONDS)
    return code, cut, line(bytes(kept).decode("utf-8", "replace"))[:_SHOWN]


def _read(stream: IO[bytes], kept: bytearray) -> None:
    """Read all output, so that the command never waits for us, and keep its beginning."""
    with stream:
        while part := stream.read(1 << 16):
            kept += part[: max(0, _KEPT - len(kept))]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the command, where it still runs, and everything that it has started."""
    _kill(process)
    process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
