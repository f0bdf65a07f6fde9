"""Counts that an office buys or keeps itself: data vendors and databases."""

from __future__ import annotations

from connectors.interface import Account
from connectors.registry.parts import Built, Parts
from connectors.sources import gsdata, newrank
from connectors.sources.database import Database
from connectors.sources.fields import Fields


def from_gsdata(parts: Parts) -> Built:
    """Read 清博; the pace is kept by the transport."""
    settings = gsdata.GsdataSettings(
        per_second=None,
        wechat=parts.fields("wechat", gsdata.WECHAT_FIELDS),
        weibo=parts.fields("weibo", gsdata.WEIBO_FIELDS),
        envelope=parts.envelope(),
    )
    source = gsdata.Gsdata(
        parts.clock,
        parts.http,
        parts.secret("app_id"),
        parts.secret("secret"),
        base_url=parts.address(gsdata.OFFICIAL),
        settings=settings,
    )
    return Built.of(source, _nothing_more)


def from_newrank(parts: Parts) -> Built:
    """Read 新榜; the pace is kept by the transport."""
    settings = newrank.NewrankSettings(
        per_second=None,
        fields=parts.fields("wechat", newrank.FIELDS),
        envelope=parts.envelope(),
    )
    base = parts.address(newrank.OFFICIAL)
    key = parts.secret("key")
    source = newrank.Newrank(parts.clock, parts.http, key, base_url=base, settings=settings)
    return Built.of(source, _nothing_more)


def _nothing_more(_: Account) -> None:
    """Accept the secrets, which were read by now: every call that would try them costs money."""


def from_database(parts: Parts) -> Built:
    """Read a database, each platform with columns of its own."""
    url = parts.secret("url")
    sources = {
        platform: Database(parts.clock, url, parts.setup.query, parts.fields(platform, Fields()))
        for platform in parts.setup.platforms
    }

    def check(account: Account) -> None:
        sources[account.platform].probe()

    return Built(sources, check)
