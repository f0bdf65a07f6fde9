"""新榜 against a fake that checks the key and knows forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import pytest

from connectors.fakes.server import serve
from connectors.fakes.vendors import NEWRANK, Vendors, app
from connectors.http.client import Http
from connectors.http.limits import Limits
from connectors.http.secrets import Secret
from connectors.interface import AccessError, QuotaError, UnavailableError
from connectors.sources.newrank import FIELDS, Newrank, NewrankSettings
from tests.builders.vendors import QUERY, office, posts
from tests.connectors.conformance import Bench, OddHttp, SourceContract, clock, merged

QUICK = NewrankSettings(per_second=None)
KEY = "key-93af07"  # of the fake


@dataclass
class Rig:
    """The fake and a way to make sources of it."""

    state: Vendors
    url: str
    http: Http

    def source(self, settings: NewrankSettings = QUICK, key: str = KEY, http=None) -> Newrank:
        return Newrank(clock, http or self.http, Secret(key), base_url=self.url, settings=settings)

    def circle(self) -> Newrank:
        self.state.repeats = True
        return self.source()


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Vendors, str]]:
    """A running fake, whose state each test sets anew."""
    state = Vendors()
    with serve(app(state)) as url:
        yield state, url


@pytest.fixture
def rig(served) -> Iterator[Rig]:
    """A fake with 180 articles, 12 of them before the days asked for."""
    state, url = served
    vars(state).update(vars(replace(office(NEWRANK, 180), key=KEY)))
    limits = Limits(tries=2, first_wait=0, jitter=0)
    hosts = [urlsplit(url).netloc]
    with Http(hosts, limits=limits, loopback=True, sleep=lambda _: None) as http:
        yield Rig(state, url, http)


class TestContract(SourceContract):
    """新榜 keeps what every source keeps."""

    @pytest.fixture
    def bench(self, rig):
        return Bench(
            source=rig.source,
            refused=lambda: rig.source(key="wrong"),
            broken=lambda error: rig.source(http=OddHttp(error)),
            circle=rig.circle,
            query=QUERY,
            expected=posts(180),
            future_cursor="2999-12-31",
            secrets=(KEY,),
        )


def test_the_form_names_account_days_and_page(rig):
    """Days are whole days of Shanghai, at most a month at once."""
    list(rig.source().fetch(replace(QUERY, first=QUERY.last)))
    assert rig.state.last_form == {
        "account": "moushifabu", "from": "2026-11-19 00:00:00", "to": "2026-11-19 23:59:59",
        "page": "2", "size": "50",
    }  # fmt: skip


def test_original_articles_are_marked(rig):
    """originalFlag 1 is original, 0 is not, anything else is not known."""
    listed = rig.state.articles[NEWRANK, "moushifabu"]
    for article, flag in zip(listed, (1, "0", None), strict=False):
        article["originalFlag"] = flag
    found = merged(rig.source().fetch(replace(QUERY, first=QUERY.last)))
    assert [post.original for post in found.values()][:4] == [True, False, None, None]


def test_the_keys_of_a_contract_can_be_named(rig):
    """A contract that adds 在看 needs other fields, no other program."""
    for article in rig.state.articles[NEWRANK, "moushifabu"]:
        article["wowNum"] = 3
    fields = replace(FIELDS, counts={"likes": "likeNum", "wow": "wowNum"})
    found = merged(rig.source(replace(QUICK, fields=fields)).fetch(QUERY))
    assert {post.counts["wow"] for post in found.values()} == {3}


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (200, {"code": 1, "msg": "Key无效"}, AccessError, "code 1 Key无效"),
        (200, {"code": "7", "msg": "无权限"}, AccessError, "code 7 无权限"),
        (401, {}, AccessError, "code 401"),
        (200, {"code": 2, "msg": "账户余额不足"}, QuotaError, "余额不足"),
        (429, {"msg": "slow down"}, QuotaError, "429 slow down"),
        (200, {"code": 500, "msg": "系统繁忙"}, UnavailableError, "系统繁忙"),
        (200, {"data": []}, UnavailableError, "code 200"),
        (200, {"code": 0}, UnavailableError, "gave no list"),
        (200, [], UnavailableError, "code 200"),
    ],
)
def test_error_bodies_say_what_is_wrong(rig, status, body, kind, words):
    """Only code 0 is a success; the rest is told apart by HTTP's status and the words."""
    rig.state.failure = (status, body)
    with pytest.raises(kind, match=words) as caught:
        list(rig.source().fetch(QUERY))
    assert caught.value.hint


@pytest.mark.parametrize("zero", [0, "0"])
def test_no_posts_are_no_error(rig, zero):
    """Code 0 without data is an account that published nothing."""
    rig.state.failure = (200, {"code": zero, "data": None})
    pages = list(rig.source().fetch(QUERY))
    assert [page.posts for page in pages] == [(), ()]
    assert pages[-1].cursor == "2026-11-20"
