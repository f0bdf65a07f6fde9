"""Articles of an invented account, as 清博 and 新榜 write them, and the posts they are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from connectors.fakes.vendors import NEWRANK, Vendors
from connectors.interface import Account, PostRow, Query
from connectors.sources.values import SHANGHAI, instant_of

ACCOUNT = Account("wechat", "moushifabu", "某市发布")
WEIBO = Account("weibo", "1404376560", "某市发布")
FIRST, LAST = date(2026, 10, 30), date(2026, 11, 19)
QUERY = Query(ACCOUNT, FIRST, LAST)
KEYS = {
    "/weixin/v1/articles": ("posttime", "read_count", "like_count"),
    NEWRANK: ("publicTime", "readNum", "likeNum"),
}
READS: tuple[tuple[Any, int | None], ...] = ((100001, 100000), (0, 0), ("", None), ("1,234", 1234))
"""What stands in the articles in turn, and the reads it means; the first is censored."""


def moment(number: int) -> datetime:
    """Return when the article of a number came out: every three hours back from the last day."""
    last = datetime(LAST.year, LAST.month, LAST.day, 20, tzinfo=SHANGHAI)
    return last - timedelta(hours=3 * number)


def articles(path: str, number: int) -> list[dict[str, Any]]:
    """Return so many articles, newest first; ids of the vendor's own are no ids of posts."""
    time, reads, likes = KEYS[path]
    return [
        {
            "id": str(900 + i),
            "title": f"第{i}篇",
            "url": link(i),
            time: f"{moment(i):%Y-%m-%d %H:%M:%S}",
            reads: READS[i % 4][0],
            likes: str(i),
        }
        for i in range(number)
    ]


def link(number: int) -> str:
    return f"https://mp.weixin.qq.com/s?__biz=MzA=&mid=22476{number:05}&idx=1"


def posts(number: int) -> tuple[PostRow, ...]:
    """Return what is to be read of so many articles."""
    return tuple(_post(i) for i in range(number) if moment(i).date() >= FIRST)


def _post(number: int) -> PostRow:
    reads = READS[number % 4][1]
    return PostRow(
        None,
        instant_of(moment(number)),
        {"likes": number} if reads is None else {"reads": reads, "likes": number},
        reads_unit=None if reads is None else "times",
        censored=frozenset({"reads"} if number % 4 == 0 else ()),
        title=f"第{number}篇",
        url=link(number),
    )


def office(path: str, number: int) -> Vendors:
    """Return vendors who know so many articles of the account, and one of another account."""
    other = articles(path, 1)
    return Vendors(articles={(path, ACCOUNT.native_id): articles(path, number),
                             (path, "other"): other})  # fmt: skip
