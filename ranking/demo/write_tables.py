"""The roster, the channels and the reprint tables."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import polars as pl

from ranking.demo.office import Account
from ranking.demo.sheets import write_sheet
from ranking.demo.units import LABEL
from ranking.model.vocabulary import PLATFORM_NAMES, ChannelType

_LISTED = {ChannelType.CLIENT: "新闻客户端", ChannelType.WEBSITE: "新闻网站"}
_WEIGHTY = 10
FEED_HEADER = (
    "标题", "正文", "来源", "来源类型", "账号", "链接", "原文出处链接", "发布时间", "阅读数",
    "点赞数", "评论数",
)  # fmt: skip
"""A monitoring feed, as vendors of public opinion data write it."""


def write_roster(accounts: tuple[Account, ...], path: Path) -> None:
    """Write the roster; a renamed or moved account has two rows, 截止日期 is its last day."""
    lines = []
    for account in accounts:
        former, since = account.former, None
        if former:
            since = former.until.first_day
            last_day = since - timedelta(days=1)
            lines.append(_line(account, former.name, former.unit, None, last_day))
        lines.append(_line(account, account.name, account.unit, since, None))
    write_sheet(path, f"{LABEL} 政务新媒体账号名册", pl.DataFrame(lines, infer_schema_length=None))


def _line(
    account: Account, name: str, unit: str, start: date | None, end: date | None
) -> dict[str, str | None]:
    return {
        "平台": PLATFORM_NAMES[account.platform],
        "账号ID": account.native_id,
        "账号名称": name,
        "单位": unit,
        "组别": account.group,
        "起始日期": start.isoformat() if start else None,
        "截止日期": end.isoformat() if end else None,
        "别名": "、".join(account.aliases) or None,
    }


def write_channels(channels: pl.DataFrame, path: Path) -> None:
    """Write the news clients and sites; the ten foremost of each type have their own weight."""
    rows = channels.filter(pl.col("type").is_in([t.value for t in _LISTED])).select(
        渠道名称=pl.col("name"),
        渠道类型=pl.col("type").replace_strict({t.value: n for t, n in _LISTED.items()}),
        别名=pl.col("alias"),
        权重=pl.when(pl.col("place") < _WEIGHTY).then(pl.lit("1.5")),
    )
    write_sheet(path, f"{LABEL} 监测渠道", rows)


def write_reprints(rows: pl.DataFrame, path: Path) -> None:
    """Write a reprint table as UTF-8 CSV that Excel opens."""
    rows.write_csv(path, include_bom=True)


def write_feed(articles: pl.DataFrame, path: Path) -> None:
    """Write a monitoring feed as UTF-8 CSV that Excel opens, without what it was made from."""
    articles.select(FEED_HEADER).write_csv(path, include_bom=True)
