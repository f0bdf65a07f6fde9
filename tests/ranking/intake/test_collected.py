"""What a source answered passes the same checks as the rows of a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from connectors.interface import PostRow, ReprintRow
from ranking.intake.batch import Batch, IntakeContext
from ranking.intake.collected import Seen, post_table, reprint_table
from ranking.intake.formats import load_formats
from ranking.intake.take_in import take_in
from ranking.schemas import CHANNELS, ROSTER

NOW = datetime(2026, 11, 22, tzinfo=UTC)
AT = datetime(2026, 11, 1, 4, 30, 5, tzinfo=UTC)
SEEN = datetime(2026, 11, 20, 1, 2, 3, 456789, tzinfo=UTC)
FORMATS = {one.id: one for one in load_formats(Path(__file__).parents[3] / "config" / "sources")}
WEIBO, WECHAT = "weibo:2000000001", "wechat:gh_1"


@pytest.fixture
def roster() -> pl.DataFrame:
    rows = []
    for account in (WEIBO, WECHAT):
        platform, _, native_id = account.partition(":")
        rows.append(
            {"account": account, "platform": platform, "native_id": native_id, "name": "某市发布"}
        )
    return pl.DataFrame(rows, schema_overrides=ROSTER).select(
        pl.col(name).cast(dtype) if name in rows[0] else pl.lit(None, dtype).alias(name)
        for name, dtype in ROSTER.items()
    )


@pytest.fixture
def taken(roster):
    def take(
        *rows: PostRow, account: str = WEIBO, known: dict[str, datetime] | None = None
    ) -> Batch:
        seen = [Seen(account, row, SEEN) for row in rows]
        table, recognition = post_table(seen, known or {}, "official", FORMATS["generic-posts"])
        context = IntakeContext("official", SEEN, NOW, roster, source="official")
        (batch,) = take_in(table, recognition, context)
        return batch

    return take


def test_a_row_becomes_a_post_and_its_counts_to_the_last_digit(taken):
    row = PostRow(
        "5230011223344000",
        AT,
        {"reposts": 0, "comments": 7, "likes": 123_456_789},
        text="  #便民# 第1条，说明：见下  ",
        topics=("便民", "第一、第二"),
        original=False,
    )
    batch = taken(row)
    post = batch.datasets["posts"].row(0, named=True)
    counts = batch.datasets["post_counts"].row(0, named=True)
    assert (post["post_id"], post["published_at"]) == ("weibo:5230011223344000", AT)
    assert post["topics"] == ["便民", "第一、第二"]
    assert post["original"] is False
    assert (counts["reposts"], counts["comments"], counts["likes"]) == (0, 7, 123_456_789)
    assert counts["reads"] is None
    assert (counts["observed_at"], counts["source"]) == (SEEN, "official")


@pytest.mark.parametrize("unit", ["people", "times"])
def test_reads_keep_their_unit(taken, unit):
    batch = taken(PostRow("2247484000_1", AT, {"reads": 5}, unit), account=WECHAT)
    counts = batch.datasets["post_counts"].row(0, named=True)
    assert (counts["reads"], counts["reads_unit"]) == (5, unit)
    assert batch.datasets["posts"]["post_id"].to_list() == ["wechat:gh_1:2247484000_1"]


def test_a_lower_bound_stays_one(taken):
    row = PostRow("2247484000_1", AT, {"reads": 100_000}, "times", frozenset({"reads"}))
    counts = taken(row, account=WECHAT).datasets["post_counts"].row(0, named=True)
    assert (counts["reads"], counts["censored"]) == (100_000, ["reads"])


def test_counts_alone_take_the_time_that_is_known(taken):
    row = PostRow("5230011223344000", None, {"likes": 1})
    batch = taken(row, known={"5230011223344000": AT})
    assert batch.datasets["posts"]["published_at"].to_list() == [AT]
    assert taken(row).rejected["reason"].to_list() == ["time_missing"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (PostRow("5230011223344000", AT, {"likes": -1}), "negative"),
        (PostRow("5230011223344000", AT, {"likes": 2**53 + 1}), "too_large"),
        (PostRow("5230011223344000", datetime(2027, 1, 1, tzinfo=UTC)), "outside_any_month"),
        (PostRow(None, AT, {"likes": 1}), "id_missing"),
    ],
)
def test_what_cannot_be_is_set_aside_with_its_reason(taken, row, reason):
    batch = taken(row)
    assert batch.rejected["reason"].to_list() == [reason]
    assert batch.datasets["posts"].height == 0


def test_a_row_that_was_set_aside_can_be_read_by_an_import(taken):
    cells = taken(PostRow("5230011223344000", AT, {"likes": -1})).rejected["cells"].item()
    for header in ("平台", "稿件ID", "账号ID", "发表时间", "点赞数", "采集时间"):
        assert f'"{header}"' in cells


def test_hostile_titles_change_no_other_cell(taken):
    rows = [
        PostRow("5230011223344000", AT, {"likes": 1}, text='=1+1",\n合计\x1b[31m'),
        PostRow("5230011223344001", AT, {"likes": 2}, text="合计"),
    ]
    batch = taken(*rows)
    assert batch.datasets["post_counts"]["likes"].to_list() == [1, 2]
    assert batch.ignored == 0


def test_reprints_name_their_post_and_channel(roster):
    row = ReprintRow(
        "5230011223344000", "某报", "website", AT, url="https://a.cn/1", counts={"reads": 9}
    )
    seen = [Seen(WEIBO, row, SEEN)]
    table, recognition = reprint_table(seen, "warehouse", FORMATS["reprints"])
    channels = pl.DataFrame(
        [{"channel_id": "c1", "name": "某报", "type": "website", "aliases": [], "weight": None}],
        schema=CHANNELS,
    )
    posts = pl.DataFrame(
        {"ref": ["5230011223344000"], "post_id": ["weibo:5230011223344000"], "published_at": [AT]},
        schema_overrides={"published_at": pl.Datetime("us", "UTC")},
    )
    context = IntakeContext("warehouse", SEEN, NOW, roster, channels, posts, source="warehouse")
    (batch,) = take_in(table, recognition, context)
    assert batch.rejected.height == 0
    assert batch.datasets["reprints"]["channel_id"].to_list() == ["c1"]
    assert batch.datasets["reprint_counts"]["reads"].to_list() == [9]
