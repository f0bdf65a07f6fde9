"""Both synthetic platforms with the demo's accounts and posts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from ranking.demo.channels import channels
from ranking.demo.months import Desk, Office
from ranking.demo.office import accounts
from ranking.demo.platforms import Platforms
from ranking.demo.posts import draw_posts
from ranking.model.month import Month
from ranking.model.vocabulary import Platform

_LAST = Month(2026, 10)
_NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
_ACCOUNTS = accounts(_LAST)


class Clock:
    now = _NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def platforms() -> Platforms:
    return Platforms(_ACCOUNTS, Clock())


@pytest.fixture(scope="module")
def desk() -> Desk:
    posts = draw_posts(_ACCOUNTS, 5, _LAST, 0, 30_000, ())
    office = Office(5, _LAST, _ACCOUNTS, channels(), (), Path())
    return Desk(office, _LAST, 0, Path(), posts)


def test_every_account_has_a_secret_of_its_own(platforms: Platforms) -> None:
    """WeChat accounts have AppID and AppSecret, Weibo accounts a token, all of them different."""
    wechat = {a.native_id for a in _ACCOUNTS if a.platform is Platform.WECHAT}
    weibo = {a.native_id for a in _ACCOUNTS if a.platform is Platform.WEIBO}
    assert set(platforms.appids) == set(platforms.app_secrets) == wechat
    assert set(platforms.tokens) == weibo
    for values in (platforms.appids, platforms.app_secrets, platforms.tokens):
        assert len(set(values.values())) == len(values)


def test_published_posts_need_no_file(platforms: Platforms, desk: Desk) -> None:
    """A month is put on the platforms, and there is nothing to import."""
    assert platforms.publish(desk) == ()
    held = sum(len(account.articles) for account in platforms.wechat.accounts)
    assert held == desk.posts.filter(platform="wechat").height


def test_article_addresses_are_those_of_the_reprint_tables(
    platforms: Platforms, desk: Desk
) -> None:
    """An account's ``__biz`` and its articles' numbers are those of the drawn addresses."""
    platforms.publish(desk)
    named = {
        f"__biz={account.biz}&mid={article.mid}&idx={article.idx}&"
        for account in platforms.wechat.accounts
        for article in account.articles
    }
    drawn = desk.posts.filter(platform="wechat")["ref"]
    assert set(drawn.str.extract(r"\?(.*&)sn=")) == named


def test_one_weibo_timeline_gives_more_than_five_posts(platforms: Platforms, desk: Desk) -> None:
    """The cap of the real platform would keep a first collection from seeing whole months."""
    platforms.publish(desk)
    many = desk.posts.filter(platform="weibo").group_by("account").len().sort("len").row(-1)
    uid = _ACCOUNTS[many[0]].native_id
    with platforms.serving() as addresses:
        answer = _timeline(addresses.weibo, platforms.tokens[uid])
    assert len(answer["statuses"]) == min(many[1], 100) > 5
    assert answer["total_number"] == many[1]


def test_the_platforms_go_by_the_clock_of_the_workspace(desk: Desk) -> None:
    """A token that has ended by that clock is refused."""
    clock = Clock()
    platforms = Platforms(_ACCOUNTS, clock)
    token = next(iter(platforms.tokens.values()))
    with platforms.serving() as addresses:
        assert "statuses" in _timeline(addresses.weibo, token)
        clock.now += timedelta(days=31)
        assert _timeline(addresses.weibo, token)["error_code"] == 21327


def _timeline(url: str, token: str) -> Any:
    headers = {"Authorization": f"OAuth2 {token}"}
    path = f"{url}/2/statuses/user_timeline.json"
    return httpx2.get(path, params={"count": 100}, headers=headers).json()
