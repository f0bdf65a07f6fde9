"""Feeds of a monitoring service 全网监测 as an office gets them: CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import xlsxwriter

from ranking.model.month import SHANGHAI
from tests.builders.files import write_csv

HEADERS = {
    "channel": "媒体名称",
    "channel_type": "媒体类型",
    "account": "作者",
    "title": "标题",
    "text": "正文",
    "url": "链接",
    "linked": "原文出处链接",
    "published_at": "发布时间",
    "reads": "阅读数",
    "likes": "点赞数",
    "comments": "评论数",
    "observed_at": "采集时间",
}
"""Canonical column → header in the file."""


def write_feed(
    path: Path, rows: Iterable[Mapping[str, object]], headers: Mapping[str, str] = HEADERS
) -> Path:
    """Write articles given by canonical columns; ``.xlsx`` makes a workbook, else it is CSV.

    Columns that no row has are left out. Times become text in Asia/Shanghai.
    """
    articles = list(rows)
    columns = [name for name in headers if any(name in row for row in articles)]
    top = [headers[name] for name in columns]
    cells = [[_cell(row.get(name)) for name in columns] for row in articles]
    if path.suffix != ".xlsx":
        return write_csv(path, top, cells)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("监测数据")
        for number, row in enumerate([top, *cells]):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, str(cell))
    return path


def article(number: int, **cells: object) -> dict[str, object]:
    """Return an article of a news site with a text of its own; ``cells`` replace or add columns."""
    return {
        "channel": "甲新闻网",
        "channel_type": "网站",
        "title": f"第{number}篇报道",
        "text": f"第{number}篇报道的正文。" * 30,
        "url": f"https://news.example/a/{number}.html",
        "published_at": datetime(2026, 10, 20, 9, number % 60, tzinfo=SHANGHAI),
        **cells,
    }


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    return "" if value is None else value
