"""Killed, out of disk or beside another process: the old state stays, and the next run heals."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ranking.errors import DataError
from ranking.ledger.database import Ledger
from ranking.ledger.writer import sole_writer
from ranking.wiring import open_workspace
from ranking.workflow.doctor import examine
from ranking.workflow.status import month_status
from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
CHILD = """
import os, resource, signal, sys
sys.path.insert(0, {root!r})
mode, number, home = sys.argv[1], int(sys.argv[2]), sys.argv[3]
sys.argv = ["govrank", *sys.argv[4:]]
from ranking.cli.main import main
import ranking.workflow.import_files, ranking.workflow.draft, connectors.sheets
events = ("open", "os.rename", "os.remove", "os.mkdir", "sqlite3.connect", "sqlite3.connect/handle")
seen = 0
def hook(event, arguments):
    global seen
    if event not in events or (event == "open" and not str(arguments[0]).startswith(home)):
        return
    seen += 1
    if seen == number or (mode == "persist" and seen > number):
        if mode == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(28, "No space left on device")
if mode == "small":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
else:
    sys.addaudithook(hook)
main()
"""


def run(home: Path, mode: str, number: int, *arguments: str) -> subprocess.CompletedProcess:
    code = CHILD.format(root=str(ROOT))
    command = [sys.executable, "-c", code, mode, str(number), str(home), *arguments]
    environment = {**os.environ, "GOVRANK_HOME": str(home), "LANG": "C"}
    environment.pop("GOVRANK_DATABASE_URL", None)
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)


@pytest.fixture
def office(tmp_path):
    """A workspace with a roster and an export that is not imported yet."""
    home = tmp_path / "office"
    assert run(home, "none", 0, "init", str(home)).returncode == 0
    rows = [("微博", 100, "账号100", "甲", "各区")]
    roster = write_csv(tmp_path / "roster.csv", ROSTER, rows)
    assert run(home, "none", 0, "roster", "import", str(roster)).returncode == 0
    write_csv(tmp_path / "weibo.csv", WEIBO, [weibo_row(n, 100) for n in range(40)])
    return home


def accepted(home: Path) -> int:
    """Posts the workspace holds; every fact file must be one the ledger knows and intact."""
    workspace = open_workspace(home, "test", lambda *_: None)
    try:
        states = {finding.check: finding.state for finding in examine(workspace)}
        assert (states["facts"], states["audit log"], states["database"]) == ("ok", "ok", "ok")
        return sum(account.posts for account in month_status(workspace, "2020-05").accounts)
    except DataError:
        return 0
    finally:
        workspace.close()


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["kill", "once", "persist"])
def test_an_import_struck_anywhere_leaves_old_or_new_and_heals(office, tmp_path, mode):
    """Struck at the n-th file step, for many n: all 40 posts or none, and again gives all 40."""
    export, number, struck = str(tmp_path / "weibo.csv"), 1, 0
    while True:
        result = run(office, mode, number, "import", export)
        assert "Traceback" not in result.stderr
        assert accepted(office) in (0, 40)
        if result.returncode == 0:
            break
        struck += 1
        number += 5
    assert struck > 2
    assert run(office, "none", 0, "import", export).returncode == 0
    assert accepted(office) == 40
    stray = [p for p in office.glob("facts/**/*") if p.suffix == ".part"]
    assert stray == []


@pytest.mark.slow
def test_a_full_disk_is_said_and_costs_nothing(office, tmp_path):
    """With no room for the ledger's pages the import fails with a hint; later it succeeds."""
    export = str(tmp_path / "weibo.csv")
    result = run(office, "small", 4096, "import", export)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "intact" in result.stderr or "room" in result.stderr or "space" in result.stderr
    assert accepted(office) == 0
    assert run(office, "none", 0, "import", export).returncode == 0
    assert accepted(office) == 40


def test_a_second_writer_is_told_who_the_first_is(office, tmp_path):
    """While one process writes, another waits its time and then names command, pid and since."""
    ledger = Ledger(f"sqlite:///{office / 'ledger.db'}")
    code = CHILD.format(root=str(ROOT))
    with sole_writer(ledger, office, "draft"):
        started = time.monotonic()
        result = subprocess.run(
            [
                sys.executable,
                "-c",
                code,
                "none",
                "0",
                str(office),
                "import",
                str(tmp_path / "weibo.csv"),
            ],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "GOVRANK_HOME": str(office), "LANG": "C"},
        )
    assert result.returncode == 1
    assert time.monotonic() - started > 9
    assert f"govrank draft, pid {os.getpid()}" in result.stderr
    assert "since" in result.stderr
    ledger.close()


def test_two_processes_at_once_both_succeed_one_after_the_other(office, tmp_path):
    """Two imports of the same file started together: 40 posts once, 40 duplicates once."""
    environment = {**os.environ, "GOVRANK_HOME": str(office), "LANG": "C"}
    code = CHILD.format(root=str(ROOT))
    command = [
        sys.executable,
        "-c",
        code,
        "none",
        "0",
        str(office),
        "import",
        str(tmp_path / "weibo.csv"),
        "--json",
    ]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        for _ in range(2)
    ]
    reports = [json.loads(process.communicate(timeout=60)[0])["files"][0] for process in running]
    assert sorted(report["accepted"] for report in reports) == [0, 40]
    assert sorted(report["duplicate"] for report in reports) == [0, 40]
    assert accepted(office) == 40
