"""Opening a ledger, its schema version, its transactions; on SQLite and PostgreSQL."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from ranking.errors import LedgerError
from ranking.ledger.database import SCHEMA_VERSION, Ledger
from ranking.ledger.editions import read_edition
from ranking.ledger.events import broken_event
from ranking.ledger.roster import read_roster, replace_roster
from tests.builders.child import run_child
from tests.builders.ledger import span

KILLED = """
import json
from ranking.ledger.database import Ledger
from ranking.ledger.editions import drafted_months, save_draft
from ranking.ledger.events import broken_event
from ranking.ledger.roster import read_roster, replace_roster
from ranking.model.roster import Span
from sqlalchemy import event
from tests.builders.ledger import event as step, span, stored

def write(url, number):
    ledger = Ledger(url)
    seen = 0
    def count(*_):
        nonlocal seen
        seen += 1
        if seen == number:
            die()
    event.listen(ledger.engine, "after_cursor_execute", count)
    event.listen(ledger.engine, "commit", count)
    with ledger.writing() as connection:
        replace_roster(connection, [span("weibo:7", "新区"), span("weibo:8", "旧区")])
        save_draft(connection, stored("2026-10", "new"), step("2026-10"))
    os._exit(0)

url, found = sys.argv[1], []
for number in range(1, 60):
    child = os.fork()
    if child == 0:
        write(url, number)
    status = os.waitpid(child, 0)[1]
    ledger = Ledger(url)
    with ledger.reading() as connection:
        sound = True
        if url.startswith("sqlite"):
            sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        sound = sound and broken_event(connection) is None
        units = [one.unit for one in read_roster(connection)]
        found.append([status, sound, units, drafted_months(connection, "main")])
    ledger.close()
    if status == 0:
        break
print(json.dumps(found))
"""


@pytest.mark.slow
def test_a_transaction_killed_between_any_two_statements_leaves_the_old_state(
    ledger, ledger_url
) -> None:
    """Killed with -9 after each statement in turn: old roster, no draft; unkilled: all of it."""
    with ledger.writing() as connection:
        replace_roster(connection, [span()])
    ledger.close()
    done = run_child(KILLED, ledger_url)
    assert done.returncode == 0, done.stderr
    *killed, last = json.loads(done.stdout)
    assert len(killed) > 8
    assert all(one == [9, True, ["甲区"], []] for one in killed), killed
    assert last == [0, True, ["新区", "旧区"], ["2026-10"]]


@pytest.mark.postgres
def test_a_connection_that_the_server_ends_is_an_error_and_changes_nothing(postgres_url) -> None:
    """pg_terminate_backend in mid-transaction: a message, the old state, and the next one works."""
    ledger, other = Ledger(postgres_url), Ledger(postgres_url)
    ledger.create()

    def lose() -> None:
        with ledger.writing() as connection:
            replace_roster(connection, [span()])
            backend = connection.scalar(text("SELECT pg_backend_pid()"))
            with other.reading() as second:
                second.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": backend})
            read_roster(connection)

    try:
        with pytest.raises(LedgerError, match="terminating connection"):
            lose()
        with ledger.writing() as connection:
            assert read_roster(connection) == []
            replace_roster(connection, [span()])
    finally:
        ledger.close()
        other.close()


def test_create_is_idempotent_and_keeps_what_is_there(ledger, spans) -> None:
    """Creating an existing ledger changes nothing."""
    with ledger.writing() as connection:
        replace_roster(connection, spans)
    ledger.create()
    ledger.create()
    assert ledger.version() == SCHEMA_VERSION
    with ledger.reading() as connection:
        assert len(read_roster(connection)) == len(spans)


def test_an_empty_database_is_refused_with_what_to_do(ledger_url) -> None:
    """Neither reading nor writing works before create; the message says none and the version."""
    if ledger_url.startswith("sqlite"):
        Path(ledger_url.removeprefix("sqlite:///")).touch()
    ledger = Ledger(ledger_url)
    assert ledger.version() is None
    for enter in (ledger.reading, ledger.writing):
        with pytest.raises(LedgerError, match="schema version -") as caught, enter():
            raise AssertionError("entered")
        assert SCHEMA_VERSION in str(caught.value)
        assert "govrank doctor --repair" in caught.value.hint_text()
    ledger.close()


def test_a_ledger_that_is_gone_is_noticed_and_never_made_anew_by_accident(tmp_path) -> None:
    """Only create makes the file; reading, writing and asking for the version refuse."""
    path = tmp_path / "ledger.db"
    ledger = Ledger(f"sqlite:///{path}")
    for attempt in (ledger.reading().__enter__, ledger.writing().__enter__, ledger.version):
        with pytest.raises(LedgerError, match="cannot be opened") as caught:
            attempt()
        assert "govrank doctor --repair" in caught.value.hint_text()
        assert not path.exists()
    ledger.create()
    assert ledger.version() == SCHEMA_VERSION
    ledger.close()


NEXT = f"{int(SCHEMA_VERSION) + 1:04}"


@pytest.mark.parametrize("found", ["9999", NEXT, "feed1234"])
def test_another_schema_version_is_refused_with_both_versions(ledger, found: str) -> None:
    """Reading, writing and upgrading all refuse a newer ledger, and leave it as it is."""
    with ledger.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": found})

    def enter(context) -> None:
        with context():
            raise AssertionError("entered")

    for attempt in (
        lambda: enter(ledger.reading),
        lambda: enter(ledger.writing),
        ledger.create,
    ):
        with pytest.raises(LedgerError) as caught:
            attempt()
        assert f"has schema version {found}; this govrank needs {SCHEMA_VERSION}" in str(
            caught.value
        )
    assert ledger.version() == found


def test_a_write_that_fails_leaves_nothing(ledger, spans) -> None:
    """An exception in the block rolls back every statement, and is not hidden."""

    def fail() -> None:
        with ledger.writing() as connection:
            replace_roster(connection, spans)
            assert len(read_roster(connection)) == len(spans)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with ledger.reading() as connection:
        assert read_roster(connection) == []


def test_a_reader_does_not_see_a_transaction_until_it_is_committed(ledger, ledger_url) -> None:
    """A second connection reads the old state while a write is under way, without waiting."""
    other = Ledger(ledger_url)
    with ledger.writing() as connection:
        replace_roster(connection, [span()])
        with other.reading() as reader:
            assert read_roster(reader) == []
    with other.reading() as reader:
        assert [one.unit for one in read_roster(reader)] == ["甲区"]
    other.close()


def test_sqlite_runs_with_write_ahead_log_and_full_durability(tmp_path) -> None:
    """Every connection has WAL, synchronous=FULL (2) and foreign keys."""
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.create()
    for enter in (ledger.reading, ledger.writing):
        with enter() as connection:
            pragmas = ("journal_mode", "synchronous", "foreign_keys")
            values = [connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in pragmas]
        assert values == ["wal", 2, 1]
    ledger.close()


def test_a_path_with_marks_of_an_url_is_one_file(tmp_path) -> None:
    """Question marks, hashes, per cent and Chinese in the folder's name do no harm."""
    folder = tmp_path / "榜单 100% #1 ?mode=ro"
    folder.mkdir()
    ledger = Ledger(f"sqlite:///{folder / 'ledger.db'}")
    ledger.create()
    ledger.close()
    with closing(sqlite3.connect(folder / "ledger.db")) as database:
        assert database.execute("SELECT 1 FROM units").fetchall() == []


def test_an_edition_of_an_untouched_ledger_is_none(ledger) -> None:
    """A created ledger is empty and its event chain whole."""
    with ledger.reading() as connection:
        assert read_edition(connection, "main", "2026-10") is None
        assert broken_event(connection) is None
