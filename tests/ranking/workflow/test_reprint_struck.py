"""Killed at the changes that a matching makes: the month is the old one or the new one."""

from dataclasses import replace

import pytest

from ranking.ledger.reprint_decisions import add_decisions
from ranking.model.reprint_matching import Decision
from ranking.workflow.reprint_match import match_reprints
from tests.builders.child import run_child
from tests.builders.matching import MONTH, NOW, TEXTS, article, cut, post_id, put
from tests.builders.striker import EVERY

STRIDE = 1 if EVERY else 5
STRUCK = """
import json, shutil, traceback
from pathlib import Path
from ranking.facts.files import damaged
from ranking.ledger.batches import read_batches
from ranking.ledger.imports import read_imports
from ranking.ledger.roster import read_channels
from ranking.workflow.reprint_match import match_reprints
from tests.builders.matching import MONTH, opened, state
from tests.builders.striker import Blow, Striker

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

def match(home):
    with opened(home) as workspace:
        return match_reprints(workspace, MONTH).report

def told(home):
    "Return all that matching may change, as text; every file that the ledger names is sound."
    with opened(home) as workspace, workspace.ledger.reading() as connection:
        assert damaged(workspace.settings.facts, read_batches(connection)) == []
        names = [one.name for one in read_channels(connection)]
        imports = len(read_imports(connection))
        return json.dumps([state(workspace), names, imports], default=str)

def look(home, place):
    place.write_text(told(home))

def strike(home, number):
    Striker(home, Blow.KILL, number)
    match(home)

def heal(home, old, new):
    if told(home) != new:
        assert told(home) == old
        match(home)
        assert told(home) == new
    assert match(home).up_to_date
    assert told(home) == new
    assert not list((home / "facts").rglob("*.part"))

template, number, stride = Path(sys.argv[1]), 1, int(sys.argv[2])
home, place = template.with_name("struck"), template.with_name("told")

def copied():
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(template, home)

copied()
assert child(lambda: look(home, place)) == 0
old = place.read_text()
assert child(lambda: match(home)) == 0
assert child(lambda: look(home, place)) == 0
new = place.read_text()
assert old != new
while True:
    copied()
    ended = child(lambda: strike(home, number))
    if ended == 0:
        break
    assert ended == 9, (number, ended)
    assert child(lambda: heal(home, old, new)) == 0, number
    number += stride
print(number)
"""


@pytest.mark.slow
def test_a_death_leaves_the_old_month_or_the_new(office) -> None:
    """With reprints that come and go, a channel that is new, and what is kept for the next time."""
    first = [article("gone", TEXTS[1]), article("stays", cut(2, 0.8)), article("more", cut(3, 0.3))]
    put(office, first)
    assert match_reprints(office, MONTH).report.added == 2
    put(office, [article("new", TEXTS[4], channel="公众号", channel_type="wechat")])
    no = Decision(MONTH, "gone", post_id(1), False, None, "zhang", "zhang", NOW)
    with office.ledger.writing() as connection:
        yes = replace(no, article_id="more", post_id=post_id(3), accepted=True)
        add_decisions(connection, [no, yes])
    office.close()
    done = run_child(STRUCK, office.home, STRIDE, seconds=580)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 40
