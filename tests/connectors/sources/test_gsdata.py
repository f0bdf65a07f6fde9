"""清博 V2 against a fake that checks signatures and knows the vendor's error bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import pytest

from connectors.errors import ConnectorError
from connectors.fakes.server import serve
from connectors.fakes.vendors import Vendors, app
from connectors.http.client import Http
from connectors.http.limits import Limits
from connectors.http.secrets import Secret
from connectors.interface import AccessError, PostRow, QuotaError, UnavailableError
from connectors.sources.gsdata import WECHAT_FIELDS, Gsdata, GsdataSettings
from connectors.sources.values import instant_of
from tests.builders.vendors import QUERY, WEIBO, office, posts
from tests.connectors.conformance import Bench, OddHttp, SourceContract, clock, merged

PATH = "/weixin/v1/articles"
QUICK = GsdataSettings(per_second=None)
APP, SECRET = "app-7c1e90", "secret-b2d4f6"  # of the fake


@dataclass
class Rig:
    """The fake and a way to make sources of it."""

    state: Vendors
    url: str
    http: Http

    def source(self, settings: GsdataSettings = QUICK, secret: str = SECRET, http=None) -> Gsdata:
        return Gsdata(
            clock,
            http or self.http,
            Secret(APP),
            Secret(secret),
            base_url=self.url,
            settings=settings,
        )

    def circle(self) -> Gsdata:
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
    """A fake with 180 articles, 12 of them before the days asked for, 152 in November."""
    state, url = served
    vars(state).update(vars(replace(office(PATH, 180), app_id=APP, secret=SECRET)))
    limits = Limits(tries=2, first_wait=0, jitter=0)
    hosts = [urlsplit(url).netloc]
    with Http(hosts, limits=limits, loopback=True, sleep=lambda _: None) as http:
        yield Rig(state, url, http)


class TestContract(SourceContract):
    """清博 keeps what every source keeps."""

    @pytest.fixture
    def bench(self, rig):
        return Bench(
            source=rig.source,
            refused=lambda: rig.source(secret="wrong"),
            broken=lambda error: rig.source(http=OddHttp(error)),
            circle=rig.circle,
            query=QUERY,
            expected=posts(180),
            future_cursor="2999-12-31",
            secrets=(APP, SECRET),
        )


def test_no_page_is_asked_for_without_need(rig):
    """Each month takes as many calls as it has pages: calls are charged."""
    pages = list(rig.source().fetch(QUERY))
    assert rig.state.calls == {PATH: 5}  # one of October, and 50, 50, 50, 2 of November
    assert sum(page.calls for page in pages) == 5
    assert pages[1].locator == f"{PATH} 2026-11-01..2026-11-19 page 1"


def test_weibo_posts_have_no_reads(rig):
    """The Weibo list has ids, texts and three counts, none of them capped."""
    rig.state.articles["/weibo/v1/articles", WEIBO.native_id] = [
        {"mid": 5230011223344556, "created_at": "2026-11-19 12:00:00", "text": "公告",
         "like_count": 100000, "comments_count": "5", "reposts_count": None,
         "screen_name": "某市发布"},
    ]  # fmt: skip
    (page,) = rig.source().fetch(replace(QUERY, account=WEIBO, first=QUERY.last))
    assert page.posts == (
        PostRow("5230011223344556", instant_of("2026-11-19 12:00:00"),
                {"likes": 100000, "comments": 5}, text="公告"),
    )  # fmt: skip


def test_the_keys_of_a_contract_can_be_named(rig):
    """A contract with other keys needs other fields, no other program."""
    for article in rig.state.articles[PATH, "moushifabu"]:
        article["wow_num"] = article.pop("like_count")
    wow = replace(WECHAT_FIELDS, counts={"reads": "read_count", "wow": "wow_num"})
    source = rig.source(replace(QUICK, wechat=wow))
    found = merged(source.fetch(QUERY))
    assert [set(post.counts) - {"reads"} for post in found.values()] == [{"wow"}] * len(found)


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (401, {"status": 401, "message": "no", "name": "Unauthorized"}, AccessError, "401 no"),
        (200, {"status": 401, "message": "no"}, AccessError, "401 no"),
        (403, {}, AccessError, "refused the credentials"),
        (422, {"status": 422, "message": "wx_name"}, AccessError, "422 wx_name"),
        (422, [{"field": "page"}], AccessError, "did not accept"),
        (402, {"message": "balance"}, QuotaError, "402 balance"),
        (429, {"message": "slow down"}, QuotaError, "429 slow down"),
        (500, {"message": "oops"}, UnavailableError, "500 oops"),
        (404, {"message": "none"}, UnavailableError, "404 none"),
        (200, {"success": False, "message": "sorry"}, UnavailableError, "sorry"),
        (200, {"success": True}, UnavailableError, "gave no list"),
        (200, {"data": {"items": []}}, UnavailableError, "gave no list"),
        (200, [], UnavailableError, "gave no list"),
    ],
)
def test_error_bodies_say_what_is_wrong(rig, status, body, kind, words):
    """The body decides where it names an error; no answer without a list is an empty list."""
    rig.state.failure = (status, body)
    with pytest.raises(kind, match=words) as caught:
        list(rig.source().fetch(QUERY))
    assert caught.value.hint


def test_what_the_vendor_says_cannot_carry_a_secret(rig):
    """An error that repeats app id and secret is shown without them, short and on one line."""
    rig.state.failure = (401, {"message": f"bad\n{APP} {SECRET} " + "x" * 500})
    with pytest.raises(ConnectorError) as caught:
        list(rig.source().fetch(QUERY))
    assert "bad *** *** xxx" in str(caught.value)
    assert len(str(caught.value)) < 250
