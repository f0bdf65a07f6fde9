"""What is known of each day of an account."""

from collections.abc import Mapping
from datetime import date

import pytest

from ranking.model.collection import Missing
from ranking.model.month import Month
from ranking.workflow.coverage_days import Asked, DayState, account_days
from tests.builders.ledger import NOW, span

OCTOBER = Month(2026, 10)


def day(number: int) -> date:
    return date(2026, 10, number)


def gap(what: str = "all posts", on: int | None = None, reason: str = "not_answered") -> Missing:
    """Something missing of 5 to 9 October."""
    days = (day(on), day(on)) if on else (day(5), day(9))
    of = day(on) if on else None
    return Missing("weibo", "weibo:1", what, reason, of, "", *days, NOW)


def states(
    *asked: Asked,
    posts: Mapping[int, int] | None = None,
    today: date = date(2026, 11, 3),
    **bounds: date,
) -> dict[int, DayState]:
    known = {day(number): count for number, count in (posts or {}).items()}
    found = account_days(OCTOBER, today, [span(**bounds)], known, asked)
    assert [one.posts for one in found] == [known.get(one.day, 0) for one in found]
    return {one.day.day: one.state for one in found}


def only(found: Mapping[int, DayState], state: DayState) -> list[int]:
    return [number for number, one in found.items() if one is state]


ANSWERED = Asked([(day(5), day(9))])


def test_every_day_of_the_month_is_told():
    """Thirty-one days, none of which anybody was asked for."""
    assert only(states(), DayState.NOT_ASKED) == list(range(1, 32))


def test_days_a_source_answered_for_are_answered():
    """Both ends included, with or without posts."""
    assert only(states(ANSWERED), DayState.ANSWERED) == [5, 6, 7, 8, 9]


def test_days_with_posts_from_files_are_answered():
    """Silence of the other days is not known."""
    found = states(posts={3: 2, 4: 12})
    assert only(found, DayState.ANSWERED) == [3, 4]
    assert found[5] is DayState.NOT_ASKED


def test_days_after_today_are_future():
    """Today is not."""
    found = states(ANSWERED, today=day(8))
    assert only(found, DayState.FUTURE) == list(range(9, 32))
    assert found[8] is DayState.ANSWERED


def test_days_out_of_the_roster_are_outside():
    """The account came on the 3rd and left on the 29th."""
    found = states(valid_from=day(3), valid_to=day(29))
    assert only(found, DayState.OUTSIDE) == [1, 2, 29, 30, 31]


def test_a_gap_of_a_day_makes_that_day_missing():
    """Even where posts of it are known: they may not be all."""
    found = states(Asked([(day(5), day(9))], missing=[gap(on=6), gap(on=7)]), posts={7: 3})
    assert only(found, DayState.MISSING) == [6, 7]


def test_a_gap_of_no_day_makes_the_days_asked_for_missing():
    """Except those of which posts are known."""
    found = states(Asked([(day(1), day(9))], missing=[gap()]), posts={7: 3})
    assert only(found, DayState.MISSING) == [5, 6, 8, 9]
    assert only(found, DayState.ANSWERED) == [1, 2, 3, 4, 7]


@pytest.mark.parametrize(
    "what",
    [
        "post 4500000000000001",
        "a post",
        "likes of 3 posts",
        "reposts, comments, likes of 7 posts",
        "reads of post 45",
        "2 posts, 45 among them",
    ],
)
def test_gaps_about_counts_of_single_posts_make_no_day_missing(what):
    """What was published is known all the same."""
    assert only(states(Asked(ANSWERED.answered, missing=[gap(what)])), DayState.MISSING) == []


@pytest.mark.parametrize(
    "what", ["all posts", "new posts", "3 of 10 posts of 2026-10-01:2026-10-31", "page 2 of x"]
)
def test_gaps_about_what_was_published_make_days_missing(what):
    """Words that are not known count as such too."""
    found = states(Asked(ANSWERED.answered, missing=[gap(what)]))
    assert only(found, DayState.MISSING) == [5, 6, 7, 8, 9]


def test_nothing_is_missing_of_a_withdrawn_post():
    """Its day is as known as before."""
    missing = [gap("post 1", reason="withdrawn"), gap("post 1", on=6, reason="withdrawn")]
    found = states(Asked(ANSWERED.answered, missing=missing))
    assert only(found, DayState.MISSING) == []


def test_a_fetch_that_broke_off_leaves_its_days_missing():
    """Except those that it had answered before, or of which posts are known."""
    found = states(Asked([(day(5), day(9))], broken=[(day(8), day(12))]), posts={11: 1})
    assert only(found, DayState.MISSING) == [10, 12]


def test_what_one_source_answered_another_need_not():
    """The gap of the first is filled by the second."""
    broken = Asked(broken=[(day(1), day(31))], missing=[gap(on=6)])
    found = states(broken, ANSWERED)
    assert only(found, DayState.ANSWERED) == [5, 6, 7, 8, 9]
    assert len(only(found, DayState.MISSING)) == 26
