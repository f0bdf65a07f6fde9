"""Migrations make the very schema the program works with, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from ranking.ledger import upgrade
from ranking.ledger.database import SCHEMA_VERSION, Ledger
from ranking.ledger.tables import metadata
from tests.builders.child import run_child

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


def test_the_migrations_equal_the_tables(ledger) -> None:
    """Alembic finds no difference between what the migrations made and the metadata."""
    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_version_of_the_program() -> None:
    """One line of migrations that ends at SCHEMA_VERSION."""
    config = Config()
    config.set_main_option(
        "script_location", str(upgrade.__file__).replace("upgrade.py", "migrations")
    )
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA_VERSION]


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
