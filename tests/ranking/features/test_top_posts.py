"""The month's most read and most reprinted posts, of all units and of each."""

from __future__ import annotations

import polars as pl

from ranking.features.top_posts import (
    NOT_REPRINTED,
    UNREAD,
    most_reprinted,
    top_posts,
    unit_most_reprinted,
    unit_top_posts,
)
from ranking.model.edition import TopPosts
from tests.builders.month import Office, account, channel, post, reprint

ROSTER = [account("weibo:a", "甲区"), account("weibo:b", "乙区"), account("wechat:c", "丙区")]


def table(posts: list[dict[str, object]], **times: int) -> pl.DataFrame:
    """Return the post table; ``times``: post_id → how often a news site passed it on."""
    passed_on = [reprint(f"{p}{n}", p, "site") for p, count in times.items() for n in range(count)]
    return Office(ROSTER, posts, passed_on, [channel("site", "website")]).features().posts


def places(found: TopPosts) -> tuple[str, list[tuple[int, str]]]:
    return found.by, [(row.rank, row.post_id) for row in found.rows]


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


def test_the_most_reprinted_are_ordered_by_reprints_and_ties_share_a_rank() -> None:
    """Weibo's own reposts and what was seen elsewhere together; then the id."""
    posts = [
        post("a", "weibo:a", reposts=2),
        post("b", "weibo:b", reposts=1),
        post("c", "wechat:c", reads=9),
        post("d", "weibo:a", reposts=3),
    ]
    found = most_reprinted(table(posts, b=1, d=2), 10)
    assert places(found) == ("reprints", [(1, "d"), (2, "a"), (2, "b")])
    assert [row.reprints for row in found.rows] == [5, 2, 2]


def test_a_post_that_nobody_passed_on_is_not_among_the_most_reprinted() -> None:
    """Neither zero nor not observed; then there is none at all."""
    posts = [post("a", "weibo:a", reposts=0), post("b", "weibo:a"), post("c", "wechat:c")]
    assert most_reprinted(table(posts), 10) == NOT_REPRINTED
    assert unit_most_reprinted(table(posts), 10) == {}


def test_every_unit_has_its_own_ranks() -> None:
    """And its own order: by reads where it has any, by interactions where it has none."""
    posts = [
        post("a", "weibo:a", likes=5),
        post("b", "weibo:a", likes=7),
        post("c", "weibo:b", reads=1, likes=0),
        post("d", "weibo:b", reads=None, likes=9),
        post("e", "weibo:b", reads=1),
        post("f", "wechat:c"),
    ]
    found = unit_top_posts(table(posts), 10)
    assert {unit: places(of) for unit, of in found.items()} == {
        "甲区": ("interactions", [(1, "b"), (2, "a")]),
        "乙区": ("reads", [(1, "c"), (1, "e")]),
    }


def test_ties_are_cut_off_at_the_count_by_id() -> None:
    """Of six equal posts the first five of each unit, all of rank one."""
    posts = [post(f"p{n}", f"weibo:{'ab'[n % 2]}", reposts=4) for n in range(12)]
    for found in (unit_top_posts(table(posts), 5), unit_most_reprinted(table(posts), 5)):
        assert places(found["甲区"])[1] == [(1, p) for p in ("p0", "p10", "p2", "p4", "p6")]
        assert len(found["乙区"].rows) == 5


def test_of_no_posts_none_is_the_first() -> None:
    """An empty month has neither read nor reprinted posts."""
    empty = table([])
    assert top_posts(empty, 5) == UNREAD
    assert most_reprinted(empty, 5) == NOT_REPRINTED
    assert unit_top_posts(empty, 5) == unit_most_reprinted(empty, 5) == {}
