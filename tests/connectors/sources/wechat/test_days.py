"""Which days of publication may be asked for, and which are final."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.sources.wechat.days import (
    BEIJING,
    Span,
    is_final,
    last_counted_day,
    midnight,
    next_midnight,
    plan,
)
from tests.builders.wechat import query

NOW = datetime(2026, 11, 22, 9, tzinfo=BEIJING)
DAYS = st.dates(date(2025, 9, 1), date(2027, 1, 31))


@pytest.mark.parametrize(
    ("clock", "day"),
    [("07:59:59", 20), ("08:00:00", 21), ("00:00:00", 20), ("23:59:59", 21)],
)
def test_yesterday_counts_from_eight(clock: str, day: int):
    """Yesterday's figures are due at 08:00 in Beijing, whatever the clock's own zone."""
    now = datetime.fromisoformat(f"2026-11-22T{clock}+08:00").astimezone(UTC)
    assert last_counted_day(now) == date(2026, 11, day)


def test_final_after_thirty_days():
    """A day is final at 08:00 on the 30th day after it, when its 30 days are counted."""
    day = date(2026, 10, 23)
    assert not is_final(day, datetime(2026, 11, 22, 7, 59, tzinfo=BEIJING))
    assert is_final(day, datetime(2026, 11, 22, 8, tzinfo=BEIJING))


def test_days_begin_in_beijing():
    """Midnights are instants in UTC, at which a day begins in Beijing."""
    assert midnight(date(2026, 3, 1)) == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert next_midnight(datetime(2026, 2, 28, 15, 59, tzinfo=UTC)) == midnight(date(2026, 3, 1))
    assert midnight(date(2026, 3, 1)).tzinfo is UTC


@given(first=DAYS, last=DAYS, start=DAYS, end=DAYS)
def test_nothing_is_left_out(first: date, last: date, start: date, end: date):
    """A day asked for is asked of WeChat unless it is out of reach or within the cursor."""
    done = Span(min(start, end), max(start, end))
    if not is_final(done.last, NOW):
        return
    todo = plan(query(first, last, cursor=str(done)), NOW)
    reach = [
        first + timedelta(days=n)
        for n in range((last - first).days + 1)
        if date(2025, 11, 1) <= first + timedelta(days=n) <= date(2026, 11, 21)
    ]
    assert set(todo.days) <= set(reach)
    assert all(done.first <= day <= done.last for day in set(reach) - set(todo.days))
    assert list(todo.days) == sorted(todo.days)


@given(first=DAYS, last=DAYS, start=DAYS, end=DAYS)
def test_the_next_cursor_is_true(first: date, last: date, start: date, end: date):
    """The span that the next cursor writes holds no day that was neither stored nor asked for."""
    done = Span(min(start, end), max(start, end))
    todo = plan(query(first, last, cursor=str(done)), NOW)
    if not todo.days or not is_final(done.last, NOW):
        return
    told = {todo.first + timedelta(days=n) for n in range((todo.days[-1] - todo.first).days + 1)}
    stored = {done.first + timedelta(days=n) for n in range((done.last - done.first).days + 1)}
    assert told <= stored | set(todo.days)


def test_a_cursor_is_read_as_written():
    """A span comes back from its text."""
    span = Span(date(2026, 10, 1), date(2026, 10, 22))
    assert Span.parse(str(span)) == span
