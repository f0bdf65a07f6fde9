"""Rows of posts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

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
