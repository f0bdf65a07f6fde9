"""Where a reading stands: the cursor of sources that read days in pages."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from connectors.interface import Gap, Query, Reason
from connectors.sources.values import day_of

_FORM = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d)#(\d{1,4}))?")


@dataclass(frozen=True)
class Span:
    """Days that are asked for at once, both included, within one calendar month."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.isoformat()}..{self.last.isoformat()}"


@dataclass(frozen=True)
class Place:
    """Everything before ``first`` is read; of the span begun there, all pages before ``page``.

    The last day of a begun span is kept, so that its pages stay the same ones when a later query
    reaches further. As text: ``2026-11-21`` or ``2026-11-01..2026-11-20#3``.
    """

    first: date
    last: date | None = None
    page: int = 1

    def __str__(self) -> str:
        if self.last is None:
            return self.first.isoformat()
        return f"{Span(self.first, self.last)}#{self.page}"

    @classmethod
    def parse(cls, cursor: str) -> Place:
        """Read a cursor; ValueError if it is none."""
        found = _FORM.fullmatch(cursor)
        if found is None:
            raise ValueError(cursor)
        first, last, page = found.groups()
        if last is None:
            return cls(date.fromisoformat(first))
        return cls(date.fromisoformat(first), date.fromisoformat(last), int(page))


def place_of(query: Query) -> Place | Gap:
    """Return where to begin: at the cursor, else at the first day or that of the oldest known post.

    A cursor that cannot be read, or lies beyond the days asked for, is a gap: it is neither obeyed
    nor reset, since both would hide what went wrong.
    """
    start = first_day(query)
    if query.cursor is None:
        return Place(start)
    try:
        place = Place.parse(query.cursor)
    except ValueError:
        return _abnormal("cannot be read", None)
    begun = place.last or place.first
    latest = query.last if place.last else query.last + timedelta(days=1)
    if begun > latest or begun < place.first or place.page < 1:
        return _abnormal("lies beyond the days asked for", query.last)
    return place if place.first >= start or place.last is not None else Place(start)


def first_day(query: Query) -> date:
    """Return the first day to read: the one asked for, or that of the oldest known post."""
    return min((query.first, *(day_of(post.published_at) for post in query.known)))


def spans_from(place: Place, last: date) -> Iterator[tuple[Span, int]]:
    """Yield the spans to read with the page to begin at: months, and parts of months."""
    if place.last is not None:
        yield Span(place.first, place.last), place.page
        place = Place(place.last + timedelta(days=1))
    first = place.first
    while first <= last:
        end = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        span = Span(first, min(end, last))
        yield span, 1
        first = span.last + timedelta(days=1)


def after(span: Span) -> Place:
    """Return the place that is reached once a span is wholly read."""
    return Place(span.last + timedelta(days=1))


def _abnormal(detail: str, day: date | None) -> Gap:
    return Gap("the place where the last collection stopped", Reason.SUSPECT, day, detail)
