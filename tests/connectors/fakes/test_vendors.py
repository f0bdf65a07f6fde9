"""The vendors' fake itself, asked by hand."""

from __future__ import annotations

import httpx2
import pytest

from connectors.fakes.server import serve
from connectors.fakes.vendors import NEWRANK, Vendors, app
from tests.builders.vendors import ACCOUNT, articles

FORM = {"account": ACCOUNT.native_id, "from": "2026-11-18 00:00:00", "to": "2026-11-19 23:59:59",
        "page": "1", "size": "10"}  # fmt: skip


@pytest.fixture(scope="module")
def served():
    state = Vendors()
    with serve(app(state)) as url, httpx2.Client(base_url=url) as client:
        yield state, client


@pytest.fixture
def vendors(served):
    """The state, with 30 articles, and a client."""
    state, client = served
    fresh = Vendors(articles={(NEWRANK, ACCOUNT.native_id): articles(NEWRANK, 30)})
    vars(state).update(vars(fresh))
    return state, client


def ask(vendors, **changes: str):
    _, client = vendors
    return client.post(NEWRANK, data=FORM | changes, headers={"Key": "test-key"}).json()


def urls(answer) -> list[str]:
    return [article["url"] for article in answer["data"]]


def test_articles_come_in_pages_of_the_days_asked_for(vendors):
    """Newest first; 15 of the 30 are of the two days."""
    first, second, third = (ask(vendors, page=page) for page in "123")
    assert first["code"] == 0
    assert urls(first) + urls(second) == [a["url"] for a in articles(NEWRANK, 15)]
    assert third["data"] == []
    assert vendors[0].calls == {NEWRANK: 3}


def test_a_wrong_key_is_refused_in_the_body(vendors):
    """新榜 says so with HTTP 200, and here even repeats the key."""
    answer = vendors[1].post(NEWRANK, data=FORM, headers={"Key": "wrong"})
    assert (answer.status_code, answer.json()["code"]) == (200, 1001)
    assert "wrong" in answer.json()["msg"]


def test_an_unsigned_request_is_refused(vendors):
    """清博 answers 401 with a body after Yii's fashion."""
    answer = vendors[1].get("/weixin/v1/articles", params={"wx_name": "a"})
    assert answer.status_code == 401
    assert answer.json().keys() == {"status", "code", "message", "name"}


def test_the_switches_spoil_pages(vendors):
    """Each does what it says, and alone."""
    state, _ = vendors
    whole = ask(vendors)
    state.repeats = True
    assert ask(vendors, page="2") == whole
    state.repeats, state.clamps = False, True
    assert ask(vendors, page="7") == ask(vendors, page="2")
    state.clamps, state.empty_page = False, 1
    assert ask(vendors)["data"] == []
    state.empty_page, state.cut_page = None, 1
    assert urls(ask(vendors)) == urls(whole)[:5]
    state.cut_page, state.cap = None, 4
    assert urls(ask(vendors)) == urls(whole)[:4]
    state.total = "count"
    assert ask(vendors)["count"] == 15
    state.failure = (503, {"oops": 1})
    assert ask(vendors) == {"oops": 1}
