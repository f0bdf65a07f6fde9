"""Spans of days: who owns an account when."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ranking.model.roster import Span

DAYS = [date(2026, 10, 1) + timedelta(days=n) for n in range(8)]
bounds = st.one_of(st.none(), st.sampled_from(DAYS[1:-1]))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, end = draw(bounds), draw(bounds)
    if first and end and end <= first:
        first, end = end, first + timedelta(days=1)
    return Span("weibo:1", "weibo", "1", "名", (), "甲区", "各区", first, end, "f, row 2")


@given(spans(), spans())
def test_two_spans_overlap_when_a_day_is_in_both(one: Span, other: Span) -> None:
    """In either order; the days beyond the bounds stand for since ever and for ever."""
    shared = any(one.covers(day) and other.covers(day) for day in DAYS)
    assert one.overlaps(other) == other.overlaps(one) == shared


def test_a_span_covers_its_first_day_and_not_the_day_after_its_last() -> None:
    """valid_to is the first day that no longer belongs to it."""
    span = Span("weibo:1", "weibo", "1", "名", (), "甲区", "各区", DAYS[2], DAYS[4], "")
    assert [span.covers(day) for day in DAYS[1:6]] == [False, True, True, False, False]
