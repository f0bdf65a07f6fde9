"""One month of the synthetic office: its posts, as files or otherwise, and its reprint tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from ranking.demo import flaws
from ranking.demo.feed import draw_feed
from ranking.demo.files import DemoFile, DemoMonth
from ranking.demo.meter import Meter
from ranking.demo.office import Account, Source
from ranking.demo.posts import draw_posts
from ranking.demo.reprints import TYPE_SHARES, draw_reprints
from ranking.demo.scales import Scale
from ranking.demo.streams import stream
from ranking.demo.themes import Theme
from ranking.demo.units import BUREAU_GROUP, DISTRICT_GROUP, LABEL
from ranking.demo.write_tables import write_feed, write_reprints
from ranking.demo.write_vendor import write_vendor
from ranking.demo.write_wechat import write_back_office, write_exporter
from ranking.demo.write_weibo import write_crawler, write_search
from ranking.model.month import SHANGHAI, Month
from ranking.model.vocabulary import CHANNEL_TYPE_NAMES, ChannelType


@dataclass(frozen=True)
class Office:
    """What all months share."""

    seed: int
    last_month: Month
    accounts: tuple[Account, ...]
    channels: pl.DataFrame
    themes: tuple[Theme, ...]
    mapping: Path


@dataclass(frozen=True)
class Desk:
    """Where one month is written, and what; ``posts`` are as ``draw_posts`` gives them."""

    office: Office
    month: Month
    age: int
    folder: Path
    posts: pl.DataFrame

    def path(self, what: str, ending: str) -> Path:
        """Return where the month's file of that name belongs."""
        return self.folder / f"{what}_{self.month}_{LABEL}.{ending}"

    def of(self, source: Source) -> pl.DataFrame:
        """Return the posts that arrive in a kind of file."""
        return self.posts.filter(pl.col("source") == source)

    def files(self, source: Source) -> list[tuple[Account, pl.DataFrame]]:
        """Return the posts of each account of a source that hands in one file an account."""
        own = self.of(source)
        return [
            (self.office.accounts[index], own.filter(pl.col("account") == index))
            for index in sorted(own["account"].unique())
        ]


Delivery = Callable[[Desk], tuple[DemoFile, ...]]
"""Hands over the posts of one month; returns the files to import, none if they went elsewhere."""

_GATHERED = {"weibo-crawler": "weibo-search", "wechat-back-office": "wechat-exporter"}
"""In earlier months the accounts with files of their own are in the common exports."""


def write_month(
    folder: Path, office: Office, age: int, scale: Scale, deliver: Delivery, meter: Meter
) -> DemoMonth:
    """Write the month that lies ``age`` months before the last, at the size ``scale``."""
    month = office.last_month.shift(-age)
    target = folder / str(month)
    target.mkdir(exist_ok=True)
    posts = draw_posts(office.accounts, office.seed, month, age, scale.posts, office.themes)
    if age:
        posts = posts.with_columns(pl.col("source").replace(_GATHERED))
    desk = Desk(office, month, age, target, posts)
    files = deliver(desk)
    meter.add(posts.height)
    reprints = _reprint_files(desk, scale.reprints, meter)
    return DemoMonth(month, files, reprints, None if age else _feed(desk, scale.articles))


def as_files(desk: Desk) -> tuple[DemoFile, ...]:
    """Write the posts as the exports that staff have."""
    return (*_weibo_files(desk), *_wechat_files(desk))


def _weibo_files(desk: Desk) -> list[DemoFile]:
    """One search export, in GB18030 (as Excel saves it) every other month; crawler files."""
    search = desk.path("微博", "csv")
    encoding = "gb18030" if desk.age % 2 else "utf-8-sig"
    write_search(desk.of("weibo-search"), desk.office.accounts, desk.month, search, encoding)
    written = [DemoFile(search)]
    for account, posts in desk.files("weibo-crawler"):
        path = desk.folder / f"微博采集_{LABEL}" / f"{account.native_id}.csv"
        path.parent.mkdir(exist_ok=True)
        write_crawler(posts, path)
        written.append(DemoFile(path))
    return written


def _wechat_files(desk: Desk) -> list[DemoFile]:
    """One export a group, a vendor's workbook, and back-office files, every other one as .xlsx."""
    written = []
    accounts = desk.office.accounts
    exported = desk.of("wechat-exporter")
    for group in (DISTRICT_GROUP, BUREAU_GROUP):
        mine = [i for i, account in enumerate(accounts) if account.group == group]
        path = desk.path(f"微信_{group}", "xlsx")
        posts = exported.filter(pl.col("account").is_in(mine))
        write_exporter(posts, accounts, desk.month, path, flawed=group == BUREAU_GROUP)
        written.append(DemoFile(path))
    for number, (account, posts) in enumerate(desk.files("wechat-back-office")):
        path = desk.path(f"微信后台_{account.native_id}", "xls" if number % 2 else "xlsx")
        write_back_office(posts, path)
        written.append(DemoFile(path, account=account.key))
    vendor = desk.path("第三方平台_微信", "xlsx")
    write_vendor(desk.of("vendor"), accounts, desk.month, vendor)
    return [*written, DemoFile(vendor, mapping=desk.office.mapping)]


def _reprint_files(desk: Desk, size: int, meter: Meter) -> tuple[DemoFile, ...]:
    """One table a type of channel in the last month, one for all channels in each earlier one."""
    tables = {kind: _reprints(desk, kind, many, meter) for kind, many in _split(size).items()}
    if desk.age:
        named = {"全部渠道": pl.concat(tables.values())}
    else:
        named = {CHANNEL_TYPE_NAMES[kind]: rows for kind, rows in tables.items()}
    written = []
    for name, rows in named.items():
        path = desk.path(f"转载_{name}", "csv")
        write_reprints(rows, path)
        written.append(DemoFile(path))
    return tuple(written)


def _feed(desk: Desk, size: int) -> Path:
    """Write a monitoring feed of the month, which the demo leaves to its users to import."""
    office, path = desk.office, desk.path("全网监测", "csv")
    rng = stream(office.seed, "feed", desk.month)
    articles = draw_feed(desk.posts, office.accounts, desk.month, size, _end(office), rng)
    write_feed(articles, path)
    return path


def _end(office: Office) -> datetime:
    """Return the last second in which the office collects, in Shanghai time without a zone."""
    end = office.last_month.end.astimezone(SHANGHAI).replace(tzinfo=None)
    return end - timedelta(seconds=1)


def _reprints(desk: Desk, kind: ChannelType, many: int, meter: Meter) -> pl.DataFrame:
    rng = stream(desk.office.seed, f"reprints {kind}", desk.month)
    rows = draw_reprints(desk.posts, desk.office.channels, kind, many, _end(desk.office), rng)
    meter.add(many)
    return flaws.in_reprints(rows) if kind is ChannelType.CLIENT else rows


def _split(size: int) -> dict[ChannelType, int]:
    many = {kind: round(size * share) for kind, share in TYPE_SHARES.items()}
    return {**many, ChannelType.CLIENT: many[ChannelType.CLIENT] + size - sum(many.values())}
