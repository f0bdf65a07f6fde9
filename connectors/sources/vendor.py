"""What data vendors have in common: they list an account's posts of some days, page by page."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from connectors.http.client import Http
from connectors.http.pace import Pace
from connectors.http.secrets import Secret
from connectors.interface import (
    Account,
    Clock,
    Gap,
    Page,
    PostRow,
    Query,
    Reason,
    Remembers,
    Source,
    SourceFailedError,
    UnavailableError,
)
from connectors.sources.fields import Fields, read_row
from connectors.sources.place import Place, Span, after, place_of, spans_from
from connectors.sources.values import day_of

MOST_PAGES = 200
"""Pages of one month of one account; beyond, the vendor makes them up."""


@dataclass(frozen=True)
class Envelope:
    """Where an answer has its list of posts and, if it says so, how many there are in all."""

    rows: str = "data"
    total: str | None = None


@dataclass(frozen=True)
class Listing:
    """One page as the vendor gave it. ``locator`` says which, without any secret."""

    rows: list[Any]
    locator: str
    total: int | None = None


@dataclass
class _Reading:
    """What is known of the span that is being read."""

    account: Account
    span: Span
    seen: set[str] = field(default_factory=set)
    rows: int = 0
    calls: int = 0
    short: int | None = None  # a page with fewer posts than asked for
    empty: int | None = None  # a page with none, after a full one


class Vendor(Source):
    """A source that pages through days. Subclasses write one call: ``_listing``.

    A page that repeats what was read, an empty or short one before others, and fewer posts than
    announced are gaps: what is missing is said, never called complete. Pages move while a vendor
    adds or removes posts; ids make doubles harmless, and the next collection fills what slipped.
    """

    remembers: ClassVar[Remembers] = "place"
    size: int
    short_page_ends: bool
    """Whether a page with fewer posts than asked for is the last, by the vendor's own word."""

    def __init__(self, clock: Clock, http: Http, pace: Pace, fields: Mapping[str, Fields]) -> None:
        """``fields``: platform → what the keys of its posts mean."""
        super().__init__(clock)
        self._http = http
        self._pace = pace
        self._fields = fields

    @abstractmethod
    def _listing(self, account: Account, span: Span, page: int) -> Listing:
        """Ask for one page."""

    def _fetch(self, query: Query) -> Iterator[Page]:
        place = place_of(query)
        if isinstance(place, Gap):
            yield Page(gaps=(place,))
            return
        for span, page in spans_from(place, query.last):
            yield from self._read(_Reading(query.account, span), page)

    def _read(self, reading: _Reading, first_page: int) -> Iterator[Page]:
        reading.rows = (first_page - 1) * self.size
        for number in range(first_page, MOST_PAGES + 1):
            self._pace.wait(self.id)
            listing = self._listing(reading.account, reading.span, number)
            reading.calls += 1
            full_before = reading.short is None and number > first_page
            if not listing.rows and full_before and reading.empty is None:
                reading.empty = number  # the end, or a hole: the next page tells
                continue
            posts, gaps = self._posts(listing, reading, number)
            done = not listing.rows or not posts.fresh or self._is_last(listing, reading)
            place = after(reading.span) if done else _next(reading.span, number)
            yield Page(
                posts=posts.kept,
                gaps=(*gaps, *(_missing(listing, reading) if done else ())),
                cursor=str(place),
                locator=listing.locator,
                calls=reading.calls,
            )
            reading.calls = 0
            if done:
                return
        raise SourceFailedError(
            "Source '{source}' gave more than {most} pages for {account} in {span}.",
            source=self.id,
            most=MOST_PAGES,
            account=reading.account.name,
            span=str(reading.span),
            hint="Try again later; what was stored before stays.",
        )

    def _posts(self, listing: Listing, reading: _Reading, number: int) -> tuple[_Posts, list[Gap]]:
        """Read the rows of a page, leave out doubles and other days, and judge the page itself."""
        fields = self._fields[reading.account.platform]
        gaps: list[Gap] = []
        kept: list[PostRow] = []
        fresh = False
        for found in (read_row(row, fields) for row in listing.rows):
            gaps += found.gaps
            name = (found.post.native_id or found.post.url) if found.post else None
            fresh = fresh or name not in reading.seen
            if found.post is None or name is None or name in reading.seen:
                continue
            reading.seen.add(name)
            if _within(found.post, reading.span):
                kept.append(found.post)
        gaps += self._oddities(listing, reading, number, fresh=fresh)
        reading.rows += len(listing.rows)
        reading.short = number if len(listing.rows) < self.size else None
        return _Posts(tuple(kept), fresh), gaps

    def _oddities(
        self, listing: Listing, reading: _Reading, number: int, *, fresh: bool
    ) -> Iterator[Gap]:
        if listing.rows and not fresh:
            if reading.short is None:  # after a short page it only says that there is no more
                yield _suspect(f"page {number} of {reading.span}", "it repeats earlier pages")
        elif listing.rows and reading.empty is not None:
            yield _suspect(f"page {reading.empty} of {reading.span}", "it was empty, more followed")
        elif listing.rows and reading.short is not None:
            yield _suspect(f"page {reading.short} of {reading.span}", "it was short, more followed")
        if listing.rows:
            reading.empty = None

    def _is_last(self, listing: Listing, reading: _Reading) -> bool:
        if listing.total is not None:
            return reading.rows >= listing.total
        return self.short_page_ends and len(listing.rows) < self.size


@dataclass(frozen=True)
class _Posts:
    """``fresh``: the page had something that no page before it had."""

    kept: tuple[PostRow, ...]
    fresh: bool


def rows_of(body: Any, envelope: Envelope, source: str) -> tuple[list[Any], int | None]:
    """Return the list of posts and their declared number; UnavailableError where there is none."""
    rows = body.get(envelope.rows, ()) if isinstance(body, Mapping) else ()
    if rows is None:  # how a vendor may say that there is no post
        rows = []
    if not isinstance(rows, list):
        raise UnavailableError(
            "{source} gave no list of posts.",
            source=source,
            hint="Try again later; if it stays so, the vendor has changed its answers.",
        )
    total = str(body.get(envelope.total)) if envelope.total else ""
    return rows, int(total) if total.isdecimal() else None


def told(words: object, *secrets: Secret) -> str:
    """Return what a vendor said, one short line, without the secrets it may repeat."""
    text = " ".join(str(words).split())
    for secret in secrets:
        text = text.replace(secret.reveal(), "***")
    return text[:120]


def _within(post: PostRow, span: Span) -> bool:
    return post.published_at is None or span.first <= day_of(post.published_at) <= span.last


def _next(span: Span, page: int) -> Place:
    return Place(span.first, span.last, page + 1)


def _missing(listing: Listing, reading: _Reading) -> Iterator[Gap]:
    if listing.total is not None and reading.rows < listing.total:
        what = f"{listing.total - reading.rows} of {listing.total} posts of {reading.span}"
        yield _suspect(what, "the vendor announced more than it gave")


def _suspect(what: str, detail: str) -> Gap:
    return Gap(what, Reason.SUSPECT, None, detail)
