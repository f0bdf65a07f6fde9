"""Killed before each change that proposing and confirming make: all of it or nothing."""

from pathlib import Path

import pytest

from tests.builders.child import run_child
from tests.builders.workspaces import MONTH, imported_workspace

STRUCK = """
import shutil, traceback
from pathlib import Path
from ranking.ledger.adjustments import read_adjustments
from ranking.ledger.events import broken_event, read_events
from ranking.model.adjustment import Status
from ranking.wiring import open_workspace
from ranking.workflow.adjust import propose
from ranking.workflow.adjust_decide import confirm
from ranking.workflow.adjust_evidence import check_adjustments
from ranking.workflow.adjust_log import from_log
from ranking.workflow.adjust_wishes import exclude
from tests.builders.striker import Blow, Striker
from tests.builders.workspaces import MONTH

def propose_one(home):
    workspace = open_workspace(home, "zhang", lambda *_: None)
    propose(workspace, MONTH, exclude("账号100"), "与实际不符", home / "微博.csv")

def confirm_one(home):
    workspace = open_workspace(home, "li", lambda *_: None)
    confirm(workspace, MONTH, 1)

ACTS = {"propose": propose_one, "confirm": confirm_one}
STATES = {"propose": ([], [Status.PROPOSED]), "confirm": ([Status.PROPOSED], [Status.CONFIRMED])}

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

def strike(home, act, number):
    Striker(home, Blow.KILL, number)
    act(home)

def statuses(home):
    "Return what became of the adjustments, after all that can be checked has been."
    workspace = open_workspace(home, "test", lambda *_: None)
    assert {one.state for one in check_adjustments(workspace)} == {"ok"}
    with workspace.ledger.reading() as connection:
        assert broken_event(connection) is None
        found = read_adjustments(connection, "main", MONTH)
        assert found == from_log(read_events(connection, "main", MONTH))
    return [one.status for one in found]

def heal(home, step):
    old, new = STATES[step]
    if statuses(home) != new:
        assert statuses(home) == old
        ACTS[step](home)
        assert statuses(home) == new
    assert not list((home / "evidence").glob(".*"))

template, step, number = Path(sys.argv[1]), sys.argv[2], 1
while True:
    home = template.with_name("struck")
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(template, home)
    ended = child(lambda: strike(home, ACTS[step], number))
    if ended == 0:
        break
    assert ended == 9, (number, ended)
    assert child(lambda: heal(home, step)) == 0, number
    number += 1
print(number - 1)
"""
FIRST = """
from pathlib import Path
from ranking.wiring import open_workspace
from ranking.workflow.adjust import propose
from ranking.workflow.adjust_wishes import exclude
home = Path(sys.argv[1])
workspace = open_workspace(home, "zhang", lambda *_: None)
propose(workspace, sys.argv[2], exclude("账号100"), "与实际不符", home / "微博.csv")
workspace.close()
"""


@pytest.mark.slow
@pytest.mark.parametrize("step", ["propose", "confirm"])
def test_a_death_leaves_the_old_or_the_new(tmp_path, step) -> None:
    """The ledger, the log and the evidence agree; the same command then does what was not done."""
    home: Path = tmp_path / "office"
    with imported_workspace(home):
        pass
    if step == "confirm":
        first = run_child(FIRST, home, MONTH)
        assert first.returncode == 0, first.stderr
    done = run_child(STRUCK, home, step)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 5
