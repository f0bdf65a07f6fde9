"""The cursor of sources that read days in pages."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from connectors.interface import Account, Gap, KnownPost, Query, Reason
from connectors.sources.place import Place, Span, after, place_of, spans_from

QUERY = Query(Account("wechat", "a", "甲"), date(2026, 10, 30), date(2026, 11, 19))


def day(month: int, number: int) -> date:
    return date(2026, month, number)


@pytest.mark.parametrize("text", ["2026-11-21", "2026-11-01..2026-11-20#3"])
def test_a_place_reads_as_it_is_written(text):
    """The text of a cursor gives the same place back."""
    assert str(Place.parse(text)) == text


def test_without_a_cursor_the_first_day_begins():
    """All days asked for are read."""
    assert place_of(QUERY) == Place(day(10, 30))


def test_known_posts_are_listed_again():
    """The days of older known posts are read too, by their day in Shanghai."""
    known = (KnownPost("1", datetime(2026, 10, 20, 16, 30, tzinfo=UTC)),)
    assert place_of(replace(QUERY, known=known)) == Place(day(10, 21))


@pytest.mark.parametrize(
    "cursor", ["2026-11-05", "2026-11-20", "2026-11-01..2026-11-19#4", "2026-10-01..2026-10-31#2"]
)
def test_a_stored_place_is_kept(cursor):
    """Reading goes on where it stopped, also at the end or in a span that began earlier."""
    assert str(place_of(replace(QUERY, cursor=cursor))) == cursor


def test_a_place_before_the_first_day_is_not_gone_back_to():
    """Days before those asked for are not read."""
    assert place_of(replace(QUERY, cursor="2026-09-01")) == Place(day(10, 30))


@pytest.mark.parametrize(
    "cursor",
    ["2026-11-21", "2999-12-31", "9999-12-31", "2026-11-01..2026-11-20#1",
     "2026-11-19..2026-11-01#1", "2026-11-01..2026-11-19#0", "x", "2026-02-30",
     "2026-11-01..2026-11-19#", "２０２６-11-01"],
)  # fmt: skip
def test_an_abnormal_cursor_is_neither_obeyed_nor_reset(cursor):
    """It is a suspect gap."""
    found = place_of(replace(QUERY, cursor=cursor))
    assert isinstance(found, Gap)
    assert found.reason is Reason.SUSPECT


@pytest.mark.parametrize("cursor", ["0001-01-01", "0001-01-01..0001-01-31#1"])
def test_the_oldest_days_there_are_do_no_harm(cursor):
    """Nothing overflows at the edge of the calendar."""
    place_of(replace(QUERY, cursor=cursor))


def test_spans_stay_within_a_month():
    """Vendors answer for at most a month at once."""
    spans = list(spans_from(Place(day(10, 30)), date(2027, 1, 2)))
    assert spans == [
        (Span(day(10, 30), day(10, 31)), 1),
        (Span(day(11, 1), day(11, 30)), 1),
        (Span(day(12, 1), day(12, 31)), 1),
        (Span(date(2027, 1, 1), date(2027, 1, 2)), 1),
    ]


def test_a_begun_span_is_ended_as_it_began():
    """Its pages keep their numbers although more days are asked for now."""
    spans = list(spans_from(Place(day(11, 1), day(11, 10), 3), day(11, 19)))
    assert spans == [(Span(day(11, 1), day(11, 10)), 3), (Span(day(11, 11), day(11, 19)), 1)]


def test_after_the_last_day_nothing_is_left():
    """The place after a whole reading has no span."""
    place = after(Span(day(11, 1), day(11, 19)))
    assert str(place) == "2026-11-20"
    assert list(spans_from(place, day(11, 19))) == []
