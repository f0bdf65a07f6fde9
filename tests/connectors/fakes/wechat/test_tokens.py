"""Two stores of tokens with opposite rules."""

from __future__ import annotations

import pytest

from connectors.fakes.wechat.refusal import RefusedError
from tests.builders.wechat import Office


def _code(office: Office, token: str) -> int:
    try:
        office.fake.tokens.owner(token)
    except RefusedError as refused:
        return refused.code
    return 0


def test_stable_is_the_same_with_less_time(office: Office):
    """A stable token is the same at each call, and its seconds fall."""
    book = office.fake.tokens
    first = book.stable("wx_1", force=False)
    office.clock.go(seconds=100)
    assert book.stable("wx_1", force=False) is first
    assert book.seconds(first) == 7100


def test_stable_is_renewed_before_its_end(office: Office):
    """With less than 5 minutes left there is a new one; the old one is good to its end."""
    book = office.fake.tokens
    first = book.stable("wx_1", force=False)
    office.clock.go(seconds=7200 - 299)
    second = book.stable("wx_1", force=False)
    assert (_code(office, first.token), _code(office, second.token)) == (0, 0)
    office.clock.go(seconds=299)
    assert (_code(office, first.token), _code(office, second.token)) == (42001, 0)


def test_force_kills_at_once(office: Office):
    """A forced token kills the old one at once; within 30 seconds force counts for nothing."""
    book = office.fake.tokens
    first = book.stable("wx_1", force=False)
    second = book.stable("wx_1", force=True)
    assert _code(office, first.token) == 40001
    assert book.stable("wx_1", force=True) is second
    office.clock.go(seconds=30)
    assert book.stable("wx_1", force=True) is not second


def test_force_twenty_times_a_day(office: Office):
    """The 21st forced token of a day is refused."""
    for _ in range(20):
        office.fake.tokens.stable("wx_1", force=True)
        office.clock.go(seconds=31)
    with pytest.raises(RefusedError) as caught:
        office.fake.tokens.stable("wx_1", force=True)
    assert caught.value.code == 45009


def test_legacy_retires_the_one_before(office: Office):
    """Each legacy token is new; the one before is good for 5 minutes; stable ones are untouched."""
    book = office.fake.tokens
    stable = book.stable("wx_1", force=False)
    first, second = book.legacy("wx_1"), book.legacy("wx_1")
    office.clock.go(seconds=299)
    assert _code(office, first.token) == 0
    office.clock.go(seconds=1)
    assert _code(office, first.token) == 42001
    assert (_code(office, second.token), _code(office, stable.token)) == (0, 0)


def test_no_token_of_ours(office: Office):
    """A missing token and one that was never given out have codes of their own."""
    assert _code(office, "") == 41001
    assert _code(office, "made up") == 40014
