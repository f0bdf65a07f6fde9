"""The free source: the newest five posts, and the counts of all that are known."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest

from connectors.interface import AccessError, PostRow, Reason
from connectors.sources.weibo import Weibo
from tests.connectors.sources.weibo.conftest import (
    FIRST_ID,
    NOW,
    OTHER,
    UID,
    gaps_of,
    known,
    make_posts,
    query,
    reasons,
    rows_of,
    token,
)


def test_a_new_post_is_given_as_the_platform_has_it(state, own, read):
    """A row holds id, instant in UTC, link, text, topics and the post's own three counts."""
    (post,) = make_posts(1, first_id=3436240135184587)
    state.publish(post)
    (row,) = rows_of(read(own)).values()
    assert row == PostRow(
        native_id=str(post.id),
        published_at=post.created_at,
        counts={"reposts": 0, "comments": 1, "likes": 2},
        text="#便民#第0条",
        url="https://weibo.com/1404376560/yfcLPlKKn",
        topics=("便民",),
        original=True,
    )
    assert row.published_at.tzinfo == UTC


def test_a_repost_never_has_the_counts_of_its_original(state, own, read):
    """Counts, text and topics of a repost are its own, and it is not original (F39)."""
    original, repost = make_posts(2)
    original.likes, original.text, original.uid = 9999, "#别人#", "777"
    repost.original, repost.text = original, "转发微博"
    state.publish(repost)
    (row,) = rows_of(read(own)).values()
    assert row.counts == {"reposts": 1, "comments": 2, "likes": 3}
    assert (row.original, row.text, row.topics) == (False, "转发微博", ())


def test_the_cursor_is_the_largest_id(state, own, read):
    """The last page of the new posts carries the largest id as the cursor."""
    state.publish(*make_posts(3))
    assert read(own)[-1].cursor == str(FIRST_ID + 2)


def test_a_second_run_adds_nothing(state, own, read):
    """With the cursor of the first run the second gives no row, no gap and no other cursor."""
    state.publish(*make_posts(5))
    cursor = read(own)[-1].cursor
    (page,) = read(own, query(cursor=cursor))
    assert (page.posts, page.gaps, page.cursor, page.calls) == ((), (), None, 1)


def test_only_what_came_since_is_given(state, own, read):
    """Of the answer, posts up to the cursor are left out, without any gap."""
    posts = make_posts(8)
    state.publish(*posts)
    pages = read(own, query(cursor=str(posts[4].id)))
    assert sorted(rows_of(pages)) == [str(post.id) for post in posts[5:]]
    assert gaps_of(pages) == []


def test_more_than_five_new_posts_leave_a_gap(state, own, read):
    """Where the last known post is not among the newest five, posts may have been missed."""
    posts = make_posts(10)
    state.publish(*posts)
    pages = read(own, query(cursor=str(posts[0].id)))
    (gap,) = gaps_of(pages)
    assert len(rows_of(pages)) == 5
    assert gap.reason is Reason.NOT_ANSWERED
    assert gap.what.endswith("may be missed")
    assert pages[-1].cursor == str(posts[-1].id)


def test_five_posts_of_five_leave_no_gap(state, own, read):
    """Where the declared total is reached, nothing was missed."""
    state.publish(*make_posts(5))
    assert gaps_of(read(own)) == []


def test_older_posts_prove_that_none_is_missing(state, own, read):
    """Where the newest five reach back behind the first day, the days asked for are whole."""
    state.publish(*make_posts(9, apart=timedelta(days=2)))
    pages = read(own, query(first=date(2026, 11, 10)))
    assert len(rows_of(pages)) == 4
    assert gaps_of(pages) == []


def test_posts_after_the_last_day_are_left_for_a_later_run(state, own, read):
    """A post that is too new is neither given nor passed over by the cursor."""
    posts = make_posts(4, apart=timedelta(days=1), start=NOW - timedelta(days=3))
    state.publish(*posts)
    pages = read(own, query(last=date(2026, 11, 18)))
    assert sorted(rows_of(pages)) == [str(post.id) for post in posts[:2]]
    assert pages[-1].cursor == str(posts[1].id)


def test_four_hundred_posts_cost_five_calls(state, own, read, http):
    """One timeline and four batches of counts: the least that the contract allows."""
    posts = make_posts(400)
    state.publish(*posts)
    pages = read(own, query(posts=known(posts), cursor=str(posts[-1].id)))
    assert state.calls == {"statuses/user_timeline": 1, "statuses/count": 4}
    assert http.calls == sum(page.calls for page in pages) == 5
    assert len(rows_of(pages)) == 400


def test_posts_of_the_timeline_are_not_counted_again(state, own, read):
    """A known post that the timeline gives anew costs no second count."""
    posts = make_posts(3)
    state.publish(*posts)
    pages = read(own, query(posts=known(posts)))
    assert len(rows_of(pages)) == 3
    assert state.calls == {"statuses/user_timeline": 1}


@pytest.mark.parametrize("as_text", [True, False])
def test_numbers_come_as_strings_or_as_numbers(state, own, read, as_text):
    """Counts are the same integers whichever way the platform writes them."""
    state.switches.numbers_as_text = as_text
    posts = make_posts(2)
    state.publish(*posts)
    rows = rows_of(read(own, query(posts=known(posts), cursor=str(posts[-1].id))))
    assert rows[str(posts[1].id)].counts == {"reposts": 1, "comments": 2, "likes": 3}


def test_an_app_without_the_cap_is_read_page_by_page(state, own, read):
    """Full pages are followed by max_id until a page is not full."""
    state.switches.timeline_cap = None
    posts = make_posts(250)
    state.publish(*posts)
    pages = read(own)
    assert sorted(rows_of(pages)) == [str(post.id) for post in posts]
    assert [page.cursor for page in pages] == [None, None, str(posts[-1].id)]
    assert gaps_of(pages) == []


def test_a_post_that_appears_between_two_pages_shifts_nothing(state, own, read):
    """Pages are bound by ids, not by numbers: every post comes once, the new one next time."""
    state.switches.timeline_cap = None
    posts = make_posts(151)
    late = posts.pop()
    state.publish(*posts)
    state.before_call = lambda _: state.publish(late) if state.calls.total() == 2 else None
    pages = read(own)
    assert sorted(rows_of(pages)) == [str(post.id) for post in posts]
    again = read(own, query(cursor=pages[-1].cursor))
    assert list(rows_of(again)) == [str(late.id)]


def test_a_timeline_that_turns_in_a_circle_is_left(state, own, read):
    """A full page without any new post ends the walk as suspect."""
    state.switches.timeline_cap = None
    state.switches.turns_in_circle = True
    state.publish(*make_posts(150))
    assert [gap.reason for gap in gaps_of(read(own))] == [Reason.SUSPECT]
    assert state.calls["statuses/user_timeline"] == 2


@pytest.mark.parametrize(
    "cursor", ["9223372036854775807", "2999-01-01", "-1", "", "１２", "9" * 40]
)
def test_an_abnormal_cursor_gives_nothing_and_warns(state, own, read, cursor):
    """No row, no cursor that would hide the fault, and a gap that says so."""
    state.publish(*make_posts(3))
    (page,) = read(own, query(cursor=cursor))
    assert (page.posts, page.cursor) == ((), None)
    assert [gap.reason for gap in page.gaps] == [Reason.SUSPECT]


def test_counts_are_observed_whatever_the_cursor_is(state, own, read):
    """A cursor that cannot be read keeps no known post from being counted."""
    posts = make_posts(3)
    state.publish(*posts)
    assert len(rows_of(read(own, query(posts=known(posts), cursor="nonsense")))) == 3


def test_another_accounts_posts_are_never_taken_for_ones_own(state, http, base, read):
    """Where the token is another account's, its posts become no rows but suspect gaps."""
    state.publish(*make_posts(1, uid=OTHER.native_id))
    source = Weibo(lambda: NOW, http, {UID: token(UID, f"token-{OTHER.native_id}")}, base=base)
    pages = read(source)
    assert rows_of(pages) == {}
    assert [gap.reason for gap in gaps_of(pages)] == [Reason.SUSPECT]


@pytest.mark.parametrize("tokens", [{}, {UID: token(UID, expires_at=NOW)}])
def test_without_a_valid_token_nobody_is_asked(state, http, base, read, tokens):
    """A missing or expired token is an error with the way to a new one, at no call."""
    with pytest.raises(AccessError) as caught:
        read(Weibo(lambda: NOW, http, tokens, base=base))
    assert "govrank source authorize weibo" in caught.value.hint
    assert http.calls == 0


def test_nobody_who_comments_or_is_reposted_is_seen(state, own, read):
    """Comments are never asked for, and no name of another person is in any row (PIPL)."""
    original, repost = make_posts(2)
    original.uid = "777"
    state.accounts["777"] = "市民丙"
    repost.original = original
    state.publish(repost)
    pages = read(own, query(posts=known([repost])))
    assert state.calls["comments/show"] == 0
    assert "市民" not in repr(pages)


def test_measures_are_what_the_free_interfaces_count():
    """Reads are not among them."""
    assert Weibo.measures() == {"reposts": None, "comments": None, "likes": None}


def test_a_closed_timeline_leaves_the_counts(state, own, read):
    """An app without the right to the timeline still counts what is known."""
    state.switches.closed["statuses/user_timeline"] = 10014
    posts = make_posts(2)
    state.publish(*posts)
    pages = read(own, query(posts=known(posts)))
    assert reasons(pages) == {"new posts": Reason.NOT_PERMITTED}
    assert len(rows_of(pages)) == 2


def test_a_quiet_account_gives_one_empty_page(own, read):
    """An account without posts is no fault and no gap."""
    (page,) = read(own)
    assert (page.posts, page.gaps, page.source) == ((), (), "weibo")
