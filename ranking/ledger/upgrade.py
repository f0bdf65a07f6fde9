"""Bringing a ledger to the schema of this program, with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

_SCRIPTS = Path(__file__).parent / "migrations"
_ADVISORY_KEY = 386_913_406
"""First key of the PostgreSQL advisory lock of an upgrade; the second is the schema."""


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, in one transaction, one process at a time."""
    migrate(connection)
    connection.commit()


def migrate(connection: Connection, version: str = "head") -> None:
    """Run the migrations up to a version; where a transaction has begun, in it."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection.execution_options(govrank_write=True)
    if connection.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(:key, hashtext(current_schema()))")
        connection.execute(lock, {"key": _ADVISORY_KEY})
    command.upgrade(config, version)
