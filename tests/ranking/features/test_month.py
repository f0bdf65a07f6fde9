"""The facade: features of small months, compared with plain Python and with the definitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings

from ranking.features.month import compute
from ranking.schemas import CHANNELS as CHANNEL_SCHEMA
from ranking.schemas import ROSTER
from tests.builders.brute import brute_force
from tests.builders.month import (
    OCTOBER,
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
from tests.builders.strategies import offices

WECHAT = account("wechat:a", "甲区")
WEIBO = account("weibo:b", "甲区")
CHANNELS = [
    channel("app", "client"),
    channel("site", "website", 0.3),
    channel("wb", "weibo"),
    channel("wb2", "weibo", 9.0),
]


@given(office=offices())
@settings(max_examples=60, deadline=None)
def test_features_equal_a_plain_python_recomputation(office: Office) -> None:
    """Every feature of every unit that posted is what the definitions say, row by row."""
    expected = brute_force(office, shanghai())
    units = {row["unit"]: row for row in office.features().units.iter_rows(named=True)}
    assert set(expected) <= set(units)
    for unit, features in expected.items():
        weighted = features.pop("weighted_reprints")
        assert units[unit]["weighted_reprints"] == (weighted and pytest.approx(weighted))
        assert {name: units[unit][name] for name in features} == features


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


def test_a_unit_without_posts_has_zero_everywhere() -> None:
    """Nothing was posted, so nothing was missed: 0, also without a reprint table."""
    row = Office([WECHAT], feed=False).unit("甲区")
    numbers = [v for k, v in row.items() if k not in ("unit", "group") and "censored" not in k]
    assert numbers == [0] * 12


def test_missing_counts_are_null_and_never_zero() -> None:
    """A post without any observation counts as a post, and everything else is missing."""
    row = Office([WECHAT], [post("p", "wechat:a")], feed=False).unit("甲区")
    assert row["posts"] == row["wechat_posts"] == 1
    missing = ("originals", "weighted_reprints", "reprinted_posts", "channels", "max_reprints")
    counts = ("total_reads", "total_likes", "total_comments", "wechat_shares")
    assert all(row[name] is None for name in missing + counts)


def test_an_observed_zero_stays_zero() -> None:
    """A count of 0 that was observed is 0, not missing."""
    row = Office([WEIBO], [post("p", "weibo:b", reads=0, reposts=0)], feed=False).unit("甲区")
    assert (row["total_reads"], row["weighted_reprints"], row["max_reprints"]) == (0, 0.0, 0)


def test_with_a_feed_no_reprint_is_an_observed_zero() -> None:
    """Where a reprint table was imported, a post that is not in it was reprinted 0 times."""
    row = Office([WECHAT], [post("p", "wechat:a")]).unit("甲区")
    assert (row["weighted_reprints"], row["channels"], row["max_reprints"]) == (0.0, 0, 0)


def test_without_a_feed_weibo_reposts_carry_the_reprints() -> None:
    """Platform reposts alone give weighted reprints; channels stay missing."""
    posts = [post("p", "weibo:b", reposts=40, original=True), post("q", "weibo:b")]
    row = Office([WEIBO], posts, feed=False).unit("甲区")
    assert row["weighted_reprints"] == 4.0
    assert (row["reprinted_posts"], row["max_reprints"], row["channels"]) == (1, 40, None)


def test_reposts_and_reprints_on_weibo_are_not_counted_twice() -> None:
    """On Weibo the larger of the platform's count and the reprints seen there counts."""
    posts = [
        post("p", "weibo:b", reposts=1, original=True),
        post("q", "weibo:b", reposts=10, original=True),
    ]
    seen = [reprint(f"r{n}", "p", "wb" if n % 2 else "wb2") for n in range(3)]
    row = Office([WEIBO], posts, [*seen, reprint("s", "q", "wb")], CHANNELS).unit("甲区")
    assert row["weighted_reprints"] == pytest.approx((3 + 10) * 0.1)
    assert (row["max_reprints"], row["channels"]) == (10, 2)


def test_own_weight_of_a_channel_wins_over_its_type() -> None:
    """A channel's own weight is used where it has one, its type's where it has none."""
    posts = [post("p", "wechat:a", original=False)]
    office = Office(
        [WECHAT], posts, [reprint("r", "p", "app"), reprint("s", "p", "site")], CHANNELS
    )
    assert office.unit("甲区")["weighted_reprints"] == 0.5 * (1.0 + 0.3)


def test_wechat_shares_are_a_feature_of_their_own() -> None:
    """WeChat shares are counted apart and enter no reprint feature."""
    posts = [post("p", "wechat:a", reposts=70), post("q", "weibo:b", reposts=5)]
    row = Office([WECHAT, WEIBO], posts, feed=False).unit("甲区")
    assert (row["wechat_shares"], row["max_reprints"]) == (70, 5)


def test_totals_add_the_counts_of_reprints() -> None:
    """Reads are those of the post and of its reprints."""
    office = Office(
        [WECHAT],
        [post("p", "wechat:a", reads=10)],
        [reprint("r", "p", "app", reads=7), reprint("s", "p", "app")],
        CHANNELS,
    )
    row = office.unit("甲区")
    assert (row["total_reads"], row["total_likes"]) == (17, None)


@pytest.mark.parametrize(
    ("name", "posts", "reprints"),
    [
        ("total_reads", [post("p", "wechat:a", reads=100_000, censored=["reads"])], []),
        ("total_likes", [post("p", "wechat:a")], [reprint("r", "p", "app", censored=["likes"])]),
        ("wechat_shares", [post("p", "wechat:a", reposts=9, censored=["reposts"])], []),
        ("weighted_reprints", [post("p", "weibo:b", reposts=9, censored=["reposts"])], []),
        ("max_reprints", [post("p", "weibo:b", reposts=9, censored=["reposts"])], []),
    ],
)
def test_a_censored_count_makes_its_feature_a_lower_bound(
    name: str, posts: list[dict[str, object]], reprints: list[dict[str, object]]
) -> None:
    """10万+ anywhere in a feature marks that feature, and no other that does not rest on it."""
    more = post("q", "weibo:b", reads=1, reposts=1)
    row = Office([WECHAT, WEIBO], [*posts, more], reprints, CHANNELS).unit("甲区")
    assert row[f"{name}_censored"]
    assert not row["total_comments_censored"]


def test_the_month_is_half_open_in_shanghai_time() -> None:
    """One second before the month and its first second after are out, both inner ends are in."""
    second = timedelta(seconds=1)
    ends = [OCTOBER.start - second, OCTOBER.start, OCTOBER.end - second, OCTOBER.end]
    posts = [post(f"p{n}", "wechat:a", instant) for n, instant in enumerate(ends)]
    assert Office([WECHAT], posts).features().posts["post_id"].to_list() == ["p1", "p2"]


def test_an_account_that_moves_counts_for_each_unit_in_its_own_time() -> None:
    """Posts until the eve of the move count for the old unit, from that day on for the new."""
    roster = [
        account("weibo:a", "甲区", valid_to=day(15)),
        account("weibo:a", "乙区", valid_from=day(15)),
    ]
    # 16:00 UTC is midnight in Shanghai
    posts = [
        post("old", "weibo:a", at(14, 15) + timedelta(minutes=59, seconds=59)),
        post("new", "weibo:a", at(14, 16)),
    ]
    found = Office(roster, posts).features().posts.select("post_id", "unit").rows()
    assert found == [("new", "乙区"), ("old", "甲区")]


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
