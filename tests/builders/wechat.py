"""A fake WeChat over real HTTP with an office's accounts, and the real source that reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from starlette.types import ASGIApp, Receive, Scope, Send

from connectors.fakes.server import serve
from connectors.fakes.wechat import Article, WeChatAccount, WeChatFake, WeChatState
from connectors.http.client import Http
from connectors.http.secrets import Secret
from connectors.interface import Account, KnownPost, Page, PostRow, Query, Source
from connectors.sources.wechat import Application, StableTokens, TokenProvider, WeChat, Wire

BEIJING = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
TODAY = date(2026, 11, 22)
DETAIL = "/datacube/getarticletotaldetail"
QUOTA = "/cgi-bin/openapi/quota/get"
TOKEN = "/cgi-bin/stable_token"
ACCOUNT = Account("wechat", "gh_1", "某市发布")


class Moment:
    """A clock that stands still until it is told to go."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now.astimezone(ZoneInfo("UTC"))

    def go(self, **step: float) -> None:
        self.now += timedelta(**step)


class Slot:
    """An application that hands every request to the one that is put into it."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


class Office:
    """One account ``gh_1`` with two articles a day; the clock says 09:30 on 2026-11-22."""

    def __init__(self, url: str, slot: Slot) -> None:
        self.url = url
        self.clock = Moment(datetime(2026, 11, 22, 9, 30, tzinfo=BEIJING))
        self.account = WeChatAccount("wx_1", "canary-secret-1")
        self.state = WeChatState(self.clock, [self.account])
        self.fake = slot.app = WeChatFake(self.state)
        self.waits: list[float] = []
        self.https: list[Http] = []

    def publish(self, day: date, articles: int = 2, *, settles: int = 3, reads: int = 400) -> None:
        """Add articles of one day."""
        mid = 2247000000 + (day - date(2025, 1, 1)).days
        totals = {
            "read_user": reads,
            "share_user": 40,
            "zaikan_user": 12,
            "like_user": 20,
            "comment_count": 8,
            "collection_user": 4,
        }
        for idx in range(1, articles + 1):
            title = f"关于第{idx}件事的通告"
            self.account.articles.append(Article(day, mid, idx, title, totals, settles))

    def month(self) -> None:
        """Add two articles for each day from 1 October to 21 November."""
        day = date(2026, 10, 1)
        while day < TODAY:
            self.publish(day)
            day += DAY

    def wire(self) -> Wire:
        """A wire to the fake; waiting moves the clock and takes no time."""
        http = Http({urlsplit(self.url).netloc}, sleep=lambda _: None, loopback=True)
        self.https.append(http)
        return Wire(http, base_url=self.url, sleep=self.wait)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.clock.go(seconds=seconds)

    def tokens(self, wire: Wire | None = None) -> StableTokens:
        applications = {"gh_1": Application("wx_1", Secret(self.account.secret))}
        return StableTokens(self.clock, wire or self.wire(), applications)

    def source(self, tokens: TokenProvider | None = None) -> WeChat:
        """A source as a new process would make it: no token, no memory."""
        wire = self.wire()
        return WeChat(self.clock, wire, tokens or self.tokens(wire))

    def calls(self, path: str = DETAIL) -> int:
        return self.state.calls[path]


def query(
    first: date,
    last: date,
    *,
    cursor: str | None = None,
    known: Sequence[KnownPost] = (),
    account: Account = ACCOUNT,
) -> Query:
    return Query(account, first, last, tuple(known), cursor)


def posts(pages: Sequence[Page]) -> list[PostRow]:
    return [post for page in pages for post in page.posts]


def cursor(pages: Sequence[Page], before: str | None = None) -> str | None:
    """What a collection run stores: the last cursor; a page without one leaves it as it is."""
    return next((page.cursor for page in reversed(pages) if page.cursor), before)


def until_error(source: Source, asked: Query) -> tuple[list[Page], Exception | None]:
    """All pages up to the end or the error, and that error."""
    pages: list[Page] = []
    try:
        for page in source.fetch(asked):
            pages.append(page)
    except Exception as error:
        return pages, error
    return pages, None


@contextmanager
def office(url: str, slot: Slot) -> Iterator[Office]:
    made = Office(url, slot)
    yield made
    for http in made.https:
        http.close()


@contextmanager
def running() -> Iterator[tuple[str, Slot]]:
    slot = Slot()
    with serve(slot) as url:
        yield url, slot
