"""Both sources keep what every source has to keep."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connectors.http.client import Http
from connectors.interface import PostRow
from connectors.sources.weibo import Weibo, WeiboCommercial
from connectors.sources.weibo.fields import link
from tests.connectors.conformance import CLOCK_AT, Bench, OddHttp, SourceContract, clock
from tests.connectors.sources.weibo.conftest import NOW, OFFICE_UID, UID, make_posts, query, token

PEOPLE = ("市民甲", "市民乙", "市民丙")
FUTURE = "9223372036854775807"


@pytest.fixture
def expected(state):
    """More posts than one page of either source holds, a zero and a repost among them."""
    assert clock() == CLOCK_AT == NOW
    posts = make_posts(120)
    stranger = replace(posts[3], id=1, uid="777", likes=9999)
    posts[3].original = stranger
    state.accounts["777"] = PEOPLE[2]
    state.publish(*posts)
    return tuple(
        PostRow(
            native_id=str(post.id),
            published_at=post.created_at,
            counts={"reposts": post.reposts, "comments": post.comments, "likes": post.likes},
            text=post.text,
            url=link(UID, str(post.id)),
            topics=("便民",),
            original=post.original is None,
        )
        for post in posts
    )


class TestWeibo(SourceContract):
    """The free source, with an app that is not capped: a capped one has a single page."""

    @pytest.fixture
    def bench(self, state, base, http, expected) -> Bench:
        state.switches.timeline_cap = None

        def source(http: Http = http, text: str = f"token-{UID}") -> Weibo:
            return Weibo(clock, http, {UID: token(UID, text)}, base=base, sleep=lambda _: None)

        def circle() -> Weibo:
            state.switches.turns_in_circle = True
            return source()

        return Bench(
            source=source,
            refused=lambda: source(text="canary-token"),
            broken=lambda error: source(http=OddHttp(error)),
            circle=circle,
            query=query(),
            expected=expected,
            future_cursor=FUTURE,
            secrets=(f"token-{UID}", "canary-token"),
            people=PEOPLE,
        )


class TestWeiboCommercial(SourceContract):
    """The commercial source, for a media account."""

    @pytest.fixture
    def bench(self, state, base, http, expected) -> Bench:
        state.media = {UID}
        state.tokens["canary-token"] = state.tokens[f"token-{OFFICE_UID}"]

        def source(http: Http = http, text: str = "canary-token") -> WeiboCommercial:
            used = token(OFFICE_UID, text)
            return WeiboCommercial(clock, http, used, media={UID}, base=base, sleep=lambda _: None)

        def circle() -> WeiboCommercial:
            state.switches.turns_in_circle = True
            return source()

        def with_reads(post: PostRow, number: int) -> PostRow:
            return replace(post, counts={**post.counts, "reads": 1000 + number}, reads_unit="times")

        return Bench(
            source=source,
            refused=lambda: source(text="canary-refused"),
            broken=lambda error: source(http=OddHttp(error)),
            circle=circle,
            query=query(),
            expected=tuple(with_reads(post, number) for number, post in enumerate(expected)),
            future_cursor=FUTURE,
            secrets=("canary-token", "canary-refused"),
            people=PEOPLE,
        )
