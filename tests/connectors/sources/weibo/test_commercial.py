"""The commercial source: any account, any span of time, reads of media accounts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from connectors.interface import AccessError, Reason
from connectors.sources.weibo import WeiboCommercial
from tests.connectors.sources.weibo.conftest import (
    NOW,
    OFFICE_UID,
    UID,
    gaps_of,
    known,
    make_posts,
    query,
    reasons,
    rows_of,
    token,
)


@pytest.fixture
def media(state, base, http):
    """The source where the account is a media account."""
    state.media = {UID}
    return WeiboCommercial(lambda: state.now, http, token(OFFICE_UID), media={UID}, base=base)


@pytest.mark.parametrize("inclusive", [True, False])
@pytest.mark.parametrize("number", [1, 24, 25, 26, 60])
def test_all_posts_of_a_span_are_read(state, commercial, read, number, inclusive):
    """However many pages it takes, and whichever way the end counts, each post comes once."""
    state.switches.end_time_inclusive = inclusive
    posts = make_posts(number)
    state.publish(*posts)
    pages = read(commercial)
    assert sorted(rows_of(pages)) == [str(post.id) for post in posts]
    assert gaps_of(pages) == []
    assert [page.cursor for page in pages][-1] == str(posts[-1].id)


def test_only_the_days_asked_for_are_read(state, commercial, read):
    """The span is sent to the platform: other days cost nothing."""
    posts = make_posts(40, apart=timedelta(hours=12))
    state.publish(*posts)
    pages = read(commercial, query(first=date(2026, 11, 10), last=date(2026, 11, 12)))
    assert len(rows_of(pages)) == 6
    assert sum(page.calls for page in pages) == 2


def test_a_second_run_adds_nothing_at_one_call(state, commercial, read):
    """The walk ends at the first page that holds the last post given before."""
    posts = make_posts(60)
    state.publish(*posts)
    (page,) = read(commercial, query(cursor=str(posts[-1].id)))
    assert (page.posts, page.gaps, page.cursor, page.calls) == ((), (), None, 1)


def test_posts_withdrawn_between_two_pages_shift_nothing(state, commercial, read):
    """Pages are bound by instants, not by numbers: no post slips through."""
    posts = make_posts(60)
    state.publish(*posts)

    def withdraw(_: str) -> None:
        for post in posts[-10:]:
            post.withdrawn = state.calls.total() == 2

    state.before_call = withdraw
    assert len(rows_of(read(commercial))) == 60


def test_one_empty_page_in_the_middle_is_asked_for_again(state, commercial, read):
    """A page that lacks even the post it begins with is not the end (F29)."""
    state.switches.empty_calls = {2}
    state.publish(*make_posts(60))
    pages = read(commercial)
    assert len(rows_of(pages)) == 60
    assert gaps_of(pages) == []


def test_a_timeline_that_breaks_off_says_so(state, commercial, read):
    """Where pages stay empty, the gap is said and the cursor stays, so that the next run mends."""
    state.switches.empty_calls = {2, 3}
    posts = make_posts(60)
    state.publish(*posts)
    pages = read(commercial)
    assert [gap.reason for gap in gaps_of(pages)] == [Reason.SUSPECT]
    assert {page.cursor for page in pages} == {None}
    assert len(rows_of(read(commercial))) == 60


def test_a_timeline_that_turns_in_a_circle_is_left(state, commercial, read):
    """A full page without any new post is no end but a fault."""
    state.switches.turns_in_circle = True
    state.publish(*make_posts(60))
    assert [gap.reason for gap in gaps_of(read(commercial))] == [Reason.SUSPECT]
    assert state.calls.total() == 2


def test_known_posts_are_counted_by_the_interface_that_calls_likes_likes(state, commercial, read):
    """Counts come from count/biz, whose field is ``likes``."""
    posts = make_posts(3)
    state.publish(*posts)
    rows = rows_of(read(commercial, query(posts=known(posts), cursor=str(posts[-1].id))))
    assert rows[str(posts[2].id)].counts == {"reposts": 2, "comments": 3, "likes": 4}
    assert state.calls["statuses/count/biz"] == 1


def test_reads_of_a_media_account_are_times(state, media, read):
    """New and known posts get their reads, with the unit, and no other number of that answer."""
    posts = make_posts(3)
    state.publish(*posts)
    pages = read(media, query(posts=known(posts[:1]), cursor=str(posts[0].id)))
    reads = {
        row.native_id: row for page in pages for row in page.posts if row.reads_unit is not None
    }
    assert {int(post_id or 0): dict(row.counts) for post_id, row in reads.items()} == {
        post.id: {"reads": post.reads} for post in posts
    }
    assert {row.reads_unit for row in reads.values()} == {"times"}


def test_reads_of_other_accounts_are_not_asked_for(state, commercial, read):
    """An account that is not named as a media account costs no such call."""
    state.publish(*make_posts(3))
    read(commercial)
    assert state.calls["media_statuses/count_sp/biz"] == 0


def test_reads_without_the_right_are_one_gap(state, media, read):
    """Where the contract does not cover reads, one gap says so and the rest is there."""
    state.switches.closed["media_statuses/count_sp/biz"] = 10014
    state.publish(*make_posts(3))
    pages = read(media)
    assert reasons(pages) == {"reads of 3 posts": Reason.NOT_PERMITTED}
    assert len(rows_of(pages)) == 3


def test_a_token_without_a_contract_gets_nothing(state, http, base, read):
    """The platform's refusal is a gap: the office lacks the right."""
    state.publish(*make_posts(3))
    pages = read(WeiboCommercial(lambda: NOW, http, token(UID), base=base))
    assert reasons(pages) == {"new posts": Reason.NOT_PERMITTED}


def test_an_expired_contract_token_asks_nobody(http, base, read):
    """The error says how to renew it."""
    source = WeiboCommercial(lambda: NOW, http, token(OFFICE_UID, expires_at=NOW), base=base)
    with pytest.raises(AccessError):
        read(source)
    assert http.calls == 0
