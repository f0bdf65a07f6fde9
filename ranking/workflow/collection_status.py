"""What the ledger knows of collections, seen from one month: how each account stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal, TypeVar

from connectors.interface import Account, Reason
from ranking.errors import ConfigError
from ranking.ledger.collections import read_collections
from ranking.ledger.database import Connection
from ranking.ledger.fetches import read_authorisations, read_fetches, read_missing
from ranking.model.collection import Authorisation, Collection, Days, Fetch, Missing, Outcome
from ranking.model.month import Month
from ranking.model.roster import Span
from ranking.source_files import SourceFile, source_files
from ranking.workflow.collect_days import LAG_DAYS
from ranking.workflow.coverage_days import (
    Asked,
    Day,
    DayState,
    account_days,
    days_of,
    of_posts,
)
from ranking.workflow.sources import serves
from ranking.workflow.workspace import Workspace

RowT = TypeVar("RowT", Fetch, Missing)
STALE_AFTER = timedelta(days=2)
"""Collections run every day; one that was missed is made up for, two are noticed."""
WARN_DAYS = timedelta(days=7)
"""A person has to renew an authorisation, and may be away for a week."""
_LAG = timedelta(days=LAG_DAYS)
_ENDED = (Outcome.COMPLETE, Outcome.PARTIAL)
_HARMLESS = (Reason.NOT_READY, Reason.WITHDRAWN)
"""What is missing for these reasons is not there to be had; a fetch without it is complete."""


class AccountState(StrEnum):
    """One word for an account in a month, the worst first."""

    FAILED = "failed"
    SUSPECT = "suspect"
    STALE = "stale"
    WAITING = "waiting"
    UNFINISHED = "unfinished"  # a fetch was stopped or cut off, or still runs
    PARTIAL = "partial"
    OK = "ok"
    FROM_FILES = "from_files"
    NOT_ASKED = "not_asked"  # no source was asked, and no file has posts


@dataclass(frozen=True)
class Expiry:
    """An authorisation. ``expiring``: it ends within WARN_DAYS; ``over``: it has ended.

    ``kind`` is the source's, None = its file is faulty.
    """

    source: str
    kind: str | None
    account: str
    expires_at: datetime | None
    state: Literal["ok", "expiring", "over"]


@dataclass(frozen=True)
class Collected:
    """What was collected of a month, by sources that are still set up.

    ``fetches`` and ``missing`` map account → those that concern the month, ``collected`` are the
    days of remembered collections that do. ``last`` is the newest of all, None = there was none.
    """

    month: Month
    now: datetime
    today: date
    fetches: Mapping[str, tuple[Fetch, ...]]
    missing: Mapping[str, tuple[Missing, ...]]
    authorisations: tuple[Expiry, ...]
    collected: tuple[Days, ...]
    last: Collection | None


@dataclass(frozen=True)
class AccountCollected:
    """How one account stands. ``collected`` is the latest observation by a source, None = none;
    ``failures`` are its fetches that failed or wait, where that concerns the month.
    """

    state: AccountState
    collected: datetime | None
    days: tuple[Day, ...]
    fetches: tuple[Fetch, ...]
    failures: tuple[Fetch, ...]


def read_collected(workspace: Workspace, connection: Connection, month: Month) -> Collected:
    """Return what the ledger has, of accounts at sources that (still) serve them."""
    sources = _sources(workspace)
    first, last = _ends(month)
    collections = read_collections(connection)
    collected = tuple((c.first, c.last) for c in collections if c.first <= last and c.last >= first)
    fetches = (
        fetch
        for fetch in read_fetches(connection).values()
        if _served(fetch, sources) and (collected or _answers(fetch, month))
    )
    missing = (gap for gap in read_missing(connection, first, last) if _served(gap, sources))
    rights = (right for right in read_authorisations(connection) if _served(right, sources))
    return Collected(
        month=month,
        now=workspace.now(),
        today=workspace.today(),
        fetches=_by_account(fetches),
        missing=_by_account(missing),
        authorisations=tuple(_expiry(right, sources, workspace.now()) for right in rights),
        collected=collected,
        last=collections[0] if collections else None,
    )


def account_collected(
    found: Collected, spans: Sequence[Span], posts: Mapping[date, int], *, suspect: bool
) -> AccountCollected:
    """Return how an account stands. ``spans`` are its own; ``posts`` maps day → known posts."""
    account = spans[0].account
    fetches = found.fetches.get(account, ())
    missing = found.missing.get(account, ())
    asked = [_asked(fetch, missing, found.collected) for fetch in fetches]
    days = account_days(found.month, found.today, spans, posts, asked)
    active = found.today < _watched_until(spans, found.month)
    open_days = any(day.state is DayState.MISSING for day in days)
    concerned = fetches if found.collected and (active or open_days) else ()
    outcomes = {fetch.outcome for fetch in concerned}
    words = {
        AccountState.FAILED: Outcome.FAILED in outcomes,
        AccountState.SUSPECT: suspect,
        AccountState.STALE: active and any(_stale(fetch, found.now) for fetch in fetches),
        AccountState.WAITING: Outcome.WAITING in outcomes,
        AccountState.UNFINISHED: bool(outcomes & {Outcome.STOPPED, Outcome.RUNNING}),
        AccountState.PARTIAL: any(one.reason not in _HARMLESS for one in missing),
        AccountState.OK: any(_answers(fetch, found.month) for fetch in fetches),
        AccountState.FROM_FILES: bool(posts),
        AccountState.NOT_ASKED: True,
    }
    return AccountCollected(
        state=next(word for word, applies in words.items() if applies),
        collected=max((f.observed_at for f in fetches if f.observed_at), default=None),
        days=days,
        fetches=fetches,
        failures=tuple(f for f in concerned if f.outcome in (Outcome.FAILED, Outcome.WAITING)),
    )


def _sources(workspace: Workspace) -> Mapping[str, SourceFile | None]:
    """Return the source files by id; None = it is faulty, which only collecting has to mend."""
    found: dict[str, SourceFile | None] = {}
    for source, path in workspace.settings.config_files("sources").items():
        try:
            found.update(source_files({source: path}))
        except ConfigError:
            found[source] = None
    return found


def _served(row: Fetch | Missing | Authorisation, sources: Mapping[str, SourceFile | None]) -> bool:
    """Tell whether the source is still set up for the account."""
    platform, _, native_id = row.account.partition(":")
    file = sources.get(row.source)
    return row.source in sources and (
        file is None or serves(file, Account(platform, native_id, native_id))
    )


def _by_account(rows: Iterable[RowT]) -> dict[str, tuple[RowT, ...]]:
    found: dict[str, list[RowT]] = {}
    for row in rows:
        found.setdefault(row.account, []).append(row)
    return {account: tuple(several) for account, several in found.items()}


def _asked(fetch: Fetch, missing: Sequence[Missing], collected: Sequence[Days]) -> Asked:
    own = [gap for gap in missing if gap.source == fetch.source]
    answered = list(fetch.asked)
    ended = fetch.outcome in _ENDED
    if ended:  # counts of some posts are missing; all the same it was told what was published
        answered += [(gap.first, gap.last) for gap in own if of_posts(gap)]
    return Asked(answered, () if ended else collected, own)


def _answers(fetch: Fetch, month: Month) -> bool:
    first, last = _ends(month)
    return any(begin <= last and end >= first for begin, end in fetch.asked)


def _ends(month: Month) -> Days:
    days = days_of(month)
    return days[0], days[-1]


def _watched_until(spans: Sequence[Span], month: Month) -> date:
    """Return the day from which counts of the account's posts of the month are not observed."""
    return (
        max(min(s.valid_to or month.next().first_day, month.next().first_day) for s in spans) + _LAG
    )


def _stale(fetch: Fetch, now: datetime) -> bool:
    """Tell whether a fetch last came to its end too long ago; one that never did says so itself."""
    last = fetch.completed_at or fetch.observed_at
    return last is not None and now - last > STALE_AFTER


def _expiry(
    right: Authorisation, sources: Mapping[str, SourceFile | None], now: datetime
) -> Expiry:
    state: Literal["ok", "expiring", "over"] = "ok"
    if right.expires_at is not None and right.expires_at <= now + WARN_DAYS:
        state = "over" if right.expires_at <= now else "expiring"
    file = sources[right.source]
    kind = file.kind.value if file else None
    return Expiry(right.source, kind, right.account, right.expires_at, state)
