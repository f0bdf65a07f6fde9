"""Killed at every file and database step of freeze and publish: old or new, and again heals."""

import json
from pathlib import Path

import pytest

from tests.builders.child import run_child, waiting_child
from tests.builders.life import take
from tests.builders.workspaces import imported_workspace

STRUCK = """
import json, shutil, traceback
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from ranking.errors import EditionError
from tests.builders.life import check_home, current, left_over, take
import ranking.workflow.snapshot, ranking.workflow.publish, ranking.render.workbook

NAMES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
WRITES = os.O_WRONLY | os.O_CREAT  # O_RDWR alone brings to the disk what is written

def strike(home, number):
    "Kill this process just before the n-th thing that changes the disk or the database."
    seen = 0
    def count(*_):
        nonlocal seen
        seen += 1
        if seen == number:
            die()
    def hook(name, arguments):
        if name in NAMES or name == "open" and str(arguments[0]).startswith(home) and (
            arguments[2] & WRITES
        ):
            count()
    def statement(_connection, _cursor, text, *_):
        if text.startswith(("INSERT", "UPDATE", "DELETE")):
            count()
    sys.addaudithook(hook)
    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", count)

def child(act):
    "Run in a process of its own; return how it ended, as os.waitpid has it."
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1]
    try:
        act()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)

def struck(home, step, number):
    strike(str(home), number)
    take(home, step)

def check(home, allowed):
    check_home(home)
    said = current(home)
    assert (said and said["revision"]) in allowed, said

def heal(home, step):
    "Check what was left, take the step again unless it was taken, and check that all is well."
    check(home, allowed)
    try:
        take(home, step)
    except EditionError as error:
        assert "already" in str(error) or "approvals are missing" in str(error), error
    check(home, allowed[-1:])
    assert left_over(home) == []

template, step, allowed = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
start, stride = int(sys.argv[4]), int(sys.argv[5])
number, kills = start, 0
while True:
    home = template.with_name(f"struck-{start}")
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(template, home)
    ended = child(lambda: struck(home, step, number))
    if ended == 0:
        break
    assert ended == 9, (number, ended)
    assert child(lambda: heal(home, step)) == 0, number
    kills += 1
    number += stride
print(kills)
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
PARTS = 4
BEFORE = {
    "freeze": ("draft",),
    "publish": (
        "draft",
        "freeze",
        "review",
        "approve",
        "publish",
        "revise",
        "freeze",
        "review",
        "approve",
    ),
}
ALLOWED = {"freeze": [None], "publish": [1, 2]}
"""Revisions that may be current before healing; the last one is current afterwards."""


@pytest.fixture
def office(tmp_path) -> Path:
    home = tmp_path / "office"
    with imported_workspace(home):
        pass
    take(home, "key")
    return home


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("step", list(BEFORE))
def test_a_step_killed_anywhere_leaves_old_or_new_and_heals(office, step, part) -> None:
    """Every n-th step, shared among the parts; the next command finishes or begins anew."""
    take(office, *BEFORE[step])
    template = office.rename(office.with_name("template"))
    allowed = json.dumps(ALLOWED[step])
    done = run_child(STRUCK, template, step, allowed, 1 + part, PARTS)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 5


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
