"""What a row says of its post beside counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from ranking.intake.batch import Batch

Take = Callable[..., Batch]
GOOD = {
    "平台": "微信",
    "账号名称": "上海发布",
    "标题": "好消息",
    "链接": "https://mp.weixin.qq.com/s?__biz=M&mid=22&idx=1&sn=x",
    "发布时间": "2026-10-31 08:00",
    "阅读次数": "1.2万",
    "阅读人数": "",
    "点赞数": "5",
    "在看数": "",
    "话题": "进博会、#上海#",
    "是否原创": "是",
}


def table(*changes: Mapping[str, str]) -> list[list[str]]:
    rows = [{**GOOD, **change} for change in changes]
    headers = list(dict.fromkeys(key for row in rows for key in row))
    return [headers, *([row.get(header, "") for header in headers] for row in rows)]


@pytest.mark.parametrize(
    ("change", "original"),
    [
        ({"是否原创": "原创"}, True),
        ({"是否原创": "False"}, False),
        ({"是否原创": ""}, None),
        ({"是否原创": "", "retweet_id": "450572"}, False),
        ({"是否原创": "", "retweet_id": "0"}, True),
        ({"是否原创": "否", "retweet_id": ""}, False),
    ],
)
def test_original_is_what_the_row_says_else_what_it_forwards(
    change: dict[str, str], original: bool | None, take: Take
) -> None:
    """Not said at all is null, never false."""
    assert take(table(change)).datasets["posts"]["original"].to_list() == [original]


@pytest.mark.parametrize(
    ("cell", "position"), [("头条", 1), ("次条", 2), ("第3条", 3), ("8", 8), ("", None)]
)
def test_the_place_in_the_message_is_read(cell: str, position: int | None, take: Take) -> None:
    """Words and numbers; where the link has the index, the link counts."""
    change = {"链接": "https://mp.weixin.qq.com/s/AbCdEfGhIj", "推送位置": cell}
    assert take(table(change)).datasets["posts"]["position"].to_list() == [position]
    assert take(table({"推送位置": cell})).datasets["posts"]["position"].to_list() == [1]


def test_topics_are_null_only_where_the_table_has_none(take: Take) -> None:
    """An empty cell is a post without topics; no column is not knowing."""
    assert take(table({"话题": ""})).datasets["posts"]["topics"].to_list() == [[]]
    bare = [
        [cell for cell, head in zip(row, GOOD, strict=True) if head != "话题"] for row in table({})
    ]
    assert take(bare).datasets["posts"]["topics"].to_list() == [None]
