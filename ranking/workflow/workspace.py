"""A workspace with everything a use case needs, handed in from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ranking.model.month import SHANGHAI
from ranking.settings import Settings

if TYPE_CHECKING:
    from connectors.collector import Collector
    from connectors.interface import Account
    from ranking.ledger.database import Ledger
    from ranking.source_files import SourceFile

TableOpener = Callable[[Path], Any]
"""Opens a file as tables (connectors.interface.TableReader); Any, so that reading an edition
does not load the data frame library."""
CollectorOpener = Callable[["Workspace", str, "SourceFile", int], "Collector"]
"""Opens a source file by its id; the number is the calls made today before."""
ConsentOpener = Callable[["Workspace", str, "SourceFile", "Account"], Any]
"""Begins the consent of an account (connectors.registry.Consent); Any, so that no source is
loaded."""
Progress = Callable[[str, int, int], None]
"""Told what is being worked on (an English template), how much is done and of how much (0 = not
known beforehand)."""


@dataclass
class Workspace:
    """Settings, ledger, file reader, sources, clock, who works, and whom to tell of progress."""

    settings: Settings
    open_ledger: Callable[[], Ledger]
    read_tables: TableOpener
    collector_opener: CollectorOpener
    consent_opener: ConsentOpener
    now: Callable[[], datetime]
    actor: str
    progress: Progress

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, opened when it is first needed."""
        return self.open_ledger()

    def close(self) -> None:
        """Give the ledger back, if it was opened."""
        if "ledger" in self.__dict__:
            self.ledger.close()

    @property
    def home(self) -> Path:
        """Folder of the workspace."""
        return self.settings.home

    def today(self) -> date:
        """Return the calendar day in Asia/Shanghai."""
        return self.now().astimezone(SHANGHAI).date()

    def open_source(self, source: str, file: SourceFile, calls_before: int) -> Collector:
        """Open a source with the workspace's clock; close it after use. Nothing is asked yet."""
        return self.collector_opener(self, source, file, calls_before)

    def open_consent(self, source: str, file: SourceFile, account: Account) -> Any:
        """Begin the consent of a Weibo account: ``url()`` to open, ``finish(redirected_to)``.

        Raises ConnectorError where the app's credentials are missing.
        """
        return self.consent_opener(self, source, file, account)

    @contextmanager
    def sole_writer(
        self,
        command: str,
        *,
        lock: Literal["writer", "collector", "schedule"] = "writer",
        wait: float | None = None,
    ) -> Iterator[None]:
        """Hold the right to write, to collect or to run the schedule.

        Others wait, then are told who holds it. Raises LedgerError for them, and for a holder that
        was paused so long that another process has taken over.
        """
        from ranking.ledger.writer import WAIT_SECONDS, sole_writer

        seconds = WAIT_SECONDS if wait is None else wait
        with sole_writer(self.ledger, self.home, command, seconds, lock):
            yield

    def still_holder(self) -> None:
        """Raise LedgerError if another process has taken over what this one holds.

        To be called before each change of files that does not go with a transaction.
        """
        self.ledger.check_leases()
