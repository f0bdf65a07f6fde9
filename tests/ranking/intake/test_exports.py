"""The shipped formats on rows as their programs write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ranking.intake.batch import Batch, IntakeContext

Take = Callable[..., Batch]
WEIBO_CRAWLER = [
    "id",
    "bid",
    "正文",
    "头条文章url",
    "日期",
    "点赞数",
    "评论数",
    "转发数",
    "话题",
    "完整日期",
]


def test_a_weibo_crawler_file_is_its_accounts(take: Take, context: IntakeContext) -> None:
    """The account is the file's name; the tab behind the id goes; all posts are originals."""
    row = [
        "4505721600164261\t",
        "J2oQo0GJn",
        "正文",
        "",
        "2026-10-01",
        "1",
        "2",
        "3",
        "甲,乙",
        "2026-10-01 09:00:00",
    ]
    batch = take([WEIBO_CRAWLER, row], replace(context, file="weibo/上海发布/1505102485.csv"))
    (post,) = batch.datasets["posts"].to_dicts()
    (count,) = batch.datasets["post_counts"].to_dicts()
    assert post["post_id"] == "weibo:4505721600164261"
    assert post["account"] == "weibo:1505102485"
    assert (post["title"], post["text"]) == (None, "正文")
    assert (post["original"], post["topics"]) == (True, ["甲", "乙"])
    assert (count["likes"], count["comments"], count["reposts"], count["reads"]) == (1, 2, 3, None)


def test_a_weibo_crawler_file_says_what_is_forwarded(take: Take, context: IntakeContext) -> None:
    """With reposts collected there is a column, and it counts."""
    row = [
        "4505721600164261",
        "J",
        "正文",
        "",
        "",
        "1",
        "2",
        "3",
        "",
        "2026-10-01 09:00:00",
        "False",
    ]
    batch = take([[*WEIBO_CRAWLER, "是否原创"], row], replace(context, file="1505102485.csv"))
    assert batch.datasets["posts"]["original"].to_list() == [False]


@pytest.mark.parametrize("account", ["wechat:gh_aaa", "gh_aaa", "上海发布"])
def test_a_back_office_export_belongs_to_the_account_named(
    account: str, take: Take, context: IntakeContext
) -> None:
    """Its dates are bare numbers, its times of reading are preferred to people."""
    header = [
        "内容标题",
        "发表时间",
        "总阅读人数",
        "总阅读次数",
        "总分享人数",
        "总分享次数",
        "内容url",
    ]
    row = ["好消息", "20261031", "900", "1000", "3", "4", "http://mp.weixin.qq.com/s?mid=22&idx=3"]
    batch = take([header, row], replace(context, account=account))
    (post,) = batch.datasets["posts"].to_dicts()
    (count,) = batch.datasets["post_counts"].to_dicts()
    assert (post["post_id"], post["position"]) == ("wechat:gh_aaa:22_3", 3)
    assert post["original"] is None
    assert (count["reads"], count["reads_unit"], count["reposts"]) == (1000, "times", 4)


def test_an_article_exporter_file_knows_thumbs_from_hearts(take: Take) -> None:
    """点赞 is likes, 喜欢 is wow, 留言 comments, 分享 reposts; no word of 原创 is not original."""
    header = [
        "公众号",
        "ID",
        "链接",
        "标题",
        "发布时间",
        "阅读",
        "点赞",
        "分享",
        "喜欢",
        "留言",
        "是否原创",
    ]
    start = [
        "上海发布",
        "22_1",
        "https://mp.weixin.qq.com/s/AbCdEfGhIj",
        "好消息",
        "2026-10-01 08:00:00",
    ]
    batch = take(
        [header, [*start, "9", "8", "7", "6", "5", ""], [*start, "1", "", "", "", "", "原创"]]
    )
    counts: dict[str, Any] = batch.datasets["post_counts"].to_dicts()[0]
    assert [counts[name] for name in ("reads", "likes", "reposts", "wow", "comments")] == [
        9,
        8,
        7,
        6,
        5,
    ]
    assert batch.datasets["posts"]["original"].to_list() == [False, True]
    assert batch.datasets["posts"]["post_id"].unique().to_list() == ["wechat:gh_aaa:22_1"]
