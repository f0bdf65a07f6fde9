"""The one place where settings, ledger, clock and the concrete file reader meet."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ranking.settings import load_settings
from ranking.workflow.workspace import Progress, TableOpener, Workspace

if TYPE_CHECKING:
    from ranking.ledger.database import Ledger


def open_workspace(home: Path, actor: str, progress: Progress) -> Workspace:
    """Open a workspace with the real clock and file reader.

    Raises ConfigError when its settings are wrong, LedgerError when the database URL is.
    """
    settings = load_settings(home)
    return Workspace(
        settings=settings,
        open_ledger=lambda: _ledger(settings.database_url),
        read_tables=table_reader(),
        now=lambda: datetime.now(UTC),
        actor=actor,
        progress=progress,
    )


def _ledger(url: str) -> Ledger:
    """Load the SQL library only when the ledger is needed."""
    from ranking.ledger.database import Ledger

    return Ledger(url)


def table_reader() -> TableOpener:
    """Return the reader of tables, loaded when a file is opened: reading an edition needs none."""

    def read(path: Path) -> object:
        from connectors.sheets import open_tables

        return open_tables(path)

    return read
