"""A source file at work: its source, built when it is first needed, its network and its budget."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from threading import Lock

from connectors.collector import Collector
from connectors.http.budget import Budget
from connectors.http.pace import Pace
from connectors.interface import Account, Clock, Page, Query
from connectors.registry.kinds import KINDS, Kind
from connectors.registry.network import open_http
from connectors.registry.parts import Built, Parts
from connectors.registry.setup import Setup


def open_collector(
    setup: Setup,
    clock: Clock,
    environ: Mapping[str, str],
    calls_before: tuple[date, int],
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> Collector:
    """Open a source. Nothing is asked and no secret is read: that happens at the first fetch.

    ``calls_before``: a day in Shanghai and the calls that earlier runs made on it.
    """
    kind = KINDS[setup.kind]
    budget = Budget(setup.calls_per_day, clock, calls_before)
    pace = Pace(setup.per_second or kind.per_second, sleep=sleep)
    http = open_http(setup, kind.official, sleep, budget=budget, pace=pace)
    return _Opened(kind, Parts(setup, clock, environ, http, sleep), budget)


class _Opened:
    """A Collector. A missing secret that all accounts share is the error of each of them."""

    def __init__(self, kind: Kind, parts: Parts, budget: Budget) -> None:
        self.id = parts.setup.id
        self.platforms = parts.setup.platforms
        self.one_at_a_time = parts.setup.calls_per_day is not None
        self.remembers = kind.remembers
        self._kind = kind
        self._parts = parts
        self._accounts = parts.setup.accounts
        self._budget = budget
        self._building = Lock()
        self._made: Built | None = None

    def serves(self, account: Account) -> bool:
        chosen = not self._accounts or account.native_id in self._accounts
        return chosen and account.platform in self.platforms

    def known_as(self, account: Account) -> str:
        return self._accounts.get(account.native_id, account.native_id)

    def fetch(self, query: Query) -> Iterator[Page]:
        source = self._built().sources[query.account.platform]
        if not self._kind.official:
            self._budget.take()  # the query of a database is its only call
        yield from source.fetch(replace(query, account=self._there(query.account)))

    def calls(self) -> tuple[date, int]:
        return self._budget.spent()

    def check(self, account: Account) -> datetime | None:
        return self._built().check(self._there(account))

    def close(self) -> None:
        self._parts.http.close()

    def _built(self) -> Built:
        """Return the source. Raises AccessError as long as a shared credential is missing."""
        with self._building:
            if self._made is None:
                self._made = self._kind.build(self._parts)
            return self._made

    def _there(self, account: Account) -> Account:
        """Return the account as the source knows it."""
        if not self._kind.renames:
            return account
        return replace(account, native_id=self.known_as(account))
