"""A workspace with posts of October 2026 that have texts, channels, and articles of a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from ranking.facts.files import scan_batches, write_batch
from ranking.facts.fresh import fresh_rows
from ranking.ledger.batches import add_batches, read_batches
from ranking.ledger.imports import add_import
from ranking.model.month import Month
from ranking.schemas import ARTICLES
from ranking.wiring import open_workspace
from ranking.workflow.facts import compact_facts
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportRequest
from ranking.workflow.init import create_workspace
from ranking.workflow.workspace import Workspace
from tests.builders.feeds import Writer
from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv

MONTH = "2026-10"
NOW = datetime(2026, 12, 20, tzinfo=UTC)
UNITS = {100: "黄浦区", 101: "静安区", 102: "杨浦区"}
CHANNELS = ("渠道ID", "渠道名称", "渠道类型", "别名")
KNOWN = [
    ("c-sina", "新浪网", "网站", "新浪;新浪新闻客户端"),
    ("c-xinmin", "新民网", "网站", ""),
    ("c-pengpai", "澎湃新闻", "客户端", ""),
]
_WRITER = Writer(7)
TEXTS = {number: _WRITER.text(500) for number in range(1, 13)}
"""Number of a post → its text. Posts 1 to 8 are of October, 9 and 10 of the end of September, 11
and 12 of November; odd and even ones are of two units."""
DAYS = {
    **{number: f"2026-10-{2 + 3 * number:02} 08:00" for number in range(1, 9)},
    9: "2026-09-29 08:00",
    10: "2026-09-10 08:00",
    11: "2026-11-02 08:00",
    12: "2026-11-05 08:00",
}


def post_id(number: int) -> str:
    """Return the id of a post by its number."""
    return f"weibo:{4_500_000_000_000_000 + number}"


@contextmanager
def matching_workspace(
    home: Path, posts: Iterable[int] = DAYS, *, channels: bool = True
) -> Iterator[Workspace]:
    """Give a workspace with three units, three channels and posts of two of the units."""
    create_workspace(home)
    with opened(home) as workspace:
        workspace.ledger.create()
        rows = [
            weibo_row(n, 100 + n % 2, 微博正文=TEXTS[n], 发布时间=DAYS[n], 点赞数=n) for n in posts
        ]
        accounts = [("微博", n, f"{unit}发布", unit, "各区") for n, unit in UNITS.items()]
        files = [
            write_csv(home / "名册.csv", ROSTER, accounts),
            write_csv(home / "微博.csv", WEIBO, rows),
        ]
        if channels:
            files.append(write_csv(home / "渠道.csv", CHANNELS, KNOWN))
        import_all(workspace, *files)
        yield workspace


@contextmanager
def opened(home: Path, actor: str = "zhang") -> Iterator[Workspace]:
    """Give a workspace that is there already, on 20 December 2026."""
    workspace = replace(open_workspace(home, actor, lambda *_: None), now=lambda: NOW)
    try:
        yield workspace
    finally:
        workspace.close()


def import_all(workspace: Workspace, *files: Path) -> None:
    """Import files, each without an error."""
    for report in import_files(workspace, [ImportRequest(file) for file in files]):
        if report.error:
            raise report.error


def cut(number: int, share: float) -> str:
    """Return the beginning of a post's text."""
    return TEXTS[number][: round(len(TEXTS[number]) * share)]


def article(name: str, text: str | None, **more: object) -> dict[str, object]:
    """Return an article of 新浪网, seen a day after it was published."""
    published = more.get("published_at", datetime(2026, 10, 29, 1, tzinfo=UTC))
    seen = published if isinstance(published, datetime) else datetime(2026, 10, 29, tzinfo=UTC)
    values = {
        "article_id": name,
        "channel": "新浪网",
        "channel_type": "website",
        "title": f"标题 {name}",
        "text": text,
        "url": f"https://news.example/{name}",
        "published_at": published,
        "observed_at": seen + timedelta(hours=20),
        "source": "monitoring-feed",
        "reads": 10,
        "censored": [],
    }
    return {**dict.fromkeys(ARTICLES), **values, **more}


def put(workspace: Workspace, articles: Sequence[dict[str, object]]) -> None:
    """Store articles as an import of a feed does: what is new, one batch a month."""
    frame = pl.DataFrame(articles, schema=dict(ARTICLES), orient="row")
    when = [one["published_at"] or one["observed_at"] for one in articles]
    months = [str(Month.of(one)) for one in when if isinstance(one, datetime)]
    facts = workspace.settings.facts
    with workspace.ledger.writing() as connection:
        values = {"file_name": "feed.csv", "file_sha256": "0" * 64, "kind": "monitoring-feed"}
        values |= {"imported_at": NOW, "observed_at": frame["observed_at"].max(), "summary": {}}
        own = add_import(connection, values)
        for month in sorted(set(months)):
            part = frame.filter(pl.Series(months) == month)
            known = read_batches(connection, dataset="articles", month=month, kind="raw")
            stored = scan_batches(facts, known, "articles")
            fresh = fresh_rows(part, stored, "article_id", list(ARTICLES))
            if fresh.height:
                batch = write_batch(facts, "articles", month, "raw", fresh.select(list(ARTICLES)))
                add_batches(connection, [batch], own, NOW)


def state(workspace: Workspace, month: str = MONTH) -> dict[str, list[dict[str, object]]]:
    """Return what matching says of a month, and the reprints that count."""
    with workspace.ledger.reading() as connection:
        frames = {
            name: compact_facts(workspace, connection, name, month).collect()
            for name in ("matches", "reprints")
        }
    return {name: frame.to_dicts() for name, frame in frames.items()}


def rows_written(workspace: Workspace, dataset: str = "reprints", month: str = MONTH) -> int:
    """Return how many raw rows of a month are stored."""
    with workspace.ledger.reading() as connection:
        found = read_batches(connection, dataset=dataset, month=month, kind="raw")
    return sum(batch.rows for batch in found)
