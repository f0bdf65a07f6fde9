"""Which account is asked for at which source: one fetch each, the longest waiting first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest

from connectors.collector import Collector
from connectors.interface import Account, Page, Query
from ranking.errors import UsageError
from ranking.model.collection import Days, Fetch, Outcome
from ranking.model.month import SHANGHAI
from ranking.model.names import key, nearest
from ranking.model.roster import Span
from ranking.workflow.collect_known import KnownPosts
from ranking.workflow.collect_report import CollectRequest
from ranking.workflow.collect_tally import Tally

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """An account of the roster, and the days for which it is asked."""

    account: Account
    key: str
    unit: str
    first: date
    last: date


@dataclass
class Task:
    """One fetch: ``state`` is how far it is, ``answers`` the first day that it will answer for.

    ``aside``: days before those of the cursor are asked for, which stays as it is. ``since``: posts
    observed after it are not asked for again. ``again``: no post is taken for settled.
    """

    collector: Collector
    wanted: Wanted
    state: Fetch
    known: KnownPosts
    since: datetime | None
    answers: date
    again: bool = False
    aside: bool = False
    tally: Tally = field(default_factory=Tally)

    @property
    def key(self) -> tuple[str, str]:
        """Source and account."""
        return self.collector.id, self.wanted.key

    def pages(self) -> Iterator[Page]:
        """Ask the source. Raises ConnectorError."""
        wanted = self.wanted
        cursor = None if self.aside else self.state.cursor
        known = self.known.to_ask(
            self.collector.id,
            wanted.key,
            (wanted.first, wanted.last),
            since=self.since,
            again=self.again,
        )
        query = Query(wanted.account, wanted.first, wanted.last, known, cursor)
        return self.collector.fetch(query)


def wanted_accounts(spans: Sequence[Span], request: CollectRequest) -> list[Wanted]:
    """Return the accounts that the roster has in these days, with the days it has them.

    Raises UsageError for an account that the roster does not know.
    """
    by_account: dict[str, list[Span]] = {}
    for span in spans:
        by_account.setdefault(span.account, []).append(span)
    chosen = _chosen(by_account, request.accounts)
    found = (_wanted(by_account[account], request) for account in chosen)
    return [one for one in found if one is not None]


def _wanted(spans: Sequence[Span], request: CollectRequest) -> Wanted | None:
    present = [
        (max(span.valid_from or request.first, request.first), _end(span, request.last), span)
        for span in spans
    ]
    present = [(first, last, span) for first, last, span in present if first <= last]
    if not present:
        return None
    newest = max(present, key=lambda one: one[0])[2]
    return Wanted(
        Account(newest.platform, newest.native_id, newest.name),
        newest.account,
        newest.unit,
        min(first for first, _, _ in present),
        max(last for _, last, _ in present),
    )


def _end(span: Span, last: date) -> date:
    return min(span.valid_to - timedelta(days=1), last) if span.valid_to else last


def _chosen(by_account: Mapping[str, Sequence[Span]], wanted: Sequence[str]) -> list[str]:
    """Return the accounts that are named by id, name or alias; all where none is."""
    if not wanted:
        return list(by_account)
    called: dict[str, set[str]] = {}
    for account, spans in by_account.items():
        words = {account, *(w for s in spans for w in (s.native_id, s.name, *s.aliases))}
        for word in words:
            called.setdefault(key(word), set()).add(account)
    for word in wanted:
        if key(word) not in called:
            names = [span.name for spans in by_account.values() for span in spans]
            raise UsageError(
                "The roster has no account '{account}'.",
                account=word,
                near=nearest(word, names),
                hint="Give the name or the id of an account: govrank roster list",
            )
    chosen = set().union(*(called[key(word)] for word in wanted))
    return [account for account in by_account if account in chosen]


@dataclass(frozen=True)
class Before:
    """What is known before a collection: how far each fetch is, and the posts.

    ``since``: the run that is gone on with began then, None = there is none. ``again``: nothing is
    taken for done.
    """

    fetches: Mapping[tuple[str, str], Fetch]
    known: KnownPosts
    since: datetime | None = None
    again: bool = False

    def ended(self, key: tuple[str, str]) -> bool:
        """Say whether the run that is gone on with had asked the account to the end."""
        fetch = self.fetches.get(key)
        ended = fetch.completed_at if fetch else None
        return self.since is not None and ended is not None and ended >= self.since


def plan(
    collectors: Sequence[Collector], accounts: Sequence[Wanted], before: Before
) -> tuple[list[Task], list[Task]]:
    """Return the fetches to make, and those that the run which is gone on with had ended.

    Those that ended longest ago come first, and sources take turns: so a budget of calls that is
    too small for one day goes round all accounts.
    """
    queues, done = [], []
    for collector in collectors:
        served = [one for one in accounts if collector.serves(one.account)]
        tasks = [_task(collector, one, before) for one in served]
        due = [task for task in tasks if not before.ended(task.key)]
        done += [task for task in tasks if before.ended(task.key)]
        queues.append(sorted(due, key=lambda task: task.state.completed_at or _NEVER))
    return [task for turn in zip_longest(*queues) for task in turn if task is not None], done


def _task(collector: Collector, wanted: Wanted, before: Before) -> Task:
    old = before.fetches.get((collector.id, wanted.key))
    known_as = collector.known_as(wanted.account)
    if old is None or old.known_as != known_as:
        old = Fetch(collector.id, wanted.key, Outcome.RUNNING, known_as=known_as)
    if before.again:
        old = replace(old, cursor=None)
    days = (wanted.first, wanted.last)
    task = Task(collector, wanted, old, before.known, before.since, wanted.first, before.again)
    if old.cursor is not None and not before.ended(task.key):
        _place(task, days)
    if task.state.cursor is None and not task.aside:
        task.state = replace(task.state, begun=days)
    return task


def _place(task: Task, days: Days) -> None:
    """Decide what the stored cursor is worth for these days; see interface.Remembers."""
    old = task.state
    begun = old.begun or days
    match task.collector.remembers:
        case "newest" if begun[0] <= days[0]:
            seen = old.observed_at.astimezone(SHANGHAI).date() if old.observed_at else days[0]
            task.answers = min(max(days[0], seen), days[1])
        case "newest" if old.observed_at and days[1] < old.observed_at.astimezone(SHANGHAI).date():
            task.aside = True
        case "newest":
            task.state = replace(old, cursor=None)
        case "place" if _ended_well(old) or begun[0] > days[0] or begun[1] > days[1]:
            task.state = replace(old, cursor=None)


def _ended_well(fetch: Fetch) -> bool:
    return fetch.outcome in (Outcome.COMPLETE, Outcome.PARTIAL)
