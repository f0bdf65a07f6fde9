"""A workspace with everything a use case needs, handed in from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ranking.model.month import SHANGHAI
from ranking.settings import Settings

if TYPE_CHECKING:
    from ranking.ledger.database import Ledger

TableOpener = Callable[[Path], Any]
"""Opens a file as tables (connectors.interface.TableReader); Any, so that reading an edition
does not load the data frame library."""
Progress = Callable[[str, int, int], None]
"""Told what is being worked on (an English template), how much is done and of how much (0 = not
known beforehand)."""


@dataclass
class Workspace:
    """Settings, ledger, file reader, clock, the name of who works, and whom to tell of progress."""

    settings: Settings
    open_ledger: Callable[[], Ledger]
    read_tables: TableOpener
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

    @contextmanager
    def sole_writer(self, command: str) -> Iterator[None]:
        """Hold the right to write; other writers wait, then are told who holds it."""
        from ranking.ledger.writer import sole_writer

        with sole_writer(self.ledger, self.home, command):
            yield
