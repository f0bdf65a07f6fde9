"""How many calls an account has left: asked for seldom, and kept to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from connectors.interface import QuotaError
from tests.connectors.sources.weibo.conftest import (
    known,
    make_posts,
    query,
    rows_of,
    until_error,
)

NEXT_MIDNIGHT_IN_BEIJING = datetime(2026, 11, 20, 16, tzinfo=UTC)


@pytest.fixture
def many(state):
    """An account with so many known posts that its budget is asked for."""
    made = make_posts(2001)
    state.publish(*made)
    return query(posts=known(made), cursor=str(made[-1].id))


def test_an_account_with_nothing_left_is_not_counted(state, own, many):
    """A budget of nought stops the account at once, until the platform's own instant."""
    state.per_user_and_day = 1
    assert len(until_error(own, many, QuotaError)) == 1
    with pytest.raises(QuotaError) as caught:
        list(own.fetch(many))
    assert caught.value.until == NEXT_MIDNIGHT_IN_BEIJING
    assert state.calls["statuses/count"] == 0


@pytest.fixture
def told(http, monkeypatch):
    """Let rate_limit_status answer anything."""
    real = http.get

    def tell(answer) -> None:
        def get(url, **given):
            found = real(url, **given)
            asked = url.endswith("rate_limit_status.json")
            return type(found)(200, answer, found.headers) if asked else found

        monkeypatch.setattr(http, "get", get)

    return tell


@pytest.mark.parametrize("seconds", [0, None, "soon"])
def test_without_a_reset_time_the_next_midnight_counts(own, many, told, seconds):
    """A budget of nought, a number or a string, whose end is not told ends at midnight."""
    told({"remaining_user_hits": "0", "reset_time_in_seconds": seconds})
    with pytest.raises(QuotaError) as caught:
        list(own.fetch(many))
    assert caught.value.until == NEXT_MIDNIGHT_IN_BEIJING


@pytest.mark.parametrize("answer", [[], {}, {"remaining_user_hits": "many"}])
def test_a_budget_that_cannot_be_read_stops_nothing(own, read, many, told, answer):
    """Where the answer has another shape, the run goes on: error 10023 tells in time."""
    told(answer)
    assert len(rows_of(read(own, many))) == 2001


def test_a_budget_that_is_not_told_stops_nothing(state, own, read, many):
    """Where rate_limit_status is closed, the run goes on: error 10023 tells in time."""
    state.switches.closed["account/rate_limit_status"] = 10014
    assert len(rows_of(read(own, many))) == 2001


def test_what_is_left_is_asked_only_before_many_calls(state, own, many):
    """With more than twenty batches to count the budget is asked once and kept to."""
    state.per_user_and_day = 12
    until_error(own, many, QuotaError)
    assert state.calls == {
        "statuses/user_timeline": 1,
        "account/rate_limit_status": 1,
        "statuses/count": 11,
    }
