"""One writer at a time, on files and on PostgreSQL; the loser is told who the winner is."""

import os
import socket
import sqlite3

import pytest
from sqlalchemy import text

from ranking.errors import LedgerError
from ranking.ledger import database, leases
from ranking.ledger.database import Ledger
from ranking.ledger.leases import look
from ranking.ledger.writer import sole_writer
from tests.builders.child import run_child, waiting_child
from tests.builders.ledger import fill

pytestmark = pytest.mark.slow

HOLDER = """
from pathlib import Path
from ranking.ledger.database import Ledger
from ranking.ledger.writer import sole_writer
with sole_writer(Ledger(sys.argv[1]), Path(sys.argv[2]), "import 十月.csv"):
    print("ready", flush=True)
    sys.stdin.read()
"""
TURNS = """
import time
from pathlib import Path
from ranking.ledger.database import Ledger
from ranking.ledger.writer import sole_writer
home = Path(sys.argv[2])
tally = home / "tally"
tally.write_text("")
children = []
for number in range(6):
    child = os.fork()
    if child == 0:
        ledger = Ledger(sys.argv[1])
        for _ in range(4):
            with sole_writer(ledger, home, "draft", wait=30):
                seen = tally.read_text()
                time.sleep(0.005)
                tally.write_text(seen + "x")
        os._exit(0)
    children.append(child)
print([os.waitpid(child, 0)[1] for child in children], len(tally.read_text()))
"""
READ_ONLY = """
from pathlib import Path
from ranking.errors import LedgerError
from ranking.ledger.database import Ledger
from ranking.ledger.writer import sole_writer
become_nobody()
try:
    with sole_writer(Ledger("sqlite:///x.db"), Path(sys.argv[1]), "draft"):
        print("entered")
except LedgerError as error:
    print(error, error.hint_text())
"""
FULL = """
from pathlib import Path
from ranking.errors import LedgerError
from ranking.ledger.database import Ledger
from ranking.ledger.writer import sole_writer
limit_files(0)
try:
    with sole_writer(Ledger(f"sqlite:///{sys.argv[1]}"), Path(sys.argv[1]).parent, "draft"):
        print("entered")
except LedgerError as error:
    print(error, error.hint_text())
"""


def test_a_second_process_is_told_who_writes_since_when(ledger, ledger_url, tmp_path) -> None:
    """After a bounded wait the message names command, pid and start; released, it is free."""
    with waiting_child(HOLDER, ledger_url, tmp_path) as child:
        with pytest.raises(LedgerError) as caught, sole_writer(ledger, tmp_path, "draft", wait=0.2):
            raise AssertionError("entered")
        message = str(caught.value)
        assert message.startswith("Another process is writing to this workspace: govrank import ")
        assert f"pid {child.pid} on " in message
        assert ", since 20" in message
        assert "Nothing was changed" in caught.value.hint_text()
        assert child.stdin is not None
        child.stdin.close()
        child.wait()
        with sole_writer(ledger, tmp_path, "draft"):
            pass


def test_the_death_of_the_holder_sets_the_lock_free(ledger, ledger_url, tmp_path) -> None:
    """kill -9 leaves no lock behind, only a stale name that nobody sees."""
    with waiting_child(HOLDER, ledger_url, tmp_path) as child:
        child.kill()
        child.wait()
        with sole_writer(ledger, tmp_path, "draft"):
            pass


def test_writers_of_several_processes_take_turns(ledger_url, tmp_path) -> None:
    """Six processes append 24 marks, reading and writing back under the lock: none is lost."""
    done = run_child(TURNS, ledger_url, tmp_path)
    assert done.stdout == "[0, 0, 0, 0, 0, 0] 24\n", done.stderr


def test_the_lock_is_given_back_when_the_work_fails(ledger, tmp_path) -> None:
    """An exception in the block is passed on and the next writer enters at once."""
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), sole_writer(ledger, tmp_path, "draft", wait=0):
            raise ZeroDivisionError
    assert look(ledger.engine, "writer").owner == ""


def test_the_lease_names_the_holder_while_it_writes(ledger, tmp_path) -> None:
    """Command, process and machine are in the ledger; a name too long for it is cut."""
    with sole_writer(ledger, tmp_path, "导入" * 300):
        owner = look(ledger.engine, "writer").owner
    assert owner.startswith("govrank 导入")
    assert owner.endswith(f", pid {os.getpid()} on {socket.gethostname()}")
    assert len(owner) == 300


@pytest.mark.parametrize("version", [None, "0003"])
def test_a_ledger_without_leases_has_the_lock_alone(ledger_url, tmp_path, version) -> None:
    """Not made yet, or by an older version: one enters, the other is told, if not who it is."""
    ledger = Ledger(ledger_url)
    if version is not None:
        ledger.create()
        with ledger.engine.begin() as connection:
            connection.execute(text("DROP TABLE leases"))
    with (
        sole_writer(ledger, tmp_path, "draft"),
        pytest.raises(LedgerError, match="workspace: another govrank process"),
        sole_writer(ledger, tmp_path, "draft", wait=0),
    ):
        raise AssertionError("entered")
    with sole_writer(ledger, tmp_path, "draft", wait=0):
        pass
    ledger.close()


def test_a_full_disk_is_said_before_any_work(tmp_path) -> None:
    """The lease cannot be recorded: nothing is begun, and with room again the next enters."""
    path = tmp_path / "ledger.db"
    fill(path)
    done = run_child(FULL, path)
    assert "could not be written" in done.stdout, done.stderr
    assert "the old state is intact" in done.stdout
    ledger = Ledger(f"sqlite:///{path}")
    with sole_writer(ledger, tmp_path, "draft", wait=0):
        pass
    ledger.close()


def test_a_folder_that_cannot_be_written_is_refused(public_folder) -> None:
    """Another user's workspace: the message names it and says what right is missing."""
    done = run_child(READ_ONLY, public_folder)
    assert f"The workspace '{public_folder}' cannot be written: Permission denied" in done.stdout
    assert "Give this user the right to write the folder" in done.stdout
    assert list(public_folder.iterdir()) == []


@pytest.mark.parametrize("lock", ["writer", "schedule"])
def test_a_ledger_that_another_program_occupies_is_said(path, monkeypatch, lock) -> None:
    """No other govrank is blamed; when that program is done, the next enters."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    ledger = Ledger(f"sqlite:///{path}")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        pytest.raises(LedgerError, match=r"The ledger .* is locked; it is held by") as caught,
        sole_writer(ledger, path.parent, "schedule due", wait=0, lock=lock),
    ):
        raise AssertionError("entered")
    assert caught.value.hint_text().startswith("Close that program")
    other.close()
    with sole_writer(ledger, path.parent, "schedule due", wait=0, lock=lock):
        pass
    ledger.close()


@pytest.mark.postgres
def test_a_lease_that_a_foreign_session_occupies_is_said(postgres_url, tmp_path, monkeypatch):
    """A row that somebody has locked by hand looks the same on a server."""
    monkeypatch.setattr(leases, "LOCK_TIMEOUT", "100ms")
    ledger = Ledger(postgres_url)
    ledger.create()
    with sole_writer(ledger, tmp_path, "draft"):
        pass
    with ledger.engine.begin() as other:
        other.execute(text("SELECT * FROM leases FOR UPDATE"))
        with (
            pytest.raises(LedgerError, match=r"The ledger .* is locked; it is held by"),
            sole_writer(ledger, tmp_path, "draft", wait=0),
        ):
            raise AssertionError("entered")
    ledger.close()


def test_who_comes_second_to_a_schedule_is_not_told_to_wait(ledger, tmp_path) -> None:
    """It runs for ever."""
    with (
        sole_writer(ledger, tmp_path, "schedule run", lock="schedule"),
        pytest.raises(LedgerError, match="A schedule runs") as caught,
        sole_writer(ledger, tmp_path, "schedule due", wait=0, lock="schedule"),
    ):
        raise AssertionError("entered")
    assert caught.value.hint_text() == "Use one of the two: stop it, or let it work."


@pytest.mark.postgres
def test_two_ledgers_in_one_database_do_not_wait_for_each_other(postgres_url, tmp_path) -> None:
    """The lock belongs to a schema: two offices may share a PostgreSQL database."""
    first = Ledger(postgres_url)
    second = Ledger(postgres_url.replace("govrank_test_", "public%2Cgovrank_test_"))
    with sole_writer(first, tmp_path, "draft"), sole_writer(second, tmp_path, "draft", wait=0):
        pass
    first.close()
    second.close()
