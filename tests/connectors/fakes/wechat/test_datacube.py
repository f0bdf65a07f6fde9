"""The four live interfaces: spans, gates, growth, and overlapping ways."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.builders.wechat import BEIJING, DAY, DETAIL, TODAY, Office

READ, SHARE, SUMMARY = (
    "/datacube/getarticleread",
    "/datacube/getarticleshare",
    "/datacube/getbizsummary",
)


def _days(first: date, last: date | None = None) -> dict[str, str]:
    return {"begin_date": str(first), "end_date": str(last or first)}


def test_rows_are_cumulative(ask, office: Office):
    """An article has a row for each day elapsed, and no count ever falls."""
    office.publish(TODAY - 5 * DAY, 1, settles=3)
    (article,) = ask(DETAIL, _days(TODAY - 5 * DAY))["list"]
    rows = article["detail_list"]
    assert [row["read_user"] for row in rows] == [100, 200, 300, 400, 400]
    assert [row["stat_date"] for row in rows] == [str(TODAY - n * DAY) for n in (5, 4, 3, 2, 1)]


def test_thirty_rows_at_most(ask, office: Office):
    """An old article has 30 rows; a young one has 30 too where WeChat gives rows ahead."""
    office.publish(TODAY - 2 * DAY, 1)
    office.publish(TODAY - 60 * DAY, 1)
    for rows, number in (("elapsed", 2), ("thirty", 30)):
        office.state.doubts.rows = rows
        old, young = (ask(DETAIL, _days(TODAY - n * DAY))["list"][0] for n in (60, 2))
        assert (len(old["detail_list"]), len(young["detail_list"])) == (30, number)


def test_ways_overlap(ask, office: Office):
    """Readers by way sum to more than all readers."""
    office.publish(TODAY - DAY, 1, settles=0)
    (article,) = ask(DETAIL, _days(TODAY - DAY))["list"]
    ways = article["detail_list"][0]["read_user_source"]
    assert ways[0] == {"user_count": 400, "scene_desc": "全部"}
    assert sum(way["user_count"] for way in ways[1:]) > 400


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 61500),
        ({"begin_date": "2026-11-1", "end_date": "2026-11-01"}, 61500),
        (_days(TODAY), 61501),
        (_days(TODAY - DAY, TODAY - 2 * DAY), 61501),
        (_days(TODAY - 2 * DAY, TODAY - DAY), 61501),
    ],
)
def test_days_that_are_refused(ask, body: dict[str, str], code: int):
    """A wrong date, a day that is not over, a turned or too long span are refused."""
    assert [ask(path, body)["errcode"] for path in (DETAIL, READ, SHARE)] == [code] * 3


@pytest.mark.parametrize("most", [30, 7])
def test_the_summary_spans_days(ask, office: Office, most: int):
    """The account's figures span 30 days, or 7 where that is switched on, and no more."""
    office.state.doubts.summary_span = most
    last = TODAY - DAY
    assert len(ask(SUMMARY, _days(last - (most - 1) * DAY, last))["list"]) == most
    assert ask(SUMMARY, _days(last - most * DAY, last))["errcode"] == 61501


def test_daily_figures_add_up(ask, office: Office):
    """What each day gained adds up to the last cumulative row, by article and account."""
    office.publish(TODAY - 4 * DAY, 2, settles=2)
    days = [TODAY - n * DAY for n in (4, 3, 2, 1)]
    read = sum(row["detail"]["read_user"] for d in days for row in ask(READ, _days(d))["list"])
    shared = sum(row["detail"]["share_user"] for d in days for row in ask(SHARE, _days(d))["list"])
    summary = ask(SUMMARY, _days(days[0], days[-1]))["list"]
    assert (read, shared) == (800, 80)
    assert sum(row["detail"]["read_user"] for row in summary) == 800
    assert [row["detail"]["send_page_count"] for row in summary] == [2, 0, 0, 0]


@pytest.mark.parametrize(
    ("mood", "answer"),
    [("error", 61503), ("empty", False), ("delay", True)],
)
def test_before_eight(ask, office: Office, mood: str, answer: object):
    """Before 08:00 yesterday is refused, empty or delayed, as switched."""
    office.publish(TODAY - DAY)
    office.clock.now = datetime(2026, 11, 22, 7, 59, tzinfo=BEIJING)
    office.state.doubts.before_eight = mood
    got = ask(DETAIL, _days(TODAY - DAY))
    assert (got["errcode"] if mood == "error" else got["is_delay"]) == answer
    assert not got.get("list")
    office.clock.go(minutes=1)
    assert len(ask(DETAIL, _days(TODAY - DAY))["list"]) == 2


@pytest.mark.parametrize(
    ("switch", "day"),
    [("before_floor", date(2025, 10, 31)), ("old_days", TODAY - timedelta(days=31))],
)
def test_days_out_of_reach(ask, office: Office, switch: str, day: date):
    """Days before 2025-11-01, and those older than 30 days, are empty or refused as switched."""
    office.publish(day)
    setattr(office.state.doubts, switch, "empty")
    assert ask(DETAIL, _days(day)) == {"list": [], "is_delay": False}
    setattr(office.state.doubts, switch, "error")
    assert ask(DETAIL, _days(day))["errcode"] == 61501


def test_old_days_answer(ask, office: Office):
    """Unless switched, older days answer back to 2025-11-01."""
    office.publish(date(2025, 11, 1))
    assert len(ask(DETAIL, _days(date(2025, 11, 1)))["list"]) == 2


def test_deleted_articles(ask, office: Office):
    """A deleted article is answered or not, as switched."""
    office.publish(TODAY - DAY)
    office.account.articles[0].deleted = True
    assert len(ask(DETAIL, _days(TODAY - DAY))["list"]) == 1
    office.state.doubts.deleted_answered = True
    assert len(ask(DETAIL, _days(TODAY - DAY))["list"]) == 2


def test_delay_and_links(ask, office: Office):
    """A day may be delayed with its rows, and articles may come without links."""
    office.publish(TODAY - DAY, 1)
    office.account.delayed.add(TODAY - DAY)
    office.state.doubts.links = False
    answer = ask(DETAIL, _days(TODAY - DAY))
    assert answer["is_delay"] is True
    assert "content_url" not in answer["list"][0]
