"""The month's most read posts."""

from __future__ import annotations

from ranking.features.top_posts import top_posts
from tests.builders.month import Office, account, post


def test_posts_are_ordered_by_reads_and_ties_share_a_rank() -> None:
    """Reads decide, then the id; a post without reads is left out."""
    posts = [
        post("a", "wechat:a", reads=5, title="甲"),
        post("b", "wechat:a", reads=9, censored=["reads"], url="https://example.org/b"),
        post("c", "wechat:a", reads=5),
        post("d", "wechat:a", likes=99),
    ]
    found = top_posts(Office([account("wechat:a", "甲区")], posts).features().posts, 10)
    assert found.by == "reads"
    assert [(row.rank, row.post_id) for row in found.rows] == [(1, "b"), (2, "a"), (2, "c")]
    assert found.rows[0].censored == ("reads",)
    assert found.rows[0].counts["likes"] is None


def test_without_any_reads_interactions_decide() -> None:
    """Reposts, comments and likes together; a post without any of them is left out."""
    posts = [
        post("a", "weibo:a", reposts=1, likes=1),
        post("b", "weibo:a", comments=3),
        post("c", "weibo:a"),
    ]
    features = Office([account("weibo:a", "甲区")], posts, feed=False).features()
    assert features.top_posts.by == "interactions"
    assert [row.post_id for row in features.top_posts.rows] == ["b", "a"]


def test_only_as_many_as_wanted_are_returned() -> None:
    """The first rows only."""
    posts = [post(f"p{n:02}", "weibo:a", reads=n) for n in range(15)]
    rows = Office([account("weibo:a", "甲区")], posts).features().top_posts.rows
    assert [row.post_id for row in rows] == [f"p{n:02}" for n in range(14, 4, -1)]
