"""Rows of reprints."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest

from connectors.tables import Table
from ranking.intake.batch import REFERENCES, Batch, IntakeContext
from ranking.intake.formats import Format
from ranking.intake.recognise import Recognition, recognise
from ranking.intake.take_in import take_in
from ranking.schemas import CHANNELS, REPRINT_COUNTS, REPRINTS

Take = Callable[..., Batch]
POST, OTHER = "weibo:4505721600164261", "wechat:gh_aaa:22_1"
AT = datetime(2026, 10, 31, 0, tzinfo=UTC)
GOOD = {
    "稿件": POST,
    "渠道": "人民日报",
    "渠道类型": "客户端",
    "链接": "https://example.com/a",
    "时间": "2026-11-01 09:30",
    "阅读": "10万+",
    "点赞": "5",
    "评论": "-",
}


@pytest.fixture
def context(context: IntakeContext) -> IntakeContext:
    refs = [
        (POST, POST),
        ("https://weibo.com/1505102485/J2oQo0GJn", POST),
        (OTHER, OTHER),
        ("double", POST),
        ("double", OTHER),
    ]
    posts = pl.DataFrame([(*ref, AT) for ref in refs], schema=REFERENCES, orient="row")
    return replace(context, posts=posts)


def table(*changes: Mapping[str, str]) -> list[list[str]]:
    rows = [{**GOOD, **change} for change in changes]
    headers = list(dict.fromkeys(key for row in rows for key in row))
    return [headers, *([row.get(header, "") for header in headers] for row in rows)]


def told(*parts: str) -> str:
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=10).hexdigest()


def test_a_row_becomes_a_reprint_under_the_month_of_its_post(take: Take) -> None:
    """A reprint of November belongs to October, its post's month; its id is post, channel, link."""
    batch = take(table({}))
    key = told(POST, "client:c1", "https://example.com/a")
    assert batch.datasets["reprints"].to_dicts() == [
        {
            "reprint_id": key,
            "post_id": POST,
            "channel_id": "client:c1",
            "published_at": datetime(2026, 11, 1, 1, 30, tzinfo=UTC),
            "title": None,
            "url": "https://example.com/a",
            "matched_by": "declared",
            "similarity": None,
            "parent": None,
            "rejected": None,
            "month": "2026-10",
            "row": 2,
        }
    ]
    assert batch.datasets["reprint_counts"].to_dicts() == [
        {
            "reprint_id": key,
            "observed_at": datetime(2026, 11, 21, 4, tzinfo=UTC),
            "source": "reprints",
            "reads": 100000,
            "likes": 5,
            "comments": None,
            "censored": ["reads"],
            "month": "2026-10",
            "row": 2,
        }
    ]


def test_frames_have_the_schemas_of_the_facts(take: Take) -> None:
    """Accepted or not, the frames fit the store, with month and row added."""
    extra = {"month": pl.String(), "row": pl.Int64()}
    for change in ({}, {"稿件": "?"}):
        batch = take(table(change))
        assert batch.datasets["reprints"].schema == {**REPRINTS, **extra}
        assert batch.datasets["reprint_counts"].schema == {**REPRINT_COUNTS, **extra}
        assert batch.new_channels.schema == CHANNELS


@pytest.mark.parametrize(
    "reference",
    [POST, "https://weibo.com/1505102485/J2oQo0GJn", "http://m.weibo.cn/status/4505721600164261"],
)
def test_a_post_is_named_by_id_or_link(reference: str, take: Take) -> None:
    """Links lead to the post however they are spelt."""
    assert take(table({"稿件": reference})).datasets["reprints"]["post_id"].to_list() == [POST]


@pytest.mark.parametrize(
    ("channel", "kind", "channel_id"),
    [
        ("人民日报", "新闻客户端", "client:c1"),
        ("人民日报", "网站", "website:w1"),
        ("人民 日报客户端", "", "client:c1"),
        ("人民网", "", "website:w1"),
        ("website:w1", "客户端", "website:w1"),
        ("人民日报", "公众号", "wechat:k1"),
    ],
)
def test_a_channel_is_named_by_id_name_or_alias(
    channel: str, kind: str, channel_id: str, take: Take
) -> None:
    """One name in several types is told apart by the type."""
    batch = take(table({"渠道": channel, "渠道类型": kind}))
    assert batch.datasets["reprints"]["channel_id"].to_list() == [channel_id]
    assert batch.new_channels.is_empty()


@pytest.mark.parametrize(
    ("change", "reason", "column", "value"),
    [
        ({"稿件": ""}, "post_missing", "稿件", None),
        ({"稿件": "weibo:1"}, "post_unknown", "稿件", "weibo:1"),
        ({"稿件": "4.5E+15"}, "id_damaged", "稿件", "4.5E+15"),
        ({"稿件": "double"}, "post_ambiguous", "稿件", "double"),
        ({"渠道": ""}, "channel_missing", "渠道", None),
        ({"渠道": "某报"}, "channel_unknown", "渠道", "某报"),
        ({"渠道": "某号", "渠道类型": ""}, "channel_unknown", "渠道", "某号"),
        ({"渠道类型": ""}, "channel_ambiguous", "渠道", "人民日报"),
        ({"渠道类型": "短视频"}, "channel_type_unknown", "渠道类型", "短视频"),
        ({"时间": "", "链接": ""}, "time_missing", "时间", None),
        ({"时间": "昨天"}, "time_without_year", "时间", "昨天"),
        ({"时间": "2026-10-30 07:59"}, "before_original", "时间", "2026-10-30 07:59"),
        ({"点赞": "-5"}, "negative", "点赞", "-5"),
    ],
)
def test_a_row_that_cannot_be_used_is_quarantined(
    change: dict[str, str], reason: str, column: str, value: str | None, take: Take
) -> None:
    """The first fault is reported with its header and cell; the row stays out of the facts."""
    batch = take(table({}, change))
    assert batch.datasets["reprints"]["row"].to_list() == [2]
    (rejected,) = batch.rejected.to_dicts()
    assert (rejected["row"], rejected["status"]) == (3, "quarantined")
    assert (rejected["reason"], rejected["column"], rejected["value"]) == (reason, column, value)


def test_a_reprint_up_to_a_day_before_its_post_is_kept(take: Take) -> None:
    """Dates without a time make a reprint look earlier than it was."""
    assert take(table({"时间": "2026-10-30 08:00"})).accepted == 1


def test_a_reprint_without_time_or_without_link_still_has_an_id(take: Take) -> None:
    """The link tells reprints apart, else the time does."""
    reprints = take(table({"时间": ""}, {"链接": ""})).datasets["reprints"]
    assert reprints["published_at"].to_list()[0] is None
    assert reprints["reprint_id"].to_list() == [
        told(POST, "client:c1", "https://example.com/a"),
        told(POST, "client:c1", "2026-11-01T01:30:00Z"),
    ]


def test_unknown_wechat_and_weibo_channels_are_added_once(
    take: Take,
    make_table: Callable[..., Table],
    formats: tuple[Format, ...],
    context: IntakeContext,
) -> None:
    """They are too many to be listed beforehand; spellings of one name are one channel."""
    rows = table(
        {"渠道": "上观新闻", "渠道类型": "公众号"},
        {"渠道": "上观　新闻", "渠道类型": "微信"},
        {"渠道": "上观新闻", "渠道类型": "微博"},
        {"渠道": "坏行", "渠道类型": "微博", "点赞": "x"},
    )
    batch = take(rows)
    assert batch.new_channels.select("channel_id", "name", "type").rows() == [
        ("wechat:上观新闻", "上观新闻", "wechat"),
        ("weibo:上观新闻", "上观新闻", "weibo"),
    ]
    assert batch.flags == {"channel_added": 2}
    many = make_table([*rows, *rows[1:]], chunk=4)
    seen = recognise(many, formats)
    assert isinstance(seen, Recognition)
    added = [one.new_channels.height for one in take_in(many, seen, context)]
    assert sum(added) == 2


def test_a_reprint_without_counts_is_no_observation(take: Take) -> None:
    """Websites show no counts: the reprint counts, its reads are missing."""
    batch = take(table({"阅读": "", "点赞": ""}))
    assert batch.datasets["reprints"].height == 1
    assert batch.datasets["reprint_counts"].is_empty()


def test_a_channel_name_of_any_length_is_not_entered_by_itself(take: Take) -> None:
    """A whole article in the channel's cell is set aside, not made a channel."""
    batch = take(table({"渠道": "长" * 300, "渠道类型": "微博"}))
    assert batch.rejected["reason"].to_list() == ["channel_unknown"]
    assert batch.new_channels.height == 0


def test_a_rejected_reprint_has_its_posts_month(take: Take) -> None:
    """Quarantine is looked at by month; without a post the reprint's own time decides."""
    batch = take(table({"点赞": "x"}, {"稿件": "?"}))
    assert batch.rejected["month"].to_list() == ["2026-10", "2026-11"]


@pytest.mark.parametrize(
    ("header", "said", "parent"),
    [
        ("转自链接", "https://example.com/first", "https://example.com/first"),
        ("上级转载", "0123456789abcdef0123", "0123456789abcdef0123"),
        ("parent", "某报", "某报"),
        ("转载自", "", None),
        ("转载自", "-", None),
        ("转载自", POST, None),
        ("来源链接", "http://m.weibo.cn/status/4505721600164261", None),
        ("来源链接", OTHER, OTHER),
    ],
)
def test_a_reprint_may_say_what_it_was_taken_from(
    header: str, said: str, parent: str | None, take: Take
) -> None:
    """Kept as the file has it; the post itself, by id or link, is no parent; another post is."""
    reprints = take(table({}, {header: said})).datasets["reprints"]
    assert reprints["parent"].to_list() == [None, parent]
    assert reprints["rejected"].to_list() == [None, None]


def test_the_parents_are_those_of_the_rows_that_are_kept(take: Take) -> None:
    """A row set aside before them shifts nothing."""
    rows = table({"点赞": "x", "parent": "a"}, {"parent": "b"}, {"稿件": "?"}, {"parent": "d"})
    assert take(rows).datasets["reprints"]["parent"].to_list() == ["b", "d"]
