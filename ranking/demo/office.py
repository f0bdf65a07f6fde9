"""The synthetic office: its units' accounts, with a rename, a move and aliases in the roster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ranking.demo import units
from ranking.model.month import Month
from ranking.model.vocabulary import Platform

Source = Literal["weibo-search", "weibo-crawler", "wechat-exporter", "wechat-back-office", "vendor"]
"""The kind of file in which an account's posts arrive."""

_FIRST_UID = 9_000_000_001


@dataclass(frozen=True)
class Former:
    """How an account was called, and whose it was, before the month ``until``."""

    name: str
    unit: str
    until: Month


@dataclass(frozen=True)
class Account:
    """One invented account. ``word`` stands in its titles; ``biz`` is null for Weibo."""

    platform: Platform
    native_id: str
    name: str
    unit: str
    group: str
    word: str
    source: Source
    biz: str | None = None
    aliases: tuple[str, ...] = ()
    former: Former | None = None

    @property
    def key(self) -> str:
        """``platform:native_id``."""
        return f"{self.platform}:{self.native_id}"

    def name_in(self, month: Month) -> str:
        """Return the name an export of the month shows: in even months the alias, if any."""
        if self.former and month < self.former.until:
            return self.former.name
        return self.aliases[0] if self.aliases and month.number % 2 == 0 else self.name

    def unit_in(self, month: Month) -> str:
        """Return whose the account was in the month."""
        return self.former.unit if self.former and month < self.former.until else self.unit


def accounts(last_month: Month) -> tuple[Account, ...]:
    """Return all accounts: WeChat first, then Weibo, each in the order of the units."""
    wechat = [*_wechat_accounts(), *_organiser_accounts(Platform.WECHAT)]
    weibo = [*_weibo_accounts(), *_organiser_accounts(Platform.WEIBO)]
    numbered = [replace(a, native_id=str(_FIRST_UID + i)) for i, a in enumerate(weibo)]
    return tuple(_with_history(a, last_month) for a in (*wechat, *numbered))


def _wechat_accounts() -> list[Account]:
    found = []
    for unit, word, code in units.DISTRICTS:
        found += [
            _wechat(f"{word}发布", unit, units.DISTRICT_GROUP, word, f"{code}_01"),
            _wechat(f"{word}文旅", unit, units.DISTRICT_GROUP, word, f"{code}_02"),
        ]
    for unit, word, code in (*units.BUREAUS, *units.SECOND_ACCOUNTS):
        found.append(_wechat(f"上海{word}", unit, units.BUREAU_GROUP, word, f"{code}_01"))
    return found


def _weibo_accounts() -> list[Account]:
    found = []
    for unit, word, _ in units.DISTRICTS:
        found += [
            _weibo(f"{word}{kind}", unit, units.DISTRICT_GROUP, word) for kind in ("发布", "警务")
        ]
    for unit, word, _ in (*units.BUREAUS, *units.SECOND_ACCOUNTS):
        if unit not in units.WITHOUT_WEIBO:
            found.append(_weibo(f"上海{word}", unit, units.BUREAU_GROUP, word))
    return found


def _organiser_accounts(platform: Platform) -> list[Account]:
    unit, word, code = units.ORGANISER
    if platform is Platform.WECHAT:
        return [_wechat(f"申城{word}", unit, units.BUREAU_GROUP, "申城", f"{code}_01")]
    return [_weibo(f"申城{word}", unit, units.BUREAU_GROUP, "申城")]


def _wechat(name: str, unit: str, group: str, word: str, code: str) -> Account:
    source: Source = "wechat-exporter"
    if unit in units.BACK_OFFICE:
        source = "wechat-back-office"
    elif unit in units.VENDOR:
        source = "vendor"
    biz = "DEMO" + code.replace("_", "")
    return Account(
        Platform.WECHAT, f"demo_{code}", name + units.MARK, unit, group, word, source, biz
    )


def _weibo(name: str, unit: str, group: str, word: str) -> Account:
    source: Source = "weibo-crawler" if unit in units.CRAWLED else "weibo-search"
    return Account(Platform.WEIBO, "", name + units.MARK, unit, group, word, source)


def _with_history(account: Account, last_month: Month) -> Account:
    """Give three accounts what real rosters have: an alias, a former name, a former unit."""
    key = (account.platform, account.name)
    if key == (Platform.WECHAT, "上海体育（演示）"):
        return replace(account, aliases=("体育上海（演示）",))
    if key == (Platform.WECHAT, "上海数据（演示）"):
        former = Former("申城数据观察（演示）", account.unit, last_month.shift(-2))
        return replace(account, former=former)
    if key == (Platform.WEIBO, "上海公园（演示）"):
        return replace(account, former=Former(account.name, "市水务局", last_month.shift(-1)))
    return account
