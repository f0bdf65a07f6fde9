"""The one place where settings, ledger, clock, file reader and concrete sources meet."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ranking.settings import load_settings
from ranking.workflow.workspace import Progress, TableOpener, Workspace

if TYPE_CHECKING:
    from connectors.collector import Collector
    from connectors.interface import Account
    from connectors.registry import Consent
    from ranking.ledger.database import Ledger
    from ranking.source_files import SourceFile


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
        collector_opener=_collector,
        consent_opener=_consent,
        actor=actor,
        progress=progress,
    )


def _ledger(url: str) -> Ledger:
    """Load the SQL library only when the ledger is needed."""
    from ranking.ledger.database import Ledger

    return Ledger(url)


def _collector(workspace: Workspace, source: str, file: SourceFile, calls_before: int) -> Collector:
    """Load the sources only when one is collected from."""
    from ranking.wiring.sources import open_collector

    return open_collector(workspace, source, file, calls_before)


def _consent(workspace: Workspace, source: str, file: SourceFile, account: Account) -> Consent:
    from ranking.wiring.sources import open_consent

    return open_consent(workspace, source, file, account)


def table_reader() -> TableOpener:
    """Return the reader of tables, loaded when a file is opened: reading an edition needs none."""

    def read(path: Path) -> object:
        from connectors.sheets import open_tables

        return open_tables(path)

    return read
