"""A small month of an office, and a day's feed of a monitoring service about its posts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ranking.wiring import open_workspace
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportRequest
from ranking.workflow.init import create_workspace
from ranking.workflow.reprint_match import match_reprints
from tests.builders.feeds import Writer
from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv

MONTH = "2020-05"
FEED = ("媒体名称", "媒体类型", "标题", "正文", "链接", "发布时间", "阅读数")
HOSTILE_TITLE = "=1+1\x1b[31m\u202e题"
_WRITER = Writer(5)
TEXTS = {number: _WRITER.text(400) for number in (1, 2, 3, 4)}
OTHER = _WRITER.text(600)


def article(name: str, channel: str, text: str, title: str | None = None) -> list[object]:
    """Return a row of the feed; its address ends with its name."""
    url = f"https://news.example.com/{name}"
    return [channel, "网站", title or f"标题{name}", text, url, "2020-05-20 10:00", 12]


def part(number: int, share: float) -> str:
    """Return the beginning of a post, and something else after it."""
    return TEXTS[number][: round(len(TEXTS[number]) * share)] + OTHER


ARTICLES = (
    article("whole", "新浪网", TEXTS[1]),
    article("part", "新浪网", part(2, 0.45)),
    article("hostile", "新浪网", part(3, 0.4), HOSTILE_TITLE),
    article("elsewhere", "某某网", TEXTS[4]),
    article("other", "某某网", OTHER),
)
"""One reprint, two doubtful articles, the more similar one first, a reprint in an unknown source,
and an article that has nothing to do with any post."""


def office_files(home: Path) -> list[Path]:
    """Write what has to be imported before: roster, one channel, four posts of 甲 and 乙."""
    accounts = [("微博", 100 + n, f"账号{100 + n}", unit, "各区") for n, unit in enumerate("甲乙")]
    posts = [weibo_row(n, 100 + n % 2, 微博正文=text) for n, text in TEXTS.items()]
    channels = [("c-sina", "新浪网", "网站")]
    return [
        write_csv(home / "名册.csv", ROSTER, accounts),
        write_csv(home / "渠道.csv", ("渠道ID", "渠道名称", "渠道类型"), channels),
        write_csv(home / "微博.csv", WEIBO, posts),
    ]


def feed_file(path: Path, articles: Sequence[Sequence[object]] = ARTICLES) -> Path:
    """Write a feed."""
    return write_csv(path, FEED, articles)


def make_fed_office(home: Path, *, matched: bool) -> Path:
    """Make the office with its posts and channel; ``matched``: the feed is imported and matched,
    else it lies there as 监测.csv."""
    create_workspace(home)
    workspace = open_workspace(home, "test", lambda *_: None)
    try:
        workspace.ledger.create()
        requests = [ImportRequest(file) for file in office_files(home)]
        assert not any(report.error for report in import_files(workspace, requests))
        feed = feed_file(home / "监测.csv")
        if matched:
            assert match_reprints(workspace, MONTH, [ImportRequest(feed)]).report.doubtful == 2
    finally:
        workspace.close()
    return home
