"""A full disk and a damaged file: an error, and the old state stays as it was."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event

from ranking.errors import LedgerError
from ranking.ledger.database import Ledger
from ranking.ledger.roster import replace_roster
from tests.builders.child import run_child
from tests.builders.ledger import accounts, empty, span

FULL = """
from ranking.errors import LedgerError
from ranking.ledger.database import Ledger
from ranking.ledger.roster import replace_roster
from tests.builders.ledger import span
limit_files(int(sys.argv[2]))
try:
    with Ledger(f"sqlite:///{sys.argv[1]}").writing() as connection:
        replace_roster(connection, [span(f"weibo:{n}", f"单位{n}") for n in range(5000)])
except LedgerError as error:
    print(error, error.hint_text())
"""


def test_a_ledger_that_may_not_grow_says_the_disk_is_full_and_works_again_later(path) -> None:
    """SQLITE_FULL: clear error, old state, and the same write succeeds once there is room."""
    ledger = Ledger(f"sqlite:///{path}")

    def write() -> None:
        with ledger.writing() as connection:
            replace_roster(connection, [span(f"weibo:{n}", f"单位{n}") for n in range(3000)])

    def limited(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 40")

    event.listen(ledger.engine, "connect", limited)
    with pytest.raises(LedgerError, match="The disk is full") as caught:
        write()
    assert "the old state is intact" in caught.value.hint_text()
    ledger.close()
    assert len(accounts(path)) == 300
    event.remove(ledger.engine, "connect", limited)
    write()
    ledger.close()
    assert len(accounts(path)) == 3000


@pytest.mark.parametrize("room", [0, 10_000, 100_000])
def test_a_disk_that_fills_up_under_the_log_leaves_the_old_state(path, room: int) -> None:
    """RLIMIT_FSIZE stops the write-ahead log at any length: an error, the old state, then work."""
    done = run_child(FULL, path, room)
    assert done.returncode == 0, done.stderr
    assert f"{path} could not be written" in done.stdout
    assert "the old state is intact" in done.stdout
    assert len(accounts(path)) == 300
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    empty(path)
    assert accounts(path) == []


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0" * 2000, "平台,账号ID\n".encode() * 99])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content: bytes) -> None:
    """A spreadsheet in the ledger's place is neither read nor overwritten."""
    path = tmp_path / "ledger.db"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="is not a database, or it is damaged") as caught:
        accounts(path)
    assert "Restore the last backup" in caught.value.hint_text()
    with pytest.raises(LedgerError, match="is not a database"):
        Ledger(f"sqlite:///{path}").create()
    assert path.read_bytes() == content


def test_a_damaged_page_is_an_error_or_harmless_but_never_wrong_data(path) -> None:
    """Each page in turn is overwritten: the roster is read in full or refused with a message."""
    content = path.read_bytes()
    size = int.from_bytes(content[16:18], "big")
    right, refused = accounts(path), []
    for start in range(0, len(content), size):
        path.write_bytes(content[:start] + b"\xa5" * size + content[start + size :])
        try:
            assert accounts(path) == right
        except LedgerError as error:
            refused.append(f"{error} {error.hint_text()}")
    assert len(refused) > 5
    assert all("damaged" in one and "last backup" in one for one in refused), refused
