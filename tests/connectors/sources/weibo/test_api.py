"""Errors of the platform: the code decides, whatever the HTTP status."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from connectors.fakes.weibo import Grant
from connectors.interface import AccessError, QuotaError, Reason, UnavailableError
from connectors.sources.weibo import Weibo
from tests.connectors.sources.weibo.conftest import (
    NOW,
    OTHER,
    UID,
    known,
    make_posts,
    query,
    reasons,
    rows_of,
    token,
    until_error,
)

NEXT_MIDNIGHT_IN_BEIJING = datetime(2026, 11, 20, 16, tzinfo=UTC)


@pytest.fixture
def posts(state):
    """Three posts of the account, published."""
    made = make_posts(3)
    state.publish(*made)
    return made


@pytest.mark.parametrize("code", [21327, 21332, 21301, 21335, 10006, 10008])
def test_what_a_human_must_mend_is_an_access_error(state, own, read, posts, code):
    """The error says what to do: to consent again, or to look after a setting."""
    state.switches.closed["statuses/user_timeline"] = code
    with pytest.raises(AccessError, match=str(code)) as caught:
        read(own)
    assert caught.value.hint
    assert ("authorize weibo" in caught.value.hint) == (code in (21327, 21332, 21301))


@pytest.mark.parametrize("as_text", [True, False])
@pytest.mark.parametrize("status", [200, 400, 403, 500])
def test_the_code_decides_whatever_the_status_and_its_type(
    state, own, read, posts, status, as_text
):
    """An expired token is one with HTTP 200 as well, its code a number or a string."""
    state.tokens[f"token-{UID}"] = Grant(UID, NOW)
    state.switches.error_status, state.switches.codes_as_text = status, as_text
    with pytest.raises(AccessError, match="21327"):
        read(own)


def test_a_rejected_token_is_tried_once(http, base, read):
    """A token that is rejected for ever costs one call: nothing but a human renews it."""
    source = Weibo(lambda: NOW, http, {UID: token(UID, "unknown")}, base=base)
    with pytest.raises(AccessError):
        read(source)
    assert http.calls == 1


@pytest.mark.parametrize("code", [10001, 10002, 10003, 10009, 10010])
def test_a_busy_platform_is_asked_three_times(state, own, read, posts, code):
    """Codes that pass are retried a bounded number of times, then the platform is unavailable."""
    state.switches.closed["statuses/user_timeline"] = code
    with pytest.raises(UnavailableError):
        read(own)
    assert state.calls["statuses/user_timeline"] == 3


def test_a_platform_that_was_busy_loses_nothing(state, own, read, posts):
    """After two busy answers the third is the answer."""
    state.switches.busy = 2
    pages = read(own)
    assert len(rows_of(pages)) == 3
    assert sum(page.calls for page in pages) == 3


def test_an_unknown_error_is_no_data(state, own, read, posts):
    """A code that no document names ends the account's run."""
    state.switches.closed["statuses/user_timeline"] = 99999
    with pytest.raises(UnavailableError, match="99999"):
        read(own)


def test_a_used_up_account_stops_until_midnight_in_beijing(state, own, read, posts):
    """10023 ends the account's run without further calls, and leaves the other account alone."""
    state.per_user_and_day = 0
    with pytest.raises(QuotaError) as caught:
        read(own)
    assert caught.value.until == NEXT_MIDNIGHT_IN_BEIJING
    state.per_user_and_day = 100
    with pytest.raises(QuotaError):
        read(own)
    assert state.calls.total() == 1
    assert read(own, query(OTHER))


def test_a_used_up_address_stops_all_accounts_until_the_next_hour(state, own, read, posts):
    """10022 ends every account's run until the full hour, at one call in all."""
    state.per_address_and_hour = 0
    for account in (query(), query(OTHER)):
        with pytest.raises(QuotaError) as caught:
            read(own, account)
        assert caught.value.until == datetime(2026, 11, 20, 2, tzinfo=UTC)
    assert state.calls.total() == 1
    state.per_address_and_hour, state.now = 15_000, NOW + timedelta(hours=1)
    assert len(rows_of(read(own))) == 3


def test_a_used_up_interface_leaves_the_others(state, own, read, posts):
    """10024 is a gap for that interface alone, and it is not called again that day."""
    state.switches.closed["statuses/count"] = 10024
    asked = query(posts=known(posts), cursor=str(posts[-1].id))
    for _ in range(2):
        pages = read(own, asked)
        assert reasons(pages) == {"reposts, comments, likes of 3 posts": Reason.QUOTA}
    assert state.calls == {"statuses/user_timeline": 2, "statuses/count": 1}


def test_a_month_cut_by_the_quota_is_completed_the_next_day(state, own, read):
    """What was stored before 10023 and what follows at midnight equal an undisturbed run."""
    posts = make_posts(350)
    state.publish(*posts)
    cursor = str(posts[-1].id)
    whole = rows_of(read(own, query(posts=known(posts), cursor=cursor)))
    state.used.clear()
    state.per_user_and_day = 3
    stored = rows_of(until_error(own, query(posts=known(posts), cursor=cursor), QuotaError))
    assert len(stored) == 200
    state.now = NEXT_MIDNIGHT_IN_BEIJING
    rest = [post for post in posts if str(post.id) not in stored]
    stored |= rows_of(read(own, query(posts=known(rest), cursor=cursor)))
    assert stored == whole
