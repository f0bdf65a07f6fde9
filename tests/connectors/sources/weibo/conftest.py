"""A Weibo of our own on loopback, and the two sources in front of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from connectors.errors import ConnectorError
from connectors.fakes.server import serve
from connectors.fakes.weibo import Grant, Post, WeiboState, weibo
from connectors.http.client import Http
from connectors.http.secrets import Secret
from connectors.interface import Account, Gap, KnownPost, Page, PostRow, Query, Reason, Source
from connectors.sources.weibo import Token, Weibo, WeiboCommercial

UID = "1404376560"
OTHER_UID = "1073880650"
OFFICE_UID = "5000000001"
NOW = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
FIRST_ID = 5230011223344000
ACCOUNT = Account("weibo", UID, "某市发布")
OTHER = Account("weibo", OTHER_UID, "某县发布")


def make_posts(
    number: int,
    *,
    uid: str = UID,
    start: datetime = NOW - timedelta(days=20),
    apart: timedelta = timedelta(hours=1),
    first_id: int = FIRST_ID,
) -> list[Post]:
    """Posts with counts of their own, oldest first."""
    return [
        Post(
            id=first_id + n,
            uid=uid,
            created_at=start + n * apart,
            text=f"#便民#第{n}条",
            reposts=n,
            comments=n + 1,
            likes=n + 2,
            reads=1000 + n,
        )
        for n in range(number)
    ]


def known(posts: list[Post], **counts: int) -> tuple[KnownPost, ...]:
    """The posts as a ledger knows them, with the counts last observed."""
    return tuple(KnownPost(str(post.id), post.created_at, counts) for post in posts)


def query(
    account: Account = ACCOUNT,
    *,
    posts: tuple[KnownPost, ...] = (),
    cursor: str | None = None,
    first: date = date(2026, 10, 21),
    last: date = date(2026, 11, 20),
) -> Query:
    """Thirty days up to the present."""
    return Query(account, first, last, known=posts, cursor=cursor)


def rows_of(pages: list[Page]) -> dict[str | None, PostRow]:
    """All rows by post; none may come twice."""
    rows = [row for page in pages for row in page.posts]
    assert len({row.native_id for row in rows}) == len(rows)
    return {row.native_id: row for row in rows}


def gaps_of(pages: list[Page]) -> list[Gap]:
    """All gaps, in order."""
    return [gap for page in pages for gap in page.gaps]


def reasons(pages: list[Page]) -> dict[str, Reason]:
    """What is missing and why."""
    return {gap.what: gap.reason for gap in gaps_of(pages)}


def until_error(source: Source, asked: Query, kind: type[ConnectorError]) -> list[Page]:
    """Return the pages that come before the error with which a fetch must end."""
    pages = []
    try:
        for page in source.fetch(asked):
            pages.append(page)
    except kind:
        return pages
    return pytest.fail(f"no {kind.__name__}")


@pytest.fixture
def state() -> WeiboState:
    """A platform with two accounts that consented and an office with a contract, no posts."""
    until = NOW + timedelta(days=30)
    return WeiboState(
        now=NOW,
        accounts={UID: "某市发布", OTHER_UID: "某县发布"},
        tokens={f"token-{uid}": Grant(uid, until) for uid in (UID, OTHER_UID, OFFICE_UID)},
        contracts={OFFICE_UID},
    )


@pytest.fixture
def base(state: WeiboState) -> Iterator[str]:
    """The platform's address."""
    with serve(weibo(state)) as address:
        yield address


@pytest.fixture
def http(base: str) -> Iterator[Http]:
    """The way to the platform; it never waits."""
    with Http([urlsplit(base).netloc], sleep=lambda _: None, loopback=True) as made:
        yield made


def token(uid: str, text: str | None = None, expires_at: datetime | None = None) -> Token:
    """A token of an account, as the settings give it."""
    return Token(uid, Secret(text or f"token-{uid}"), expires_at)


@pytest.fixture
def own(state: WeiboState, base: str, http: Http) -> Weibo:
    """The free source, with the consent of both accounts."""
    tokens = {uid: token(uid) for uid in (UID, OTHER_UID)}
    return Weibo(lambda: state.now, http, tokens, base=base, sleep=lambda _: None)


@pytest.fixture
def commercial(state: WeiboState, base: str, http: Http) -> WeiboCommercial:
    """The commercial source, by the office's contract."""
    return WeiboCommercial(
        lambda: state.now, http, token(OFFICE_UID), base=base, sleep=lambda _: None
    )


@pytest.fixture
def read() -> Callable[..., list[Page]]:
    """Read all pages of a source."""

    def read_all(source: Source, asked: Query | None = None) -> list[Page]:
        return list(source.fetch(asked or query()))

    return read_all
