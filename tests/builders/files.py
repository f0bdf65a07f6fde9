"""Small files as staff have them, written for a test."""

import csv
import os
from collections.abc import Iterable
from pathlib import Path

ROSTER = ("平台", "账号ID", "账号名称", "单位", "组别")
WEIBO = ("id", "bid", "user_id", "用户昵称", "微博正文", "头条文章url", "发布位置", "艾特用户")
WEIBO += ("话题", "转发数", "评论数", "点赞数", "发布时间", "发布工具", "微博图片url")
WEIBO += ("微博视频url", "retweet_id")


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([list(header), *map(list, rows)])
    os.utime(path, (1_600_000_000, 1_600_000_000))
    return path


def weibo_row(number: int, user: int, **cells: object) -> list[object]:
    row = {
        "id": 4_500_000_000_000_000 + number,
        "bid": f"J2oQo{number:04}",
        "user_id": user,
        "用户昵称": f"账号{user}",
        "微博正文": f"第{number}篇",
        "转发数": number,
        "评论数": 1,
        "点赞数": 2,
        "发布时间": "2020-05-18 08:00",
        **cells,
    }
    return [row.get(name, "") for name in WEIBO]
