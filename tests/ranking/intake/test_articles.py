"""Rows of monitoring feeds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from ranking.intake.batch import Batch
from ranking.schemas import ARTICLES, CHANNELS

Take = Callable[..., Batch]
GOOD = {
    "标题": "某区开通新线",
    "正文": "今天开通。",
    "媒体名称": "甲新闻网",
    "媒体类型": "网站",
    "作者": "某记者",
    "链接": "https://www.News.example/a/1.html#top",
    "原文出处链接": "https://mp.weixin.qq.com/s/abcdefgh",
    "发布时间": "2026-10-31 09:30",
    "阅读数": "10万+",
    "点赞数": "5",
    "评论数": "-",
    "采集时间": "2026-11-01 08:00",
}
SEEN = datetime(2026, 11, 21, 4, tzinfo=UTC)


def table(*changes: Mapping[str, str]) -> list[list[str]]:
    return [list(GOOD), *([{**GOOD, **change}[header] for header in GOOD] for change in changes)]


def articles(take: Take, *changes: Mapping[str, str]) -> list[dict[str, Any]]:
    batch = take(table(*changes))
    assert batch.rejected.is_empty()
    return batch.datasets["articles"].to_dicts()


def told(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()


def test_a_row_becomes_an_article_with_its_counts(take: Take) -> None:
    """All cells, under the month of publication; its id is that of channel and address."""
    assert articles(take, {}) == [
        {
            "article_id": told("甲新闻网\nnews.example/a/1.html"),
            "channel": "甲新闻网",
            "channel_type": "website",
            "title": "某区开通新线",
            "text": "今天开通。",
            "url": "https://www.News.example/a/1.html#top",
            "linked": "https://mp.weixin.qq.com/s/abcdefgh",
            "published_at": datetime(2026, 10, 31, 1, 30, tzinfo=UTC),
            "observed_at": datetime(2026, 11, 1, 0, tzinfo=UTC),
            "source": "monitoring-feed",
            "reads": 100000,
            "likes": 5,
            "comments": None,
            "censored": ["reads"],
            "month": "2026-10",
            "row": 2,
        }
    ]


def test_frames_have_the_schema_of_the_facts(take: Take) -> None:
    """Accepted or not, with month and row added; a feed adds no channels by itself."""
    for change in ({}, {"媒体名称": "", "作者": ""}):
        batch = take(table(change))
        assert batch.datasets["articles"].drop("month", "row").schema == ARTICLES
        assert batch.new_channels.schema == CHANNELS
        assert batch.new_channels.is_empty()


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"链接": "http://news.example/a/1.html/"}, True),
        ({"标题": "别的标题", "正文": "", "发布时间": ""}, True),
        ({"媒体名称": "甲 新闻网"}, True),
        ({"媒体名称": "乙新闻网"}, False),
        ({"链接": "https://news.example/a/1.html?p=2"}, False),
        ({"链接": "https://news.example/a/A.html"}, False),
    ],
)
def test_an_article_is_its_channel_and_address(
    change: dict[str, str], same: bool, take: Take
) -> None:
    """However the address is spelt; a new title is the same article, seen again."""
    first, second = articles(take, {}, change)
    assert (first["article_id"] == second["article_id"]) is same


@pytest.mark.parametrize("link", ["", "查看原文", "https://app.example/", "app.example", "无"])
def test_without_an_address_of_its_own_the_title_and_time_tell_an_article(
    link: str, take: Take
) -> None:
    """A cell that is no address is no link, and a site's front page is everybody's."""
    rows = articles(
        take,
        {"链接": link},
        {"链接": link, "标题": "别的标题"},
        {"链接": link, "发布时间": "2026-10-31 09:31"},
        {"链接": link, "标题": "", "正文": "文" * 300},
        {"链接": link, "标题": "", "正文": "文" * 200 + "另"},
        {"链接": link, "标题": "", "正文": "别的"},
    )
    assert rows[0]["article_id"] == told("甲新闻网\n某区开通新线\n2026-10-31T01:30:00Z")
    assert len({row["article_id"] for row in rows}) == 5
    assert rows[3]["article_id"] == rows[4]["article_id"]
    assert rows[0]["url"] == (link if "." in link else None)


def test_a_link_that_is_no_address_is_counted(take: Take) -> None:
    """Staff learn that the export shows words for links."""
    assert take(table({"链接": "查看原文"}, {"链接": ""}, {})).flags == {"link_unreadable": 1}


def test_a_link_to_itself_is_no_link_to_the_original(take: Take) -> None:
    """One column may be both, and vendors fill one from the other."""
    rows = articles(
        take,
        {"原文出处链接": "http://news.example/a/1.html"},
        {"原文出处链接": "上海发布"},
        {"原文出处链接": ""},
    )
    assert [row["linked"] for row in rows] == [None, None, None]


@pytest.mark.parametrize(
    ("name", "kind", "account", "expected"),
    [
        ("微信", "", "甲区发布", ("甲区发布", "wechat")),
        ("新浪微博", "微博", "甲区发布", ("甲区发布", "weibo")),
        ("", "公众号", "甲区发布", ("甲区发布", "wechat")),
        ("微信公众号", "", "", ("微信公众号", "wechat")),
        ("甲报", "客户端", "某记者", ("甲报", "client")),
        ("甲报", "", "某记者", ("甲报", None)),
        ("甲报", "报纸", "某记者", ("甲报", None)),
        ("甲 报\u200b", "APP", "", ("甲 报", "client")),
    ],
)
def test_the_channel_is_the_source_or_the_account_on_a_platform(
    name: str, kind: str, account: str, expected: tuple[str, str | None], take: Take
) -> None:
    """Feeds name the platform for WeChat and Weibo, and the account beside it."""
    (row,) = articles(take, {"媒体名称": name, "媒体类型": kind, "作者": account})
    assert (row["channel"], row["channel_type"]) == expected


def test_types_that_are_none_of_ours_are_counted(take: Take) -> None:
    """报纸, 论坛, 视频: the article is kept, its type is left open."""
    batch = take(table({"媒体类型": "论坛"}, {"媒体类型": ""}, {"媒体类型": "报纸"}))
    assert batch.flags == {"channel_type_other": 2}


@pytest.mark.parametrize("time", ["", "—", "1970-01-01 08:00", "2027-01-01 00:00"])
def test_a_time_that_is_missing_or_impossible_is_left_open(time: str, take: Take) -> None:
    """The article counts; it is stored under the month in which it was seen."""
    (row,) = articles(take, {"发布时间": time})
    assert (row["published_at"], row["month"]) == (None, "2026-11")
    flags = take(table({"发布时间": time})).flags
    assert flags == ({"time_ignored": 1} if len(time) > 1 else {})


def test_an_article_without_a_time_of_observation_was_seen_when_the_file_was(take: Take) -> None:
    """As in any other table."""
    (row,) = articles(take, {"采集时间": ""})
    assert row["observed_at"] == SEEN


@pytest.mark.parametrize("nothing", ["", "-", "暂无", "无", "<p>&nbsp;</p>", "<div>\n</div>"])
def test_a_row_with_nothing_to_match_is_quarantined(nothing: str, take: Take) -> None:
    """Neither a title nor a text: empty, a sign for not known, or markup around nothing."""
    batch = take(table({"标题": nothing, "正文": nothing}, {"标题": nothing}, {"正文": nothing}))
    assert batch.datasets["articles"]["row"].to_list() == [3, 4]
    (rejected,) = batch.rejected.to_dicts()
    assert (rejected["reason"], rejected["column"]) == ("content_missing", "正文")
    assert rejected["account"] is None, "a channel is no account"


@pytest.mark.parametrize(
    ("change", "reason", "column"),
    [
        ({"媒体名称": "", "作者": ""}, "channel_missing", "媒体名称"),
        ({"媒体名称": "\u200b", "作者": ""}, "channel_missing", "媒体名称"),
        ({"发布时间": "昨天"}, "time_without_year", "发布时间"),
        ({"发布时间": "不详"}, "time_unreadable", "发布时间"),
        ({"采集时间": "2027-05-01 08:00"}, "outside_any_month", "采集时间"),
        ({"点赞数": "-5"}, "negative", "点赞数"),
        ({"阅读数": "约1万"}, "approximate", "阅读数"),
    ],
)
def test_a_row_that_cannot_be_used_is_quarantined(
    change: dict[str, str], reason: str, column: str, take: Take
) -> None:
    """As in any other table, with its header and cell."""
    batch = take(table({}, change))
    assert batch.datasets["articles"]["row"].to_list() == [2]
    (rejected,) = batch.rejected.to_dicts()
    assert (rejected["reason"], rejected["column"]) == (reason, column)


def test_texts_are_kept_as_they_are(take: Take) -> None:
    """HTML, ten megabytes, controls, a formula: what matching makes of them is its own affair."""
    texts = ["<p>甲</p>", "长" * 3_500_000, "a\x00b\x1b[31m", '=HYPERLINK("x")', '"十四五"规划']
    rows = articles(take, *({"正文": text} for text in texts))
    assert [row["text"] for row in rows] == texts


def test_a_title_alone_is_enough(take: Take) -> None:
    """It is matched as weaker evidence; counts may be missing throughout."""
    rows = [["某区开通新线", "甲报", "a.example/1"], ["合计：1篇", "", ""]]
    batch = take([["标题", "来源", "链接"], *rows])
    assert batch.datasets["articles"].select("title", "text", "reads", "censored").rows() == [
        ("某区开通新线", None, None, [])
    ]
    assert batch.ignored == 1


def test_more_likes_than_reads_are_counted(take: Take) -> None:
    """Kept, as everywhere; a lower bound of reads may be above them."""
    assert take(table({"阅读数": "3"}, {})).flags == {"likes_above_reads": 1}
