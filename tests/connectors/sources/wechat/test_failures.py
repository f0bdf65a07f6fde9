"""Refusals, faults of the network and secrets: what a run says, and what it never says."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

import pytest

from connectors.errors import ConnectorError
from connectors.fakes.faults import Fault
from connectors.interface import AccessError, Account, QuotaError, UnavailableError
from tests.builders.wechat import (
    BEIJING,
    DAY,
    TODAY,
    TOKEN,
    Office,
    cursor,
    posts,
    query,
    until_error,
)

WEEK = (TODAY - 7 * DAY, TODAY - DAY)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture(autouse=True)
def month(office: Office):
    office.month()


def _shown(error: ConnectorError) -> str:
    return f"{error} {error.hint.format(**error.params)}"


def test_quota_mid_walk(office: Office):
    """A used-up quota ends the run with the time it ends; next day the rest is read."""
    office.account.daily_limit = 10
    pages, error = until_error(office.source(), query(*OCTOBER))
    assert isinstance(error, QuotaError)
    assert error.until == datetime(2026, 11, 23, tzinfo=BEIJING)
    assert cursor(pages) == "2026-10-01/2026-10-10"
    office.account.daily_limit = 30
    office.clock.go(days=1)
    rest = list(office.source().fetch(query(*OCTOBER, cursor=cursor(pages))))
    assert office.calls() == 11 + 21
    assert len(posts([*pages, *rest])) == 62


def test_minute_quota_is_waited_for(office: Office):
    """More calls a minute than allowed are waited for, a minute at a time."""
    office.account.minute_limit = 4
    assert len(posts(list(office.source().fetch(query(*WEEK))))) == 14
    assert office.waits == [60]


def test_minute_quota_without_end(office: Office):
    """A minute's quota that stays used up ends the run after two waits."""
    office.account.minute_limit = 0
    _, error = until_error(office.source(), query(*WEEK))
    assert isinstance(error, QuotaError)
    assert error.until == office.clock() + timedelta(minutes=1)
    assert office.waits == [60, 60]


def test_token_expires_mid_run(office: Office):
    """A token that ends within a run is replaced without a refused call."""
    source = office.source()
    pages = source.fetch(query(*WEEK))
    first = [next(pages) for _ in range(3)]
    office.clock.go(hours=3)
    assert len(posts([*first, *pages])) == 14
    assert (office.calls(), office.calls(TOKEN)) == (7, 2)


def test_token_killed_mid_run(office: Office):
    """A token that another program killed costs one refused call and one new token."""
    pages = office.source().fetch(query(*WEEK))
    first = [next(pages) for _ in range(3)]
    office.fake.tokens.kill("wx_1")
    assert len(posts([*first, *pages])) == 14
    assert (office.calls(), office.calls(TOKEN)) == (8, 2)


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_tokens_refused_for_ever(office: Office, code: int):
    """Tokens that are refused for ever cost three calls and end in an error a person can act on."""
    office.state.refuse_tokens = code
    pages, error = until_error(office.source(), query(*WEEK))
    assert pages == []
    assert isinstance(error, AccessError)
    assert office.state.calls.total() == 3


def test_address_not_listed(office: Office):
    """An address that is not on the whitelist is shown, and what to do with it."""
    office.account.addresses = frozenset({"198.51.100.1"})
    _, error = until_error(office.source(), query(*WEEK))
    assert isinstance(error, AccessError)
    assert _shown(error).count("203.0.113.7") == 2
    assert office.state.calls.total() == 1


@pytest.mark.parametrize("code", [40243, 50004, 50007, 89503, 89506, 89507])
def test_state_of_the_account(office: Office, code: int):
    """A state that only a person can change ends the run at the first call, with a hint."""
    office.account.refused = code
    _, error = until_error(office.source(), query(*WEEK))
    assert isinstance(error, AccessError)
    assert "某市发布" in str(error)
    assert error.hint
    assert office.state.calls.total() == 1


def test_unknown_account(office: Office):
    """An account without an AppID is refused before any call."""
    asked = query(*WEEK, account=Account("wechat", "gh_9", "无名"))
    _, error = until_error(office.source(), asked)
    assert isinstance(error, AccessError)
    assert office.state.calls.total() == 0


def test_busy_system_is_asked_again(office: Office):
    """A system error is waited out, longer each time, and costs no row."""
    office.state.codes.extend([0, -1, -1, -1])
    assert len(posts(list(office.source().fetch(query(*WEEK))))) == 14
    assert office.waits == [1, 2, 4]


def test_busy_without_end(office: Office):
    """A system error that lasts ends the run after three repetitions."""
    office.state.codes.extend([0, *[-1] * 9])
    pages, error = until_error(office.source(), query(*WEEK))
    assert pages == []
    assert isinstance(error, UnavailableError)
    assert "code -1" in str(error)
    assert office.calls() == 4


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.CUT, Fault.BAD_GATEWAY, Fault.LOGIN_PAGE])
def test_an_accident_of_the_network(office: Office, fault: Fault):
    """One accident at any request, be it for the token or for a day, costs no row."""
    whole = posts(list(office.source().fetch(query(*WEEK))))
    for place in range(8):
        office.state.faults.waiting.extend([*[None] * place, fault])
        assert posts(list(office.source().fetch(query(*WEEK)))) == whole


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.CUT, Fault.BAD_GATEWAY, Fault.LOGIN_PAGE])
def test_a_network_that_stays_broken(office: Office, fault: Fault):
    """A lasting failure ends the run after the days it read, and the next run has them all."""
    whole = posts(list(office.source().fetch(query(*OCTOBER))))
    office.state.faults.waiting.extend([None, None, None, *[fault] * 50])
    pages, error = until_error(office.source(), query(*OCTOBER))
    assert isinstance(error, UnavailableError)
    assert posts(pages) == whole[:4]
    office.state.faults.waiting.clear()
    rest = list(office.source().fetch(query(*OCTOBER, cursor=cursor(pages))))
    assert posts([*pages, *rest]) == whole


@pytest.mark.parametrize(
    "answer", [[], 7, {"errcode": "0"}, {"list": None}, {"list": {}}, {"errcode": True}]
)
def test_answer_of_another_form(office: Office, answer: object, monkeypatch):
    """JSON that is no answer of WeChat's is an error, never an empty day."""
    monkeypatch.setattr(
        office.fake,
        "_answer",
        lambda request, content, ask=office.fake._answer: (
            answer if "datacube" in request.url.path else ask(request, content)
        ),
    )
    pages, error = until_error(office.source(), query(*WEEK))
    assert pages == []
    assert isinstance(error, UnavailableError)


def test_no_secret_is_ever_shown(office: Office, caplog, capfd):
    """Neither secret nor token is in a log, an error, a page or a representation."""
    caplog.set_level(logging.DEBUG)
    source = office.source()
    shown = [repr(source), repr(vars(source)), repr(list(source.fetch(query(*WEEK))))]
    for code in (40164, 40001, 45009, 47001, 99999):
        office.state.codes.extend([0, code, code, code])
        _, error = until_error(office.source(), query(*WEEK))
        office.state.codes.clear()
        shown += [repr(error), _shown(error), repr(error.params)]
    office.state.faults.waiting.extend([None, *[Fault.RESET] * 50])
    _, error = until_error(office.source(), query(*WEEK))
    shown += [_shown(error), repr(error.params), caplog.text, *capfd.readouterr()]
    tokens = list(office.fake.tokens._grants)
    assert len(tokens) >= 1
    for secret in (office.account.secret, *tokens):
        assert all(secret not in text for text in shown)


def test_no_commenter_comes_in(office: Office):
    """Comments are never asked for: their number is a count, their writers stay where they are."""
    for article in office.account.articles:
        article.comments = [{"openid": "oCanary", "nick_name": "张三", "content": "谢谢"}]
    pages = list(office.source().fetch(query(*WEEK)))
    assert posts(pages)[0].counts["comments"] == 8
    assert not any(word in repr(pages) for word in ("oCanary", "张三"))
    assert not any("comment" in path for path in office.state.calls)
