"""Struck at every change of disk and ledger: old or new, the invariants hold, and again heals."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.child import run_child, waiting_child
from tests.builders.databases import database_url
from tests.builders.life import take
from tests.builders.striker import EVERY, Blow
from tests.builders.struck_life import BEFORE, prepare
from tests.builders.workspaces import imported_workspace

STRUCK = """
from pathlib import Path
from tests.builders.struck_life import Blow, strike_step
template, step, blow, start, stride = sys.argv[1:]
print(strike_step(Path(template), step, Blow(blow), int(start), int(stride)))
"""
TOGETHER = """
from ranking.errors import GovrankError
from tests.builders.life import take
import pathlib
print("ready", flush=True)
sys.stdin.readline()
try:
    take(pathlib.Path(sys.argv[1]), "publish")
    print("published", flush=True)
except GovrankError as error:
    print(error, flush=True)
"""
PARTS = {"freeze": 4, "publish": 4, "revise": 1, "withdraw": 1, "confirm": 1}
"""Step → among how many tests its changes are shared: steps that write folders make many."""
FULL_DISK_PART = {Blow.ONCE: 1, Blow.FOREVER: 2}
"""Of the parts of a step, the one in which the disk is full, unless all are wanted."""
CASES = [
    (step, blow, part)
    for step in BEFORE
    for blow in Blow
    for part in range(PARTS[step])
    if EVERY or part == FULL_DISK_PART.get(blow, part) % PARTS[step]
]
POSTGRES_STRIDES = {"freeze": 16, "publish": 20, "revise": 4, "withdraw": 4, "confirm": 4}
"""Of the changes on PostgreSQL every so manieth: a copy of a database takes long."""


@pytest.fixture
def office(tmp_path) -> Path:
    """A workspace with a month imported and a key."""
    home = tmp_path / "office"
    with imported_workspace(home):
        pass
    take(home, "key")
    return home


@pytest.fixture
def on_server(postgres_server, monkeypatch) -> Iterator[None]:
    """Let ledgers be in an empty database of their own on PostgreSQL."""
    with database_url(postgres_server) as url:
        monkeypatch.setenv("GOVRANK_DATABASE_URL", url)
        yield


def strikes(template: Path, step: str, blow: Blow, start: int, stride: int) -> int:
    done = run_child(STRUCK, template, step, blow, start, stride, seconds=600)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize(("step", "blow", "part"), CASES)
def test_a_step_struck_anywhere_leaves_old_or_new_and_heals(office, step, blow, part) -> None:
    """Killed at every change, none left out; without disk space, once or for ever, at every one of
    the short steps and every fourth of the long.
    """
    prepare(office, step)
    assert strikes(office, step, blow, 1 + part, PARTS[step]) > 5


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("blow", list(Blow))
@pytest.mark.parametrize("step", list(BEFORE))
def test_on_postgresql_too(on_server, office, step, blow) -> None:
    """The same with the ledger on a server, at every n-th change."""
    prepare(office, step)
    start = 1 + list(Blow).index(blow)
    assert strikes(office, step, blow, start, POSTGRES_STRIDES[step]) > 0


@pytest.mark.slow
def test_two_who_publish_at_once_make_one_release(office) -> None:
    """One publishes, the other is told that it has been published; nothing is left over."""
    take(office, "draft", "freeze", "review", "approve")
    with waiting_child(TOGETHER, office) as one, waiting_child(TOGETHER, office) as other:
        for child in (one, other):
            child.stdin.write("go\n")
            child.stdin.flush()
        said = sorted(child.stdout.readline().strip() for child in (one, other))
    assert said == ["2020-05 r1 has been published already.", "published"]
    folder = office / "releases" / "main" / "2020-05"
    assert [path.name for path in folder.iterdir()] == ["r1"]
