"""A source that is set up for work: which accounts it serves, its calls, its credentials."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Protocol

from connectors.interface import Account, Page, Query, Remembers


class Collector(Protocol):
    """One source file of the office, opened. Shared by threads; ``id`` names the file.

    ``one_at_a_time``: its calls are limited by the day, so that accounts are to be asked one after
    the other: what the calls suffice for are whole accounts, not beginnings of many.
    """

    id: str
    platforms: tuple[str, ...]
    one_at_a_time: bool
    remembers: Remembers

    def serves(self, account: Account) -> bool:
        """Say whether the source is set up for the account."""

    def known_as(self, account: Account) -> str:
        """Return the account's id at the source."""

    def fetch(self, query: Query) -> Iterator[Page]:
        """Yield pages as Source.fetch does. Raises ConnectorError and nothing else."""

    def calls(self) -> tuple[date, int]:
        """Return the day in Shanghai and the requests sent on it, by earlier runs too."""

    def check(self, account: Account) -> datetime | None:
        """Try the account's credential; return when it ends, None = it is not known to end.

        Raises ConnectorError when it is not accepted.
        """

    def close(self) -> None:
        """Close all connections."""
