"""Migrations make the very schema the program works with, on both databases."""

import json

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, text

from ranking.errors import LedgerError
from ranking.ledger import upgrade
from ranking.ledger.batches import add_batches
from ranking.ledger.database import SCHEMA_VERSION, Ledger
from ranking.ledger.events import append_event, broken_event
from ranking.ledger.fetches import read_fetches, save_fetches
from ranking.ledger.imports import add_import, keep_rejected
from ranking.ledger.roster import read_channels, read_roster, replace_roster
from ranking.ledger.tables import metadata
from ranking.model.batch import Batch
from ranking.model.quarantine import RejectedRow
from ranking.model.roster import Channel
from tests.builders.child import run_child
from tests.builders.ledger import NOW, event, fetch, stored

pytestmark = pytest.mark.slow

TOGETHER = """
from ranking.ledger.database import Ledger
children = []
for _ in range(4):
    child = os.fork()
    if child == 0:
        Ledger(sys.argv[1]).create()
        os._exit(0)
    children.append(child)
print([os.waitpid(child, 0)[1] for child in children], Ledger(sys.argv[1]).version())
"""
KILLED = """
import json
import ranking.ledger.upgrade
from ranking.ledger.database import Ledger
from sqlalchemy import event, inspect

def repair(url, number):
    ledger = Ledger(url)
    seen = 0
    def count(_connection, _cursor=None, statement="COMMIT", *_):
        nonlocal seen
        seen += statement.lstrip().startswith(("CREATE", "ALTER", "UPDATE", "COMMIT"))
        if seen == number:
            die()
    event.listen(ledger.engine, "after_cursor_execute", count)
    event.listen(ledger.engine, "commit", count)
    ledger.create()
    os._exit(0)

url, found = sys.argv[1], []
for number in (1, 6, 10, 24, 25):
    child = os.fork()
    if child == 0:
        repair(url, number)
    status = os.waitpid(child, 0)[1]
    ledger = Ledger(url)
    with ledger.engine.connect() as connection:
        tables = len(inspect(connection).get_table_names())
    found.append([status, ledger.version(), tables])
    ledger.close()
print(json.dumps(found))
"""

ADDED = {
    "adjustments",
    "approvals",
    "authorisations",
    "calls",
    "collections",
    "fetches",
    "leases",
    "missing",
    "reprint_decisions",
    "runs",
}
NEW_COLUMNS = (
    *("manifest_sha256", "cut_off", "published_at", "release_sha256", "reason"),
    *("tier", "merged"),
)
"""Of the editions, and of the channels."""
NOTHING = (None, "[]", [])
"""What new columns of old rows hold."""
CHANNEL = Channel("c", "频道", "website", ("别名",), None, "x.csv")


@pytest.fixture
def old_ledger(ledger_url, tmp_path, spans):
    """A ledger of version 0001 with rows in every table."""
    if ledger_url.startswith("sqlite"):
        (tmp_path / "ledger.db").touch()
    ledger = Ledger(ledger_url)
    with ledger.engine.connect() as connection:
        command.upgrade(_config(connection), "0001")
        connection.commit()
    with ledger.engine.begin() as connection:
        _fill(connection, spans)
    yield ledger
    ledger.close()


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option(
        "script_location", str(upgrade.__file__).replace("upgrade.py", "migrations")
    )
    config.attributes["connection"] = connection
    return config


def _fill(connection: Connection, spans) -> None:
    replace_roster(connection, spans)
    _save_channel(connection)
    values = {"file_name": "十月.csv", "file_sha256": "f" * 64, "kind": "k", "summary": {"行": [1]}}
    number = add_import(connection, {**values, "imported_at": NOW, "observed_at": NOW})
    add_batches(connection, [Batch("posts", "2026-10", "raw", "p", "a" * 64, 3)], number, NOW)
    row = RejectedRow(
        id=None,
        file_name="十月.csv",
        sheet="",
        row=7,
        kind="k",
        status="quarantined",
        reason="count_negative",
        column="转发数",
        value="-1",
        month=None,
        account=None,
        cells="{}",
    )
    keep_rejected(connection, number, "f" * 64, [row])
    _save_draft(connection)
    append_event(connection, event())


def _save_channel(connection: Connection) -> None:
    """Write a channel as a program of version 0001 did."""
    tables = MetaData()
    tables.reflect(connection, only=["channels"])
    row = vars(CHANNEL) | {"aliases": list(CHANNEL.aliases)}
    names = {column.name for column in tables.tables["channels"].columns}
    values = {name: value for name, value in row.items() if name in names}
    connection.execute(tables.tables["channels"].insert().values(**values))


def _save_draft(connection: Connection) -> None:
    """Write an edition and a row of it as a program of version 0001 did."""
    tables = MetaData()
    tables.reflect(connection, only=["editions", "board_rows"])
    edition = vars(stored())
    names = {column.name for column in tables.tables["editions"].columns}
    values = {k: v for k, v in edition.items() if k in names} | {"id": 1, "sha256": "a" * 64}
    values["created_at"] = NOW.replace(tzinfo=None)
    connection.execute(tables.tables["editions"].insert().values(**values))
    row = {**edition["rows"][0], "edition_id": 1}
    connection.execute(tables.tables["board_rows"].insert().values(**row))


def _contents(ledger: Ledger) -> dict[str, list[str]]:
    """Return table → rows, as the database has them, of the columns that 0001 had."""
    with ledger.engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version"}
        return {
            name: sorted(
                str(
                    {
                        k: v
                        for k, v in row._mapping.items()
                        if k not in NEW_COLUMNS or v not in NOTHING
                    }
                )
                for row in connection.execute(text(f'SELECT * FROM "{name}"'))
            )
            for name in names
        }


def test_an_older_ledger_is_refused_with_what_to_do(old_ledger) -> None:
    """Both versions are named; reading and writing wait for the repair."""
    for enter in (old_ledger.reading, old_ledger.writing):
        with pytest.raises(LedgerError, match="has schema version 0001") as caught, enter():
            raise AssertionError("entered")
        assert f"needs {SCHEMA_VERSION}" in str(caught.value)
        assert "govrank doctor --repair" in caught.value.hint_text()


def test_an_upgrade_keeps_every_row_and_adds_empty_tables(old_ledger, spans) -> None:
    """From 0001 with data: all is as it was, the new tables work, the schema is the program's."""
    before = _contents(old_ledger)
    assert len(before) == 9
    assert all(before.values())
    old_ledger.create()
    after = _contents(old_ledger)
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == ADDED
    assert not any(after[name] for name in ADDED)
    with old_ledger.writing() as connection:
        assert len(read_roster(connection)) == len(spans)
        assert read_channels(connection) == [CHANNEL]
        assert broken_event(connection) is None
        save_fetches(connection, [fetch()])
        assert list(read_fetches(connection).values()) == [fetch()]
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_an_upgrade_that_is_killed_leaves_the_old_ledger_whole(old_ledger, ledger_url) -> None:
    """Killed with -9 at the first table, half-way and before the commit: 0001; unkilled: all."""
    before = _contents(old_ledger)
    old_ledger.close()
    done = run_child(KILLED, ledger_url)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[9, "0001", 10]] * 4 + [[0, SCHEMA_VERSION, 20]]
    after = _contents(old_ledger)
    assert {name: after[name] for name in before} == before


def test_the_migrations_equal_the_tables(ledger) -> None:
    """Alembic finds no difference between what the migrations made and the metadata."""
    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_version_of_the_program() -> None:
    """One line of migrations that ends at SCHEMA_VERSION."""
    assert ScriptDirectory.from_config(_config(None)).get_heads() == [SCHEMA_VERSION]


def test_several_processes_may_create_the_same_ledger(ledger_url) -> None:
    """One makes the schema, the others find it."""
    done = run_child(TOGETHER, ledger_url)
    assert done.stdout == f"[0, 0, 0, 0] {SCHEMA_VERSION}\n", done.stderr


def test_the_caller_s_log_is_left_alone(ledger_url, caplog, capsys) -> None:
    """Creating a ledger prints nothing and logs no warning."""
    ledger = Ledger(ledger_url)
    ledger.create()
    ledger.close()
    assert not [record for record in caplog.records if record.levelname == "WARNING"]
    assert capsys.readouterr() == ("", "")
