"""Who may call what, how often, and how WeChat says no."""

from __future__ import annotations

import re

import httpx2
import pytest

from connectors.fakes.wechat import WeChatAccount
from tests.builders.wechat import DETAIL, QUOTA, TOKEN, Office

YESTERDAY = {"begin_date": "2026-11-21", "end_date": "2026-11-21"}
GOOD = {"grant_type": "client_credential", "appid": "wx_1", "secret": "canary-secret-1"}


def test_a_refusal(client: httpx2.Client, office: Office):
    """A refusal has HTTP status 200, a code, and a text that ends in a rid with the time in it."""
    answer = client.post(DETAIL, json=YESTERDAY)
    assert answer.status_code == 200
    assert answer.json()["errcode"] == 41001
    rid = re.fullmatch(r"access_token missing rid: (\w{8})-\w{8}-\w{8}", answer.json()["errmsg"])
    assert int(rid[1], 16) == int(office.clock.now.timestamp())


def test_success_without_code(ask, office: Office):
    """A success has no code, or code 0 where that is switched on."""
    assert "errcode" not in ask(DETAIL, YESTERDAY)
    office.state.doubts.zero_errcode = True
    assert ask(DETAIL, YESTERDAY)["errcode"] == 0


@pytest.mark.parametrize("path", ["/cgi-bin/datacube/getarticletotaldetail", "/", "/datacube/x"])
def test_no_such_path(client: httpx2.Client, path: str):
    """A path that does not exist is HTML with 404, above all datacube below cgi-bin."""
    answer = client.post(path, json={})
    assert answer.status_code == 404
    assert answer.text.startswith("<html>")


@pytest.mark.parametrize(
    ("method", "content", "code"),
    [("GET", b"{}", 43002), ("POST", b"", 44002), ("POST", b"{", 47001), ("POST", b"[]", 47001)],
)
def test_no_request(client: httpx2.Client, method: str, content: bytes, code: int):
    """A request of wrong form is refused by its own code."""
    assert client.request(method, DETAIL, content=content).json()["errcode"] == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"grant_type": "x"}, 40002),
        ({"appid": ""}, 41002),
        ({"secret": ""}, 41004),
        ({"appid": "wx_9"}, 40013),
        ({"secret": "x"}, 40125),
    ],
)
def test_no_token(client: httpx2.Client, change: dict[str, str], code: int):
    """Wrong credentials are refused by their own codes at both token interfaces."""
    wrong = {**GOOD, **change}
    assert client.post(TOKEN, json=wrong).json()["errcode"] == code
    assert client.get("/cgi-bin/token", params=wrong).json()["errcode"] == code


def test_address_not_listed(ask, client: httpx2.Client, office: Office):
    """An address that is not listed is told, for tokens and for data alike."""
    token = office.fake.tokens.stable("wx_1", force=False).token
    office.account.addresses = frozenset()
    for answer in (client.post(TOKEN, json=GOOD).json(), ask(DETAIL, YESTERDAY, token)):
        assert answer["errcode"] == 40164
        assert answer["errmsg"].startswith("invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not")


def test_unverified(ask, office: Office):
    """An account that is not verified has no data, but a quota."""
    office.account.verified = False
    assert ask(DETAIL, YESTERDAY)["errcode"] == 48001
    assert ask(QUOTA, {"cgi_path": DETAIL})["errcode"] == 0


def test_day_and_minute_limits(ask, office: Office):
    """Each path has its own daily calls; all share the minute; both begin again in time."""
    office.account.daily_limit = 2
    assert [ask(DETAIL, YESTERDAY).get("errcode") for _ in range(3)] == [None, None, 45009]
    assert ask(QUOTA, {"cgi_path": DETAIL})["quota"] == {
        "daily_limit": 2,
        "used": 2,
        "remain": 0,
    }
    office.account.minute_limit = 2
    assert ask("/datacube/getarticleread", YESTERDAY)["errcode"] == 45011
    office.clock.go(minutes=1)
    assert "errcode" not in ask("/datacube/getarticleread", YESTERDAY)
    office.clock.go(days=1)
    assert "errcode" not in ask(DETAIL, YESTERDAY)


def test_quota_is_cleared(ask, office: Office):
    """clear_quota gives the day's calls back; an unknown path has no quota."""
    office.account.daily_limit = 1
    ask(DETAIL, YESTERDAY)
    assert ask("/cgi-bin/clear_quota", {"appid": "wx_1"})["errcode"] == 0
    assert "errcode" not in ask(DETAIL, YESTERDAY)
    assert ask(QUOTA, {"cgi_path": "/x"})["errcode"] == 76021


def test_codes_on_demand(ask, office: Office):
    """A code in waiting befalls one request; a state of the account befalls all."""
    office.state.codes.extend([0, -1])
    got = [ask(DETAIL, YESTERDAY).get("errcode") for _ in range(3)]
    assert got == [None, -1, None]
    office.account.refused = 50007
    assert ask(DETAIL, YESTERDAY)["errcode"] == 50007


def test_accounts_are_apart(ask, office: Office):
    """A token opens the data of its own account alone."""
    office.publish(office.clock.now.date().replace(day=21))
    office.state.accounts.append(WeChatAccount("wx_2", "s"))
    other = office.fake.tokens.stable("wx_2", force=False).token
    assert len(ask(DETAIL, YESTERDAY)["list"]) == 2
    assert ask(DETAIL, YESTERDAY, other)["list"] == []


@pytest.mark.parametrize("plain", [True, False])
def test_content_type(client: httpx2.Client, office: Office, plain: bool):
    """The content type is JSON's or plain text, as switched."""
    office.state.doubts.plain_text = plain
    kind = client.post(TOKEN, json=GOOD).headers["content-type"]
    assert kind.startswith("text/plain" if plain else "application/json")
