"""What a source of counts is: one small class, of which an author writes only the fetching.

A source answers for one account at a time. It hands over pages of rows as the platform gave
them; ``fetch`` guards each page, stamps where and when it was seen, and lets only ConnectorError
out. Zero is a value; what was not observed is None, with its reason among the page's ``gaps``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Literal, final

from connectors.errors import ConnectorError

Measure = Literal["reads", "likes", "wow", "comments", "reposts", "favourites"]
Unit = Literal["times", "people"]
Clock = Callable[[], datetime]
"""Returns the present instant in UTC; injected, never taken from a global."""


class Reason(StrEnum):
    """Why something that was asked for is not there."""

    NOT_READY = "not_ready"  # too early, or the platform says that it still counts
    NOT_PERMITTED = "not_permitted"  # the account or the app has no right to it
    NOT_AUTHORISED = "not_authorised"  # a human has to renew a token or a setting
    QUOTA = "quota"  # the day's or the hour's calls are used up
    WITHDRAWN = "withdrawn"  # the post is gone
    NOT_ANSWERED = "not_answered"  # the platform left it out of its answer
    FAILED = "failed"  # the network or the platform failed, after all retries
    SUSPECT = "suspect"  # an answer that cannot be right: all zero, empty, truncated


@dataclass(frozen=True)
class Account:
    """One account of the roster. ``native_id`` is the platform's own."""

    platform: str
    native_id: str
    name: str


@dataclass(frozen=True)
class KnownPost:
    """A post of the account that is known already, whose counts may be asked for again.

    ``counts`` are those last observed, empty where the caller does not say: a source that sees all
    of them fall to zero asks again or says so.
    """

    native_id: str
    published_at: datetime
    counts: Mapping[Measure, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Query:
    """What is asked for: posts published from ``first`` to ``last``, days of Asia/Shanghai.

    ``known`` are posts whose counts are to be observed again. ``cursor`` is what the source
    returned with the last page that was stored; None = from the beginning.
    """

    account: Account
    first: date
    last: date
    known: tuple[KnownPost, ...] = ()
    cursor: str | None = None


@dataclass(frozen=True)
class PostRow:
    """One post as observed once. ``native_id`` or ``url`` names it; texts are as the platform's.

    ``counts``: measure → count; a measure that is left out was not observed. ``censored`` measures
    are lower bounds. ``published_at`` is None where only counts came.
    """

    native_id: str | None
    published_at: datetime | None
    counts: Mapping[Measure, int] = field(default_factory=dict)
    reads_unit: Unit | None = None
    censored: frozenset[Measure] = frozenset()
    title: str | None = None
    text: str | None = None
    url: str | None = None
    topics: tuple[str, ...] = ()
    original: bool | None = None
    position: int | None = None


@dataclass(frozen=True)
class ReprintRow:
    """One reprint as observed once. ``post`` names the post by native id or link."""

    post: str
    channel: str
    channel_type: str | None
    published_at: datetime | None
    title: str | None = None
    url: str | None = None
    counts: Mapping[Measure, int] = field(default_factory=dict)
    censored: frozenset[Measure] = frozenset()


@dataclass(frozen=True)
class Gap:
    """Something that was asked for and not obtained: ``what`` in plain words, and why.

    ``day`` is the day of publication concerned, the first of several up to ``until``; None = all
    days asked for, or no day in particular.
    """

    what: str
    reason: Reason
    day: date | None = None
    detail: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Page:
    """What one or several calls gave. ``cursor``: go on from here once this page is stored.

    ``source``, ``locator`` (which interface and day, without any secret) and ``observed_at`` are
    stamped by ``Source.fetch``; ``calls`` is how many requests the page cost.
    """

    posts: tuple[PostRow, ...] = ()
    reprints: tuple[ReprintRow, ...] = ()
    gaps: tuple[Gap, ...] = ()
    cursor: str | None = None
    locator: str = ""
    calls: int = 0
    source: str = ""
    observed_at: datetime | None = None


Remembers = Literal["days", "newest", "place"]
"""What a source's cursor means to who runs it.

``days``: which days are final; it may be given with any days asked for. ``newest``: the newest post
given, all before it having been given too from the days of its first fetch on; the fetch answers
for what is newer. ``place``: how far a fetch that was cut off had come; a new fetch begins without
it, since counts of all days may have grown.
"""


class Source(ABC):
    """A platform or vendor that gives posts and counts of accounts."""

    id: ClassVar[str]
    platforms: ClassVar[tuple[str, ...]]
    remembers: ClassVar[Remembers]

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    @classmethod
    @abstractmethod
    def measures(cls) -> Mapping[Measure, Unit | None]:
        """Return what the source can observe, without any network; reads with their unit."""

    @abstractmethod
    def _fetch(self, query: Query) -> Iterator[Page]:
        """Yield pages in an order in which each may be stored before the next is asked for."""

    @final
    def fetch(self, query: Query) -> Iterator[Page]:
        """Yield guarded pages with their provenance. Raises ConnectorError and nothing else.

        A cursor that comes twice in one fetch is a circle and ends it with an error.
        """
        pages = self._guarded(query)
        while True:
            try:
                page = next(pages, None)
            except ConnectorError:
                raise
            except Exception as error:
                raise SourceFailedError(
                    "Source '{source}' failed for {account}: {cause}.",
                    source=self.id,
                    account=query.account.name,
                    cause=type(error).__name__,
                    hint="This is a fault of the source; report it with the log.",
                ) from None
            if page is None:
                return
            yield page

    def _guarded(self, query: Query) -> Iterator[Page]:
        """Call ``_fetch`` when the first page is asked for, so that its errors are guarded too."""
        cursors = {query.cursor} - {None}
        for page in self._fetch(query):
            self._check(page, cursors)
            cursors |= {page.cursor} - {None}
            yield replace(page, source=self.id, observed_at=self._clock())

    def _check(self, page: Page, cursors: Set[str | None]) -> None:
        rows: tuple[PostRow | ReprintRow, ...] = (*page.posts, *page.reprints)
        undeclared = {m for row in rows for m in row.counts} - set(self.measures())
        if undeclared:
            raise SourceFailedError(
                "Source '{source}' gave {measures}, which it does not declare.",
                source=self.id,
                measures=", ".join(sorted(undeclared)),
                hint="Add them to measures() of the source.",
            )
        if page.cursor in cursors:
            raise SourceFailedError(
                "Source '{source}' gave the same cursor twice: the platform turns in a circle.",
                source=self.id,
                hint="Try again later; what was stored before stays.",
            )


class SourceFailedError(ConnectorError):
    """A source broke its own promises; what it gave before is sound."""


class AccessError(ConnectorError):
    """A credential, permission, address or setting is wrong: no retry helps, a person must act."""


class QuotaError(ConnectorError):
    """The calls allowed are used up. ``until`` is when the platform allows more (UTC)."""

    until: datetime | None = None


class UnavailableError(ConnectorError):
    """The platform did not answer soundly after all retries; trying later may help.

    ``retry_in`` are the seconds for which the host is left alone, 0 = it may be asked at once.
    """

    retry_in: float = 0.0
