"""A step of work struck at one change after the other, each time on a fresh copy of a workspace.

After each blow the invariants hold; taken again, the step leads where it leads undisturbed; and
once more, it changes nothing. This process only forks and never computes: what has threads cannot
be forked.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from sqlalchemy import make_url

from ranking.cli.failures import describe, refused
from ranking.errors import GovrankError
from tests.builders.databases import database_url
from tests.builders.invariants import check_invariants
from tests.builders.looked import looked_at
from tests.builders.striker import NAMES_THE_DISK, Blow, Striker

URL = "GOVRANK_DATABASE_URL"
_FAST = Path("/dev/shm")
"""Memory that is a folder, on Linux: what is written there is durable at once."""
_FAILED, _REFUSED, _SURVIVED = 1, 3, 4


@dataclass(frozen=True)
class Trial:
    """What is struck: ``act`` takes the step in a workspace, ``state`` tells where it led.

    ``canaries`` may be in no file and in nothing that is printed.
    """

    template: Path
    act: Callable[[Path], object]
    state: Callable[[Path], Any]
    canaries: Sequence[str] = ()


def strike_everywhere(trial: Trial, blow: Blow, start: int, stride: int) -> int:
    """Strike at the start-th change and every stride-th after it; return how many there were."""
    with TemporaryDirectory(dir=_FAST if _FAST.is_dir() else None) as folder:
        place = Path(folder)
        with _copy(trial.template, place) as home:
            _succeed(lambda: _undisturbed(trial, home, place), place)
        for module in (place / "modules").read_text().split():
            with suppress(ImportError):  # loaded here, no process that is struck has to
                import_module(module)
        strikes = 0
        while _struck_and_healed(trial, blow, start + strikes * stride, place):
            strikes += 1
        return strikes


def _undisturbed(trial: Trial, home: Path, place: Path) -> None:
    """Take the step; note where it leads, and what it loads."""
    trial.act(home)
    (place / "expected.json").write_text(json.dumps(trial.state(home)))
    (place / "modules").write_text("\n".join(sys.modules))


def _struck_and_healed(trial: Trial, blow: Blow, number: int, place: Path) -> bool:
    """Strike at one change, and heal; return whether the step came so far."""
    with _copy(trial.template, place) as home:
        ended, said, peak = _apart(lambda: _struck(trial, home, blow, number), place)
        allowed = (9,) if blow is Blow.KILL else (_REFUSED, _SURVIVED)
        assert ended in (0, *allowed), f"{blow} {number} ended {ended}: {said}"
        if ended:
            _succeed(lambda: _heal(trial, home, said, peak), place, f"{blow} {number}")
    return bool(ended)


def _struck(trial: Trial, home: Path, blow: Blow, number: int) -> NoReturn:
    """Take the step until the blow; an error is told as the command line tells it."""
    striker = Striker(home, blow, number)
    try:
        trial.act(home)
    except (GovrankError, OSError) as error:
        striker.rest()
        told = refused(error) if isinstance(error, OSError) else error
        sys.stdout.write("\n".join(describe(told)))
        sys.stdout.flush()
        assert any(name in str(told) for name in NAMES_THE_DISK), f"{told!r} names no disk"
        os._exit(_REFUSED)
    striker.rest()
    os._exit(_SURVIVED if striker.struck else 0)


def _heal(trial: Trial, home: Path, said: str, peak: int) -> None:
    sound, expected = home.with_name("sound"), home.with_name("expected.json")
    looking = {"secrets": trial.canaries, "said": said, "peak": peak, "sound": sound}
    check_invariants(home, **looking)
    with suppress(GovrankError):  # it may have been taken, the state tells
        trial.act(home)
    check_invariants(home, **looking, healed=True)
    wanted, found = json.loads(expected.read_text()), json.loads(json.dumps(trial.state(home)))
    assert found == wanted, {
        name: (found.get(name), wanted.get(name))
        for name in {*found, *wanted}
        if found.get(name) != wanted.get(name)
    }
    with suppress(GovrankError):
        trial.act(home)
    assert json.loads(json.dumps(trial.state(home))) == wanted


def _succeed(act: Callable[[], object], place: Path, name: str = "undisturbed") -> None:
    ended, said, _ = _apart(act, place)
    assert ended == 0, f"{name}: {said}"


def _apart(act: Callable[[], object], place: Path) -> tuple[int, str, int]:
    """Run in a process of its own; return how it ended, what it printed and its memory (kB)."""
    printed = place / "printed"
    pid = os.fork()
    if not pid:
        _run(act, printed)
    _, status, usage = os.wait4(pid, 0)
    ended = os.WTERMSIG(status) or os.WEXITSTATUS(status)
    return ended, printed.read_text("utf-8", "replace"), usage.ru_maxrss


def _run(act: Callable[[], object], printed: Path) -> NoReturn:
    try:
        handle = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        act()
        sys.stdout.flush()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(_FAILED)


@contextmanager
def _copy(template: Path, place: Path) -> Iterator[Path]:
    """Give a copy of a workspace, its database included where it has one on a server."""
    url = os.environ.get(URL)
    with ExitStack() as stack:
        if url:
            made = database_url(url, str(make_url(url).database))
            os.environ[URL] = stack.enter_context(made)
            stack.callback(os.environ.update, {URL: url})
        home = Path(shutil.copytree(template, place / "office"))
        stack.callback(shutil.rmtree, home)
        yield home


def looked_state(home: Path, state: Callable[[Any], Any]) -> Any:
    """Return what a function tells of an opened workspace."""
    with looked_at(home) as looked:
        return state(looked.workspace)
