"""One unit's month: accounts, posts and channels with their names and figures."""

from ranking.model.edition import TopPosts
from ranking.model.explanation import AccountShare, ChannelShare
from ranking.model.month_record import UnitRecord
from ranking.render.units import unit_view
from tests.builders.hostile import HOSTILE


def record(edition, **changes):
    known = {
        "unit": "黄浦区",
        "group": "各区",
        "accounts": (AccountShare("wechat:hp", "上海黄浦", "wechat", 31, {"reads": 543_210}),),
        "top_posts": edition.top_posts,
        "most_reprinted": TopPosts("reprints", edition.top_posts.rows),
        "channels": (ChannelShare("c1", "人民日报客户端", "client", 1200),),
    }
    return UnitRecord(**known | changes)


def test_accounts_bear_every_measure_in_order(edition, en):
    """Counts stand below their headings; what was not observed is a dash."""
    view = unit_view(record(edition), en)
    assert view.measures == ("Reads", "Likes", "Wow", "Comments", "Reposts", "Favourites")
    account = view.accounts[0]
    assert (account.platform, account.posts.text) == ("WeChat", "31")
    assert [figure.text for figure in account.counts] == ["543,210", "—", "—", "—", "—", "—"]


def test_channels_are_named_by_type(edition, en):
    """A type of ours is named; another is shown as it is."""
    odd = ChannelShare("c2", "某台", "radio", 3)
    view = unit_view(record(edition, channels=(*record(edition).channels, odd)), en)
    assert [(c.name, c.type, c.reprints.text) for c in view.channels] == [
        ("人民日报客户端", "news client", "1,200"),
        ("某台", "radio", "3"),
    ]


def test_posts_are_ranked_either_way(edition, en):
    """By reads and by reprints, each with the count that ranks it."""
    view = unit_view(record(edition), en)
    assert (view.top_posts.main, view.most_reprinted.main) == ("Reads", "Times passed on")
    assert view.most_reprinted.rows[0].main == view.most_reprinted.rows[0].passed_on


def test_names_are_single_harmless_lines(edition, en):
    """No name moves a cursor, hides or turns anything."""
    for text in HOSTILE:
        share = AccountShare("x:1", text, "wechat", 1, {})
        channel = ChannelShare("c", text, text, 1)
        view = unit_view(
            record(edition, unit=text, group=text, accounts=(share,), channels=(channel,)), en
        )
        found = [view.unit, view.group, view.accounts[0].name, view.channels[0].type]
        assert all(shown.isprintable() for shown in found)
