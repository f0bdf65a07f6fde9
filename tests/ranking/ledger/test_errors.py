"""What the database says, in words a user can act on; the old state is always intact."""

import subprocess
import sys

import pytest
from sqlalchemy import make_url

from ranking.errors import LedgerError
from ranking.ledger import database
from ranking.ledger.database import Ledger
from ranking.ledger.errors import shown
from ranking.ledger.roster import read_roster, replace_roster
from tests.builders.child import run_child, waiting_child
from tests.builders.ledger import accounts, empty, fill

SECRET = "s3cr3t-pw"
HOLDER = """
import sqlite3
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("ready", flush=True)
sys.stdin.read()
"""
AS_NOBODY = """
from ranking.errors import LedgerError
from ranking.ledger.database import Ledger
from ranking.ledger.roster import read_roster, replace_roster
from tests.builders.ledger import span
ledger = Ledger(f"sqlite:///{sys.argv[1]}")
become_nobody()
with ledger.reading() as connection:
    print(len(read_roster(connection)))
try:
    with ledger.writing() as connection:
        replace_roster(connection, [])
except LedgerError as error:
    print(error, error.hint_text())
"""


def test_a_locked_ledger_is_waited_for_and_then_says_who_holds_it(path, monkeypatch) -> None:
    """The holder is named by pid and command; reading goes on, and writing once it is gone."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    with waiting_child(HOLDER, path) as child:
        with pytest.raises(LedgerError, match="is locked; it is held by") as caught:
            empty(path)
        assert "Nothing was changed" in caught.value.hint_text()
        assert str(path) in str(caught.value)
        if sys.platform == "linux":
            assert f"process {child.pid} (" in str(caught.value)
        assert len(accounts(path)) == 300
    empty(path)
    assert accounts(path) == []


def test_a_write_is_refused_at_its_start_and_never_after_it_has_read(path, monkeypatch) -> None:
    """The lock is taken before the first statement: what a writer has read stays true."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    ledger, other = Ledger(f"sqlite:///{path}"), Ledger(f"sqlite:///{path}")
    with ledger.writing() as connection:
        assert len(read_roster(connection)) == 300
        with pytest.raises(LedgerError, match="is locked"), other.writing():
            raise AssertionError("entered")
        replace_roster(connection, [])
    ledger.close()
    other.close()
    assert accounts(path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only /proc tells who has a file open")
def test_a_holder_with_an_undecodable_command_line_is_named(path, monkeypatch) -> None:
    """Bytes of another encoding in a command line do not turn the message into a traceback."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    path.with_name("holder.py").write_text(f"import sys\n{HOLDER}", encoding="utf-8")
    command = [sys.executable, "holder.py", path.name, "旧程序".encode("gbk")]
    with subprocess.Popen(
        command, cwd=path.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        with pytest.raises(LedgerError, match=f"process {child.pid} \\(.*holder.py.*\ufffd"):
            empty(path)
        child.kill()


def test_a_folder_that_cannot_be_written_can_still_be_read(public_folder) -> None:
    """Another user sees the roster; writing says read-only, and changes nothing."""
    path = public_folder / "ledger.db"
    fill(path)
    public_folder.chmod(0o555)
    done = run_child(AS_NOBODY, path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("300\n")
    assert f"The ledger {path} is read-only. Give this user the right to write" in done.stdout
    assert len(accounts(path)) == 300


def test_a_reader_without_rights_sees_what_a_killed_writer_committed(public_folder) -> None:
    """A committed change that is still in the write-ahead log is not overlooked."""
    path = public_folder / "ledger.db"
    fill(path)
    code = """
from ranking.ledger.database import Ledger
from ranking.ledger.roster import replace_roster
from tests.builders.ledger import span
with Ledger(f"sqlite:///{sys.argv[1]}").writing() as connection:
    replace_roster(connection, [span()])
die()
"""
    assert run_child(code, path).returncode == -9
    assert path.with_name("ledger.db-wal").stat().st_size > 0
    public_folder.chmod(0o555)
    done = run_child(AS_NOBODY, path)
    assert done.stdout.startswith("1\n"), (done.stdout, done.stderr)


def test_a_file_that_cannot_be_written_is_called_read_only(public_folder) -> None:
    """The folder is open to all, the file is not."""
    path = public_folder / "ledger.db"
    fill(path)
    path.chmod(0o444)
    public_folder.chmod(0o777)
    done = run_child(AS_NOBODY, path)
    assert done.stdout.startswith("300\n"), (done.stdout, done.stderr)
    assert f"The ledger {path} is read-only." in done.stdout
    assert len(accounts(path)) == 300


def test_a_missing_folder_is_named(tmp_path) -> None:
    """The path that cannot be opened is in the message."""
    with pytest.raises(LedgerError, match=r"missing.ledger\.db cannot be opened"):
        accounts(tmp_path / "missing" / "ledger.db")


URLS = {
    f"postgresql+psycopg://u:{SECRET}@127.0.0.1:1/db": "does not answer",
    f"postgresql+psycopg://127.0.0.1:1/db?user=u&password={SECRET}": "does not answer",
    f"postgresql+psycopg://u:{SECRET}@127.0.0.1:port/db": "URL cannot be read",
    f"postgresql+nosuch://u:{SECRET}@127.0.0.1/db": "No driver for the database",
    f"nosuch://u:{SECRET}@127.0.0.1/db": "No driver for the database",
    f"mysql+pymysql://u:{SECRET}@127.0.0.1/db": "No driver for the database",
    f"u:{SECRET}@127.0.0.1": "URL cannot be read",
    "": "URL cannot be read",
}


@pytest.mark.parametrize("url", URLS)
def test_a_bad_url_is_a_message_without_the_password(url: str) -> None:
    """No driver, no server or no URL: what is wrong and what to do, and the password nowhere."""
    with pytest.raises(LedgerError, match=URLS[url]) as caught:
        Ledger(url).version()
    assert caught.value.hint_text()
    assert SECRET not in str(caught.value) + caught.value.hint_text() + repr(caught.value.params)


def test_a_missing_driver_says_what_to_install() -> None:
    """The hint names the extra."""
    with pytest.raises(LedgerError) as caught:
        Ledger("postgresql+asyncpg2://h/db")
    assert "pip install 'govrank[postgres]'" in caught.value.hint_text()


def test_a_shown_address_has_neither_password_nor_options() -> None:
    """SQLite is shown as its path."""
    url = make_url(f"postgresql+psycopg://u:{SECRET}@h:5/db?sslpassword={SECRET}")
    assert shown(url) == "postgresql+psycopg://u:***@h:5/db"
    assert shown(make_url("sqlite:////a/b.db")) == "/a/b.db"
