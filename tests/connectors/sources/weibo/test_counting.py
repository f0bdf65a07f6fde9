"""Counts of known posts: what is missing, withdrawn, zero or no number at all."""

from __future__ import annotations

import pytest

from connectors.interface import Gap, Reason
from tests.connectors.sources.weibo.conftest import (
    gaps_of,
    known,
    make_posts,
    query,
    reasons,
    rows_of,
)


@pytest.fixture
def posts(state):
    """Six posts; the first is the one that fares badly, the last one is the newest."""
    made = make_posts(6)
    state.publish(*made)
    return made


@pytest.fixture
def counted(own, read, posts):
    """The pages of a run that finds nothing new and counts all but the newest post."""

    def count(**before: int):
        return read(own, query(posts=known(posts[:-1], **before), cursor=str(posts[-1].id)))

    return count


def test_counts_come_without_anything_else(counted, posts):
    """A row of counts names the post and nothing that the platform did not tell."""
    row = rows_of(counted())[str(posts[1].id)]
    assert row.counts == {"reposts": 1, "comments": 2, "likes": 3}
    assert (row.published_at, row.text, row.reads_unit) == (None, None, None)


def test_likes_that_the_platform_leaves_out_are_not_observed(state, counted, posts):
    """Without attitudes there are no likes, not 0 likes, and one gap says of how many posts."""
    state.switches.counts_attitudes = False
    pages = counted()
    assert rows_of(pages)[str(posts[1].id)].counts == {"reposts": 1, "comments": 2}
    assert gaps_of(pages) == [Gap("likes of 5 posts", Reason.NOT_ANSWERED)]


@pytest.mark.parametrize("way", ["omitted", "zeros", "error"])
def test_a_withdrawn_post_is_told_whichever_way_the_platform_has(state, counted, posts, way):
    """Left out, zero or spoiling the whole answer: a withdrawn post is a gap, the rest counts."""
    state.switches.gone_in_count = way
    posts[0].withdrawn = True
    pages = counted(likes=7)
    assert reasons(pages) == {f"post {posts[0].id}": Reason.WITHDRAWN}
    assert sorted(rows_of(pages)) == [str(post.id) for post in posts[1:-1]]


def test_a_missing_post_is_not_answered_where_nobody_can_tell_why(state, counted, posts):
    """Where statuses/show is closed, a missing id is not observed and never 0."""
    state.switches.closed["statuses/show"] = 10014
    posts[0].withdrawn = posts[1].withdrawn = True
    pages = counted()
    assert reasons(pages) == {f"post {post.id}": Reason.NOT_ANSWERED for post in posts[:2]}
    assert state.calls["statuses/show"] == 1


def test_counts_that_all_fall_to_zero_are_suspect(state, counted, posts):
    """Zeros after counts that were not zero are not given where nothing confirms them."""
    state.switches.closed["statuses/show"] = 10014
    for post in posts:
        post.reposts = post.comments = post.likes = 0
    pages = counted(likes=7)
    assert rows_of(pages) == {}
    assert set(reasons(pages).values()) == {Reason.SUSPECT}


def test_zeros_of_a_post_that_had_none_are_counts(counted, posts):
    """Zero is a value."""
    posts[0].reposts = posts[0].comments = posts[0].likes = 0
    pages = counted(likes=0)
    assert rows_of(pages)[str(posts[0].id)].counts == {"reposts": 0, "comments": 0, "likes": 0}
    assert gaps_of(pages) == []


def test_zeros_that_the_post_itself_confirms_stay_suspect(counted, posts):
    """A post that is there, with counts that cannot be, is given no counts."""
    posts[0].reposts = posts[0].comments = posts[0].likes = 0
    pages = counted(likes=7)
    assert reasons(pages) == {f"post {posts[0].id}": Reason.SUSPECT}


def test_a_post_left_out_by_mistake_is_counted_by_itself(state, counted, posts):
    """Where statuses/show has the post that the common answer lacks, its counts are given."""
    posts[0].withdrawn = True

    def come_back(path: str) -> None:
        posts[0].withdrawn = path != "statuses/show"

    state.before_call = come_back
    pages = counted()
    assert rows_of(pages)[str(posts[0].id)].counts == {"reposts": 0, "comments": 1, "likes": 2}
    assert gaps_of(pages) == []


def test_few_posts_are_asked_for_one_by_one(state, own, read):
    """However many are missing, a run asks for ten of them alone."""
    posts = make_posts(31)
    state.publish(*posts)
    for post in posts[:-1]:
        post.withdrawn = True
    pages = read(own, query(posts=known(posts[:-1]), cursor=str(posts[-1].id)))
    told = list(reasons(pages).values())
    assert (told.count(Reason.WITHDRAWN), told.count(Reason.NOT_ANSWERED)) == (10, 20)
    assert state.calls["statuses/show"] == 10


def test_a_closed_interface_is_one_gap(state, own, read):
    """Without the right to count, one gap says for how many posts, at one call."""
    state.switches.closed["statuses/count"] = 10005
    posts = make_posts(250)
    state.publish(*posts)
    pages = read(own, query(posts=known(posts), cursor=str(posts[-1].id)))
    assert reasons(pages) == {"reposts, comments, likes of 250 posts": Reason.NOT_PERMITTED}
    assert state.calls["statuses/count"] == 1


def test_an_error_while_a_post_is_looked_at_spoils_no_counts(state, counted, posts):
    """Where statuses/show fails for good, the batch is given and the doubt is told."""
    state.switches.closed["statuses/show"] = 99999
    posts[0].withdrawn = True
    pages = counted()
    assert len(rows_of(pages)) == 4
    assert reasons(pages) == {f"post {posts[0].id}": Reason.NOT_ANSWERED}
