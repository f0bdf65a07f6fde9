"""What a unit's accounts and channels have of its month."""

from __future__ import annotations

from ranking.editions.unit_shares import account_shares, channel_shares
from ranking.model.adjustment import Kind
from ranking.model.explanation import AccountShare, ChannelShare
from ranking.model.vocabulary import POST_MEASURES
from tests.builders.adjusted import adjustment
from tests.builders.month import Office, account, channel, post, reprint

NOTHING = dict.fromkeys(POST_MEASURES)
ROSTER = [
    account("weibo:a", "甲区", name="甲区微博"),
    account("wechat:a", "甲区", name="甲区发布"),
    account("weibo:b", "乙区"),
]


def test_accounts_stand_under_their_unit_with_most_posts_first() -> None:
    """Then by account; one without posts stands there too, and nothing is known of it."""
    posts = [post(f"p{n}", "weibo:a", likes=n, reads=None) for n in range(3)]
    features = Office([*ROSTER, account("wechat:0", "甲区")], posts).features()
    found = account_shares(features.accounts, features.posts)
    assert list(found) == ["乙区", "甲区"]
    assert found["甲区"] == (
        AccountShare("weibo:a", "甲区微博", "weibo", 3, NOTHING | {"likes": 3}),
        AccountShare("wechat:0", "0", "wechat", 0, NOTHING),
        AccountShare("wechat:a", "甲区发布", "wechat", 0, NOTHING),
    )


def test_a_count_that_was_seen_as_zero_is_zero() -> None:
    """And one that was seen for some posts is the sum of those."""
    posts = [post("p", "weibo:b", likes=0, comments=None), post("q", "weibo:b", comments=4)]
    features = Office(ROSTER, posts).features()
    (share,) = account_shares(features.accounts, features.posts)["乙区"]
    assert share.counts == NOTHING | {"likes": 0, "comments": 4}


def test_an_account_of_two_units_has_with_each_what_counts_for_it() -> None:
    """A post that an adjustment gives to another unit is not counted twice."""
    moved = adjustment(1, Kind.ATTRIBUTE_POST, "p", unit="乙区")
    posts = [post("p", "weibo:a", likes=1), post("q", "weibo:a", likes=10)]
    features = Office(ROSTER, posts, adjustments=[moved]).features()
    found = account_shares(features.accounts, features.posts)
    likes = {
        unit: [share.counts["likes"] for share in shares if share.account == "weibo:a"]
        for unit, shares in found.items()
    }
    assert likes == {"甲区": [10], "乙区": [1]}


def test_channels_stand_under_the_units_they_carried() -> None:
    """Most reprints first, then by id; a unit nobody carried is not there."""
    passed_on = [reprint(f"r{n}", "p", of) for n, of in enumerate(("y", "x", "z", "z"))]
    channels = [channel(name, "client") for name in "xyz"]
    features = Office(ROSTER, [post("p", "wechat:a")], passed_on, channels).features()
    carried = (("z", 2), ("x", 1), ("y", 1))
    shares = tuple(ChannelShare(name, name.upper(), "client", count) for name, count in carried)
    assert channel_shares(features.channels) == {"甲区": shares}
