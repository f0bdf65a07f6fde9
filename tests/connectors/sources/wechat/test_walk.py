"""How far the cursor moves, and what makes an account suspect."""

from __future__ import annotations

from datetime import date, datetime

from connectors.interface import KnownPost, PostRow
from connectors.sources.wechat.datacube import DayAnswer
from connectors.sources.wechat.days import BEIJING, Plan
from connectors.sources.wechat.walk import Walk

DAYS = tuple(date(2026, 10, day) for day in (1, 2, 3))
PLAN = Plan(DAYS[0], DAYS, ())
KNOWN = KnownPost("7_1", datetime(2026, 10, 2, 0, 30, tzinfo=BEIJING))
POST = DayAnswer((PostRow("7_1", None),))
NOTHING = DayAnswer()


def test_the_cursor_stops_at_the_first_day_that_is_not_final():
    """A final day behind one that is not does not move the cursor."""
    walk = Walk(PLAN, ())
    moved = [
        walk.cursor(day, final=final) for day, final in zip(DAYS, (True, False, True), strict=True)
    ]
    assert moved == ["2026-10-01/2026-10-01", None, None]


def test_the_cursor_waits_for_a_post():
    """With known posts, the cursor moves over empty days only once some post was seen."""
    walk = Walk(PLAN, (KNOWN,))
    moved = []
    for day, answer in zip(DAYS, (NOTHING, POST, NOTHING), strict=True):
        walk.missing(day, answer)
        moved.append(walk.cursor(day, final=True))
    assert moved == [None, "2026-10-01/2026-10-02", "2026-10-01/2026-10-03"]
    assert walk.suspicion() == ()


def test_a_known_post_is_missed_on_its_day_in_beijing():
    """A known post is missed on the day on which it was published in Beijing."""
    walk = Walk(PLAN, (KNOWN,))
    assert [bool(walk.missing(day, NOTHING)) for day in DAYS] == [False, True, False]
    assert len(walk.suspicion()) == 1


def test_answers_that_are_no_proof():
    """A delayed or refused day says nothing about its known posts."""
    for answer in (DayAnswer(delayed=True), DayAnswer(refused=True)):
        walk = Walk(PLAN, (KNOWN,))
        assert [walk.missing(day, answer) for day in DAYS] == [(), (), ()]
        assert walk.suspicion() == ()


def test_known_posts_of_other_days():
    """Known posts outside the days asked for make nothing suspect."""
    other = KnownPost("7_1", datetime(2026, 9, 30, 23, tzinfo=BEIJING))
    walk = Walk(PLAN, (other,))
    walk.missing(DAYS[0], NOTHING)
    assert walk.cursor(DAYS[0], final=True)
    assert walk.suspicion() == ()
