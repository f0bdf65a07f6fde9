"""The facade: features of small months, compared with plain Python and with the definitions."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings

from ranking.features.month import compute
from ranking.model.adjustment import Adjustment
from ranking.schemas import CHANNELS as CHANNEL_SCHEMA
from ranking.schemas import ROSTER
from tests.builders.brute import brute_force
from tests.builders.month import (
    Office,
    account,
    at,
    channel,
    day,
    make_list,
    post,
    reprint,
    shanghai,
    shipped_cards,
)
from tests.builders.strategies import adjustments, offices

WECHAT = account("wechat:a", "甲区")
WEIBO = account("weibo:b", "甲区")


@pytest.mark.slow
@given(office=offices(), decided=adjustments())
@settings(max_examples=80, deadline=None)
def test_features_equal_a_plain_python_recomputation(
    office: Office, decided: list[Adjustment]
) -> None:
    """Every feature of every unit that posted is what the definitions say, row by row."""
    office.adjustments = decided
    expected = brute_force(office, shanghai())
    units = {row["unit"]: row for row in office.features().units.iter_rows(named=True)}
    assert set(expected) <= set(units)
    assert sum(row["posts"] for row in units.values()) == sum(f["posts"] for f in expected.values())
    for unit, features in expected.items():
        weighted = features.pop("weighted_reprints")
        assert units[unit]["weighted_reprints"] == (weighted and pytest.approx(weighted))
        assert {name: units[unit][name] for name in features} == features


@given(office=offices(), decided=adjustments())
@settings(max_examples=30, deadline=None)
def test_the_posts_of_the_units_and_those_left_out_are_the_month_s(
    office: Office, decided: list[Adjustment]
) -> None:
    """None is lost and none counts twice, whatever was adjusted."""
    office.adjustments = decided
    month = office.month
    inside = [row for row in office.posts if month.start <= row["published_at"] < month.end]
    found = office.features()
    causes = ("excluded", "withdrawn", "unattributed")
    left_out = [note.params["count"] for note in found.coverage.notes if note.code in causes]
    assert found.units["posts"].sum() + sum(map(int, left_out)) == len(inside)
    assert found.accounts.select("unit", "account").is_unique().all()


@pytest.mark.slow
@given(office=offices())
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_changes_nothing(office: Office) -> None:
    """Reversed facts, roster and channels give frames and summaries equal in every bit."""
    reverse = Office(
        office.roster[::-1],
        office.posts[::-1],
        office.reprints[::-1],
        office.channels[::-1],
        office.feed,
    )
    one, other = office.features(), reverse.features()
    assert one.units.equals(other.units)
    assert one.posts.equals(other.posts)
    assert one.channels.equals(other.channels)
    assert one.accounts.equals(other.accounts)
    assert (one.coverage, one.statistics) == (other.coverage, other.statistics)
    assert one.top_posts == other.top_posts


def test_posts_after_a_merger_count_for_the_unit_merged_into() -> None:
    """The merged unit keeps its posts before the day, and both units are on the month's list."""
    merged = make_list(mergers=[{"from": "甲区", "into": "乙区", "since": day(15)}])
    posts = [post("old", "wechat:a", at(14)), post("new", "wechat:a", at(15))]
    office = Office([WECHAT, account("weibo:z", "乙区")], posts)
    assert office.features(merged).units.select("unit", "posts").rows() == [
        ("乙区", 1),
        ("甲区", 1),
    ]


def test_not_ranked_units_count_in_statistics_and_not_among_top_posts() -> None:
    """The organiser's posts are part of the month's totals; its post is not a top post."""
    listed = make_list(not_ranked=[{"unit": "主办", "reason": "主办方"}])
    roster = [WECHAT, account("wechat:o", "主办")]
    posts = [post("p", "wechat:a", reads=5), post("o", "wechat:o", reads=500)]
    found = Office(roster, posts).features(listed)
    assert found.statistics.totals["reads"] == 505
    assert [row.post_id for row in found.top_posts.rows] == ["p"]


def test_accounts_and_channels_of_a_unit_are_kept_for_explanations() -> None:
    """One row an account under its last name; the ten channels with most reprints."""
    roster = [
        account("weibo:b", "甲区", name="旧名", valid_to=day(3)),
        account("weibo:b", "甲区", name="新名", valid_from=day(3)),
    ]
    channels = [channel(f"c{n:02}", "website") for n in range(12)]
    reprints = [reprint(f"r{n}", "p", f"c{n % 12:02}") for n in range(20)]
    found = Office(roster, [post("p", "weibo:b")], reprints, channels).features()
    assert found.accounts.rows() == [("甲区", "weibo:b", "weibo", "新名")]
    first = found.channels.rows()[0]
    assert (found.channels.height, first) == (10, ("甲区", "c00", "C00", "website", 2))


def test_the_number_of_threads_changes_no_bit() -> None:
    """Chunked input, which is what threads see, gives the same features as one chunk."""
    rows = [post(f"p{n}", "weibo:b", reposts=n, reads=n, original=n % 2 == 0) for n in range(50)]
    office = Office([WEIBO], rows, feed=False)
    facts = office.facts()
    whole = facts.posts.collect()
    pieces = pl.concat([whole[n : n + 7] for n in range(0, 50, 7)], rechunk=False)
    chunked = compute(
        replace(facts, posts=pieces.lazy()),
        pl.DataFrame(office.roster, schema=ROSTER),
        pl.DataFrame(schema=CHANNEL_SCHEMA),
        shanghai(),
        make_list(),
        shipped_cards(),
    )
    assert chunked.units.equals(office.features().units)
