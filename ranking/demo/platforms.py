"""The demo's accounts on a WeChat and a Weibo of our own, which answer over HTTP on loopback.

Both are synthetic and kinder than the real ones to a first collection of whole months: this Weibo
gives more than the five newest posts, and any number of calls. WeChat's beginning (no figures of
what was published before 2025-11-01), its 08:00 and its quotas are as the documents say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from connectors.fakes.server import serve
from connectors.fakes.wechat import WeChatAccount, WeChatFake, WeChatState
from connectors.fakes.weibo import Grant, Switches, WeiboState, weibo
from ranking.demo.files import DemoFile
from ranking.demo.live_posts import articles, weibo_posts
from ranking.demo.months import Desk
from ranking.demo.office import Account
from ranking.model.vocabulary import Platform

_NO_END: Final = 10**9
"""Calls a day and an hour. A real account has a hundred a day."""


@dataclass(frozen=True)
class Addresses:
    """Where the platforms answer, as ``http://127.0.0.1:port``."""

    wechat: str
    weibo: str


class Platforms:
    """Both platforms with the office's accounts, and no posts yet. ``clock`` is theirs too."""

    def __init__(self, accounts: tuple[Account, ...], clock: Callable[[], datetime]) -> None:
        self._accounts = accounts
        self._clock = clock
        self.wechat = WeChatState(clock)
        self.weibo = WeiboState(
            clock(),
            per_user_and_day=_NO_END,
            per_address_and_hour=_NO_END,
            switches=Switches(timeline_cap=None),
            before_call=self._set_time,
        )
        self._official = {
            number: self._add_wechat(account)
            for number, account in enumerate(accounts)
            if account.platform is Platform.WECHAT
        }
        self.tokens = {
            account.native_id: self._add_weibo(account)
            for account in accounts
            if account.platform is Platform.WEIBO
        }
        """Access token of each Weibo account, by native id."""

    @property
    def appids(self) -> dict[str, str]:
        """AppID of each WeChat account, by native id."""
        return {self._accounts[number].native_id: a.appid for number, a in self._official.items()}

    @property
    def app_secrets(self) -> dict[str, str]:
        """AppSecret of each WeChat account, by native id."""
        return {self._accounts[number].native_id: a.secret for number, a in self._official.items()}

    def publish(self, desk: Desk) -> tuple[DemoFile, ...]:
        """Put the posts of a month on the platforms; no file holds them."""
        for number, article in articles(desk.posts):
            self._official[number].articles.append(article)
        self.weibo.publish(*weibo_posts(desk.posts, tuple(a.native_id for a in self._accounts)))
        return ()

    @contextmanager
    def serving(self) -> Iterator[Addresses]:
        """Answer calls as long as the context lasts."""
        with serve(WeChatFake(self.wechat)) as wechat, serve(weibo(self.weibo)) as other:
            yield Addresses(wechat, other)

    def _add_wechat(self, account: Account) -> WeChatAccount:
        name = account.native_id
        appid = "wx" + hashlib.sha256(name.encode()).hexdigest()[:16]
        made = WeChatAccount(appid, f"synthetic-app-secret-{name}", biz=account.biz or "")
        self.wechat.accounts.append(made)
        return made

    def _add_weibo(self, account: Account) -> str:
        uid, token = account.native_id, f"synthetic-token-{account.native_id}"
        self.weibo.accounts[uid] = account.name
        self.weibo.tokens[token] = Grant(uid, self._clock() + self.weibo.token_lifetime)
        return token

    def _set_time(self, _: str) -> None:
        self.weibo.now = self._clock()
