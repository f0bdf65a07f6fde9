"""A month's record: topics, posts and channels by unit, and the months before."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.editions.canonical import canonical_json
from ranking.editions.record import month_record, past_month
from ranking.editions.unit_shares import account_shares, channel_shares
from ranking.features.top_posts import most_reprinted, top_posts
from ranking.model.edition_json import from_json
from ranking.model.month_record import MonthRecord, PastBoard, PastScore, UnitRecord
from tests.builders.editions import make_edition, simple_office
from tests.builders.month import Office, account, channel, make_list, post, reprint
from tests.builders.strategies import offices


def record_of(office: Office, *not_ranked: str) -> MonthRecord:
    return month_record(office.features(), not_ranked, ())


def test_every_unit_of_the_roster_has_a_record() -> None:
    """By name; one without a post has accounts and nothing else."""
    record = record_of(simple_office("丙区", 甲区=5, 乙区=None))
    assert [unit.unit for unit in record.units] == ["丙区", "乙区", "甲区"]
    silent = record.units[0]
    assert (silent.top_posts.rows, silent.most_reprinted.rows, silent.channels) == ((), (), ())
    assert [share.posts for share in silent.accounts] == [0]


def test_a_unit_that_is_not_ranked_has_a_record_and_no_place_among_all() -> None:
    """Its topics count: they are the city's."""
    posts = [post("a", "weibo:a", reposts=9, topics=["申城"]), post("b", "weibo:b", reposts=1)]
    office = Office([account("weibo:a", "发布"), account("weibo:b", "乙区")], posts)
    record = record_of(office, "发布")
    assert [row.post_id for row in record.most_reprinted.rows] == ["b"]
    assert [unit.most_reprinted.rows[0].post_id for unit in record.units] == ["b", "a"]
    assert [topic.topic for topic in record.topics] == ["申城"]


def test_how_many_posts_and_topics_there_are() -> None:
    """Ten of all units and ten topics, five posts of each unit."""
    posts = [post(f"p{n:02}", "weibo:a", reposts=1, topics=[f"题{n:02}"]) for n in range(12)]
    record = record_of(Office([account("weibo:a", "甲区")], posts))
    (unit,) = record.units
    counted = (record.topics, record.most_reprinted.rows, unit.top_posts.rows)
    assert [len(rows) for rows in (*counted, unit.most_reprinted.rows)] == [10, 10, 5, 5]


@pytest.mark.slow
@given(office=offices())
@settings(max_examples=50, deadline=None)
def test_a_units_record_is_what_its_own_rows_alone_give(office: Office) -> None:
    """All units at once, or each by itself: the same."""
    features = office.features()
    for found in month_record(features, (), ()).units:
        own = pl.col("unit") == found.unit
        posts = features.posts.filter(own)
        assert found == UnitRecord(
            unit=found.unit,
            group=found.group,
            accounts=account_shares(features.accounts.filter(own), posts).get(found.unit, ()),
            top_posts=top_posts(posts, 5),
            most_reprinted=most_reprinted(posts, 5),
            channels=channel_shares(features.channels.filter(own)).get(found.unit, ()),
        )


@pytest.mark.slow
@given(office=offices(), data=st.data())
@settings(max_examples=50, deadline=None)
def test_the_order_of_rows_changes_nothing(office: Office, data: st.DataObject) -> None:
    """Bit for bit, whichever row of a table comes first."""
    names = ("roster", "posts", "reprints", "channels")
    mixed = {name: data.draw(st.permutations(getattr(office, name))) for name in names}
    assert canonical_json(record_of(replace(office, **mixed))) == canonical_json(record_of(office))


@pytest.mark.slow
@given(office=offices())
@settings(max_examples=25, deadline=None)
def test_a_record_is_read_back_as_it_was_written(office: Office) -> None:
    """With the months before: nothing is lost on the way through canonical JSON."""
    edition, _ = make_edition(office)
    record = month_record(office.features(), (), [past_month(edition)] * 2)
    assert from_json(MonthRecord, json.loads(canonical_json(record))) == record


def test_hostile_text_is_kept_in_one_line_and_written_as_json() -> None:
    """Whatever titles, topics, names and addresses hold."""
    bad = "</script>\n\x1b[31m\u202e{0}=1+1"
    more = {"title": bad, "url": bad, "topics": [bad], "reads": 1}
    office = Office(
        [account("weibo:a", bad, bad, name=bad)],
        [post("p", "weibo:a", datetime(2026, 10, 9, tzinfo=UTC), **more)],
        [reprint("r", "p", bad)],
        [channel(bad, "client")],
    )
    record = record_of(office)
    assert record.topics[0].topic == "</script> \x1b[31m{0}=1+1"
    assert record.units[0].top_posts.rows[0].title == "</script> \x1b[31m{0}=1+1"
    assert from_json(MonthRecord, json.loads(canonical_json(record))) == record


def test_a_month_is_remembered_by_its_places_and_figures() -> None:
    """Every board and unit; one that is not ranked has no place."""
    listed = make_list(not_ranked=[{"unit": "丙区", "reason": "组织者不参评"}])
    edition, _ = make_edition(simple_office("丁区", 甲区=9, 乙区=3, 丙区=5), listed)
    past = past_month(edition)
    assert (past.month, past.revision, past.method) == ("2026-10", 1, edition.method)
    assert past.statistics == edition.statistics
    assert [(board.index, board.group) for board in past.boards] == [
        ("communication", "各区"),
        ("influence", "各区"),
    ]
    influence = past.boards[1]
    assert {unit: score.rank for unit, score in influence.units.items()} == {
        "甲区": 1,
        "乙区": 2,
        "丙区": None,
        "丁区": 3,
    }
    totals = {row.unit: row.total for row in edition.boards[1].rows}
    assert influence == PastBoard(
        "influence",
        "各区",
        {unit: PastScore(score.rank, totals[unit]) for unit, score in influence.units.items()},
    )
