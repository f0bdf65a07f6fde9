"""The source against the fake over real HTTP: what is asked, what comes, where it goes on."""

from __future__ import annotations

from datetime import date, datetime

from connectors.interface import Reason
from connectors.sources.wechat import WeChat
from tests.builders.wechat import (
    BEIJING,
    DAY,
    QUOTA,
    TODAY,
    TOKEN,
    Office,
    cursor,
    posts,
    query,
    until_error,
)

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def _reasons(pages) -> list[tuple[Reason, date | None]]:
    return [(gap.reason, gap.day) for page in pages for gap in page.gaps]


def test_a_post_has_the_latest_counts(office: Office):
    """A row carries the counts of the last day counted, never a sum of days."""
    office.publish(TODAY - 2 * DAY, 1, settles=3)
    (page,) = office.source().fetch(query(TODAY - 2 * DAY, TODAY - 2 * DAY))
    (post,) = page.posts
    assert post.native_id == "2247000688_1"
    assert post.counts == {
        "reads": 200,
        "reposts": 20,
        "wow": 6,
        "likes": 10,
        "comments": 4,
        "favourites": 2,
    }
    assert (post.reads_unit, post.position) == ("people", 1)
    assert post.published_at == datetime(2026, 11, 20, tzinfo=BEIJING)
    assert post.url.endswith("&mid=2247000688&idx=1&sn=000085ee8270")


def test_a_page_says_where_it_comes_from(office: Office):
    """A page names the interface and the day, without a token, and the moment it was seen."""
    (page,) = office.source().fetch(query(TODAY - DAY, TODAY - DAY))
    assert page.locator == "/datacube/getarticletotaldetail 2026-11-21"
    assert (page.source, page.calls) == ("wechat", 1)
    assert page.observed_at == office.clock()


def test_only_reads_have_a_unit():
    """The measures are known without any network; reads are people."""
    units = WeChat.measures()
    assert units["reads"] == "people"
    assert {units[m] for m in units if m != "reads"} == {None}


def test_least_calls(office: Office):
    """A month costs one call a day of publication and one token, and nothing else."""
    office.month()
    pages = list(office.source().fetch(query(*OCTOBER)))
    assert len(posts(pages)) == 62
    assert office.state.calls == {"/datacube/getarticletotaldetail": 31, TOKEN: 1}


def test_later_days_are_not_asked_for(office: Office):
    """A month that is not over is walked to yesterday; today is not ready yet."""
    office.month()
    pages = list(office.source().fetch(query(date(2026, 11, 1), date(2026, 11, 30))))
    assert office.calls() == 21
    assert len(posts(pages)) == 42
    assert _reasons(pages) == [(Reason.NOT_READY, TODAY)]


def test_across_months(office: Office):
    """A walk from one month into the next asks for each day once, oldest first."""
    office.month()
    pages = list(office.source().fetch(query(date(2026, 10, 30), date(2026, 11, 2))))
    days = [page.locator[-10:] for page in pages]
    assert days == ["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02"]
    assert len(posts(pages)) == 8


def test_second_run_asks_only_what_can_change(office: Office):
    """With the cursor of the first run, the second asks only for days still counted."""
    office.month()
    first = list(office.source().fetch(query(*OCTOBER)))
    assert cursor(first) == "2026-10-01/2026-10-23"
    second = list(office.source().fetch(query(*OCTOBER, cursor=cursor(first))))
    assert office.calls() == 31 + 8
    assert {p.published_at.astimezone(BEIJING).date() for p in posts(second)} == {
        date(2026, 10, d) for d in range(24, 32)
    }


def test_a_day_is_asked_for_until_its_last_row(office: Office):
    """A day of publication is asked for on 30 days, and its last answer is that of day 30."""
    office.publish(date(2026, 10, 24), 1, settles=29, reads=30)
    day, found, stored = date(2026, 10, 24), [], None
    office.clock.now = datetime(2026, 10, 25, 9, tzinfo=BEIJING)
    for _ in range(40):
        pages = list(office.source().fetch(query(day, day, cursor=stored)))
        stored = cursor(pages, stored)
        found += [post.counts["reads"] for post in posts(pages)]
        office.clock.go(days=1)
    assert found == list(range(1, 31))


def test_an_answer_is_as_old_as_its_question(office: Office):
    """A day whose last row becomes due while WeChat makes us wait is not final yet."""
    day = date(2026, 10, 23)
    office.publish(day)
    office.clock.now = datetime(2026, 11, 22, 7, 59, 30, tzinfo=BEIJING)
    office.state.codes.extend([0, 45011])
    pages = list(office.source().fetch(query(day, day)))
    assert len(posts(pages)) == 2
    assert cursor(pages) is None


def test_killed_run_resumes(office: Office):
    """After any number of stored pages, a new process loses nothing and repeats nothing final."""
    office.month()
    whole = posts(list(office.source().fetch(query(*OCTOBER))))
    for stop in (1, 10, 23, 27):
        before = office.calls()
        pages = office.source().fetch(query(*OCTOBER))
        stored = [next(pages) for _ in range(stop)]
        rest = list(office.source().fetch(query(*OCTOBER, cursor=cursor(stored))))
        both = {post.native_id: post for post in posts([*stored, *rest])}
        assert list(both.values()) == whole
        assert office.calls() - before == 31 + max(0, stop - 23)


def test_two_full_reads_are_identical(office: Office):
    """Two reads of the same days give the same pages."""
    office.month()
    one, two = (list(office.source().fetch(query(*OCTOBER))) for _ in range(2))
    assert one == two


def test_earlier_days_than_the_cursor_are_asked_for(office: Office):
    """A cursor that began later does not hide the days before it."""
    office.month()
    pages = list(office.source().fetch(query(*OCTOBER, cursor="2026-10-10/2026-10-20")))
    assert len(posts(pages)) == 62
    assert cursor(pages) == "2026-10-01/2026-10-23"


def test_cursor_from_the_future(office: Office):
    """A cursor that lies ahead, or is not of this source, yields no row and no call, but a gap."""
    for wrong in ("2026-10-01/2999-01-01", "2026-10-01/2026-11-20", "2999-01-01", "x", "1/2/3"):
        (page,) = office.source().fetch(query(*OCTOBER, cursor=wrong))
        assert (page.posts, page.cursor) == ((), None)
        assert _reasons([page]) == [(Reason.SUSPECT, None)]
    assert office.state.calls == {}


def test_short_walk_does_not_ask_for_the_quota(office: Office):
    """The daily walk over the days still counted spends no call on asking for the quota."""
    office.month()
    list(office.source().fetch(query(TODAY - 31 * DAY, TODAY - DAY)))
    assert office.calls(QUOTA) == 0


def test_long_walk_keeps_to_the_quota(office: Office):
    """A long walk asks once what is left, stops there without a refusal, and goes on next day."""
    office.month()
    office.account.daily_limit = 40
    asked = query(date(2026, 10, 1), TODAY - DAY)
    pages, error = until_error(office.source(), asked)
    assert (len(pages), office.calls(), office.calls(QUOTA)) == (40, 40, 1)
    assert error.until == datetime(2026, 11, 23, tzinfo=BEIJING)
    office.clock.go(days=1)
    rest = list(office.source().fetch(query(date(2026, 10, 1), TODAY - DAY, cursor=cursor(pages))))
    assert len({post.native_id for post in posts([*pages, *rest])}) == 104


def test_quota_of_two_fetches(office: Office):
    """Within one run the quota is asked for once an account."""
    source = office.source()
    for _ in range(2):
        list(source.fetch(query(date(2026, 10, 1), TODAY - DAY)))
    assert office.calls(QUOTA) == 1


def test_both_sides_of_every_doubt(office: Office):
    """The rows are the same whichever way WeChat behaves where its documents say nothing."""
    office.month()
    whole = posts(list(office.source().fetch(query(*OCTOBER))))
    for name, value in (("rows", "thirty"), ("zero_errcode", True), ("plain_text", True)):
        setattr(office.state.doubts, name, value)
        assert posts(list(office.source().fetch(query(*OCTOBER)))) == whole
    office.state.doubts.links = False
    bare = posts(list(office.source().fetch(query(*OCTOBER))))
    assert {post.url for post in bare} == {None}
    assert [post.counts for post in bare] == [post.counts for post in whole]
