"""Rows of posts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from ranking.intake.batch import REJECTED, Batch, IntakeContext
from ranking.schemas import POST_COUNTS, POSTS

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


def test_a_row_becomes_a_post_and_an_observation(take: Take) -> None:
    """Every cell arrives where it belongs; what is empty is null."""
    batch = take(table({}))
    assert batch.datasets["posts"].to_dicts() == [
        {
            "post_id": "wechat:gh_aaa:22_1",
            "account": "wechat:gh_aaa",
            "published_at": datetime(2026, 10, 31, tzinfo=UTC),
            "title": "好消息",
            "text": None,
            "url": GOOD["链接"],
            "topics": ["进博会", "上海"],
            "original": True,
            "position": 1,
            "withdrawn_at": None,
            "month": "2026-10",
            "row": 2,
        }
    ]
    assert batch.datasets["post_counts"].to_dicts() == [
        {
            "post_id": "wechat:gh_aaa:22_1",
            "observed_at": datetime(2026, 11, 21, 4, tzinfo=UTC),
            "source": "generic-posts",
            "reads": 12000,
            "likes": 5,
            "wow": None,
            "comments": None,
            "reposts": None,
            "favourites": None,
            "reads_unit": "times",
            "censored": [],
            "month": "2026-10",
            "row": 2,
        }
    ]


def test_frames_have_the_schemas_of_the_facts(take: Take) -> None:
    """Accepted or not, the frames fit the store, with month and row added."""
    extra = {"month": pl.String(), "row": pl.Int64()}
    for change in ({}, {"发布时间": "?"}):
        batch = take(table(change))
        assert batch.datasets["posts"].schema == {**POSTS, **extra}
        assert batch.datasets["post_counts"].schema == {**POST_COUNTS, **extra}
        assert batch.rejected.schema == REJECTED


@pytest.mark.parametrize(
    ("change", "reason", "column", "value"),
    [
        ({"发布时间": ""}, "time_missing", "发布时间", None),
        ({"发布时间": "10月31日"}, "time_without_year", "发布时间", "10月31日"),
        ({"发布时间": "2026-13-01"}, "time_unreadable", "发布时间", "2026-13-01"),
        ({"发布时间": "2008-01-01"}, "outside_any_month", "发布时间", "2008-01-01"),
        ({"平台": ""}, "platform_missing", "平台", None),
        ({"平台": "抖音"}, "platform_unknown", "平台", "抖音"),
        ({"账号名称": ""}, "account_missing", "账号名称", None),
        ({"账号名称": "同名"}, "account_ambiguous", "账号名称", "同名"),
        ({"平台": "微博", "账号ID": "1.5051E+09"}, "id_damaged", "账号ID", "1.5051E+09"),
        ({"链接": "", "标题": ""}, "id_missing", "native_id", None),
        ({"平台": "微博", "稿件ID": "4.5E+15"}, "id_damaged", "稿件ID", "4.5E+15"),
        ({"阅读次数": "-1"}, "negative", "阅读次数", "-1"),
        ({"阅读次数": "1.5"}, "fractional", "阅读次数", "1.5"),
        ({"阅读人数": "NaN"}, "nan", "阅读人数", "NaN"),
        ({"点赞数": "9007199254740993"}, "too_large", "点赞数", "9007199254740993"),
        ({"点赞数": "约2万"}, "approximate", "点赞数", "约2万"),
        ({"在看数": "好多", "点赞数": "x"}, "not_a_number", "点赞数", "x"),
        ({"是否原创": "也许"}, "original_unreadable", "是否原创", "也许"),
        ({"推送位置": "第零条"}, "position_unreadable", "推送位置", "第零条"),
        ({"采集时间": "昨天"}, "time_without_year", "采集时间", "昨天"),
    ],
)
def test_a_row_that_cannot_be_used_is_quarantined(
    change: dict[str, str], reason: str, column: str, value: str | None, take: Take
) -> None:
    """The first fault is reported with its header and cell; the row stays out of the facts."""
    batch = take(table({}, change))
    assert batch.datasets["posts"]["row"].to_list() == [2]
    (rejected,) = batch.rejected.to_dicts()
    assert (rejected["row"], rejected["status"]) == (3, "quarantined")
    assert (rejected["reason"], rejected["column"], rejected["value"]) == (reason, column, value)


@pytest.mark.parametrize(
    ("change", "reason", "account"),
    [
        ({"账号名称": "路人"}, "account_unknown", "路人"),
        ({"账号ID": "gh_zzz"}, "account_unknown", "wechat:gh_zzz"),
        ({"账号ID": "gh_zzz", "点赞数": "x"}, "account_unknown", "wechat:gh_zzz"),
        ({"账号名称": "已注销"}, "roster_gap", "已注销"),
    ],
)
def test_a_row_of_an_account_outside_the_roster_is_unregistered(
    change: dict[str, str], reason: str, account: str, take: Take
) -> None:
    """Nobody's post is set aside whole, before its counts are looked at."""
    (rejected,) = take(table(change)).rejected.to_dicts()
    assert (rejected["status"], rejected["reason"]) == ("unregistered", reason)
    assert (rejected["account"], rejected["month"]) == (account, "2026-10")


def test_a_rejected_row_carries_all_its_cells(take: Take) -> None:
    """The whole row can be shown and written again, hostile text and all."""
    nasty = '=1+1"\n\\{x}</td>\u202e'
    batch = take(table({"标题": nasty, "点赞数": "x", "不认识的列": "保留"}))
    cells = json.loads(batch.rejected["cells"][0])
    assert cells["标题"] == nasty
    assert cells["不认识的列"] == "保留"
    assert cells["在看数"] is None
    assert list(cells)[: len(GOOD)] == list(GOOD)


def test_reads_in_people_stand_in_where_times_are_missing(take: Take) -> None:
    """The unit says which of the two it is, row by row; neither is no unit."""
    batch = take(
        table(
            {"阅读人数": "900"},
            {"阅读次数": "-", "阅读人数": "10万+"},
            {"阅读次数": "-", "阅读人数": ""},
        )
    )
    counts = batch.datasets["post_counts"].select("reads", "reads_unit", "censored").rows()
    assert counts == [
        (12000, "times", []),
        (100000, "people", ["reads"]),
        (None, None, []),
    ]


def test_lower_bounds_are_listed_by_name(take: Take) -> None:
    """Each count that is only a lower bound is in ``censored``."""
    batch = take(table({"阅读次数": "10万+", "点赞数": "1000+"}, {}))
    assert batch.datasets["post_counts"]["censored"].to_list() == [["reads", "likes"], []]


def test_a_row_without_any_count_is_a_post_but_no_observation(take: Take) -> None:
    """A post whose counts are all missing is counted as a post."""
    batch = take(table({"阅读次数": "", "点赞数": "—"}))
    assert batch.accepted == 1
    assert batch.datasets["posts"].height == 1
    assert batch.datasets["post_counts"].is_empty()


def test_more_likes_than_reads_is_kept_and_flagged(take: Take) -> None:
    """Odd is not wrong; against a lower bound of reads it is not even odd."""
    batch = take(
        table({"阅读次数": "3", "点赞数": "5"}, {"阅读次数": "3+", "点赞数": "5"}, {"阅读次数": ""})
    )
    assert batch.accepted == 3
    assert batch.flags == {"likes_above_reads": 1}


def test_a_renamed_account_is_kept_and_flagged(take: Take) -> None:
    """The id decides; another name is worth a note."""
    batch = take(table({"账号ID": "gh_aaa", "账号名称": "上海發佈"}))
    assert batch.datasets["posts"]["account"].to_list() == ["wechat:gh_aaa"]
    assert batch.flags == {"account_renamed": 1}


def test_the_time_of_observation_is_the_rows_or_the_files(take: Take) -> None:
    """A row that says when it was collected is believed."""
    batch = take(table({"采集时间": "2026-11-01 10:00"}, {"采集时间": ""}))
    assert batch.datasets["post_counts"]["observed_at"].to_list() == [
        datetime(2026, 11, 1, 2, tzinfo=UTC),
        datetime(2026, 11, 21, 4, tzinfo=UTC),
    ]


def test_the_source_can_be_named(take: Take, context: IntakeContext) -> None:
    """Without a name it is the format's id."""
    batch = take(table({}), replace(context, source="清博"))
    assert batch.datasets["post_counts"]["source"].to_list() == ["清博"]


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


WEIBO_CRAWLER = "id,bid,正文,头条文章url,日期,点赞数,评论数,转发数,话题,完整日期".split(",")


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
    header = "公众号,ID,链接,标题,发布时间,阅读,点赞,分享,喜欢,留言,是否原创".split(",")
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
