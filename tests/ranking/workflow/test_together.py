"""Eight processes that take the same step at the same instant: one wins, seven are told so."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import func, select

from ranking.ledger.tables import edition_events, editions
from ranking.wiring import open_workspace
from ranking.workflow.verify_release import verify_release
from tests.builders.child import waiting_child
from tests.builders.life import check_home, check_release, current, left_over, take
from tests.builders.workspaces import MONTH, imported_workspace

TAKER = """
import json, pathlib, traceback
import ranking.ledger.writer, ranking.workflow.publish, ranking.render.workbook
from ranking.errors import EditionError
from tests.builders.life import take
ranking.ledger.writer.WAIT_SECONDS = 60
print("ready", flush=True)
for line in sys.stdin:
    home, step, database = json.loads(line)
    os.environ.pop("GOVRANK_DATABASE_URL", None)
    os.environ.update(database)
    print("waiting", flush=True)
    sys.stdin.readline()
    try:
        take(pathlib.Path(home), step)
        said = "done"
    except EditionError as error:
        said = str(error)
    except BaseException:
        said = traceback.format_exc()
    print(json.dumps(said), flush=True)
"""
"""Takes the steps it is told to, each when it is told to go."""
PROCESSES = 8
REFUSED = {
    "freeze": "{month} r{revision} is frozen; two approvals are missing.",
    "publish": "{month} r{revision} has been published already.",
}


@pytest.fixture(scope="module")
def takers() -> Iterator[list[subprocess.Popen[str]]]:
    with ExitStack() as stack:
        yield [stack.enter_context(waiting_child(TAKER)) for _ in range(PROCESSES)]


def together(takers: list[subprocess.Popen[str]], home: Path, step: str) -> list[str]:
    """Let all take a step at once; return what they said, sorted."""
    database = {name: os.environ[name] for name in os.environ if name == "GOVRANK_DATABASE_URL"}
    told = [tell(taker, json.dumps([str(home), step, database])) for taker in takers]
    assert [answer.readline() for answer in told] == ["waiting\n"] * PROCESSES
    told = [tell(taker, "go") for taker in takers]
    return sorted(json.loads(answer.readline()) for answer in told)


def tell(taker: subprocess.Popen[str], line: str) -> IO[str]:
    """Write a line to a process; return where it will answer."""
    assert taker.stdin is not None
    assert taker.stdout is not None
    taker.stdin.write(f"{line}\n")
    taker.stdin.flush()
    return taker.stdout


def check(home: Path, revision: int) -> None:
    """Each revision once, with one manifest and one event a step; nothing is left over."""
    workspace = open_workspace(home, "test", lambda *_: None)
    try:
        with workspace.ledger.reading() as connection:
            made = connection.execute(select(editions).order_by(editions.c.revision)).all()
            count = select(edition_events.c.action, func.count()).group_by(edition_events.c.action)
            steps = dict(map(tuple, connection.execute(count).all()))
    finally:
        workspace.close()
    numbers = list(range(1, revision + 1))
    assert [one.revision for one in made] == numbers
    assert [one.release_sha256 for one in made] == [check_release(home, n) for n in numbers]
    assert made[-1].release_sha256 == current(home)["manifest_sha256"]
    assert (steps["frozen"], steps["published"]) == (revision, revision)
    for place in ("editions", "releases"):
        names = sorted(path.name for path in (home / place / "main" / MONTH).iterdir())
        assert names == sorted(f"r{number}" for number in numbers)
    assert left_over(home) == []


def take_all(takers: list[subprocess.Popen[str]], home: Path, revision: int = 1) -> None:
    """Let all freeze, and all publish, and check what came of it."""
    for step, then in (("freeze", ("review", "approve")), ("publish", ())):
        refused = REFUSED[step].format(month=MONTH, revision=revision)
        said = together(takers, home, step)
        assert said == sorted(["done", *[refused] * (PROCESSES - 1)])
        take(home, *then)
    check(home, revision)


def verified(home: Path, revision: int) -> None:
    check_home(home)
    folder = home / "releases" / "main" / MONTH / f"r{revision}"
    verify_release(folder, (home / "signing.pub").read_text("utf-8"), lambda _: None)


@pytest.mark.slow
def test_fifty_times_eight_processes_make_one_edition(takers, tmp_path) -> None:
    """On files: a copy of the same workspace each time."""
    template = tmp_path / "template"
    with imported_workspace(template):
        pass
    take(template, "key", "draft")
    for number in range(50):
        home = tmp_path / f"office-{number}"
        shutil.copytree(template, home)
        take_all(takers, home)
        if number % 10 == 0:
            verified(home, 1)
        shutil.rmtree(home)


@pytest.mark.slow
@pytest.mark.postgres
def test_five_times_on_a_server(takers, postgres_url, tmp_path, monkeypatch) -> None:
    """The same where the ledger is on PostgreSQL: a revision each time."""
    monkeypatch.setenv("GOVRANK_DATABASE_URL", postgres_url)
    home = tmp_path / "office"
    with imported_workspace(home):
        pass
    take(home, "key", "draft")
    for revision in range(1, 6):
        take_all(takers, home, revision)
        if revision < 5:
            take(home, "revise")
    verified(home, 5)
