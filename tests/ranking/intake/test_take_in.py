"""The way in, from a recognised table to batches."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.tables import Table
from ranking.errors import IntakeError
from ranking.intake.batch import Batch, IntakeContext
from ranking.intake.canonical import canonical_rows
from ranking.intake.formats import Format
from ranking.intake.identity import reference_keys
from ranking.intake.reasons import REASONS
from ranking.intake.recognise import HeaderNotFound, Recognition, recognise
from ranking.intake.take_in import take_in
from ranking.schemas import ROSTER

MakeTable = Callable[..., Table]
Formats = tuple[Format, ...]
SHARED = Path(__file__).parents[3] / ".." / "shared" / "data" / "weibo-2020-05-18"

POSTS = ["平台", "账号名称", "稿件ID", "标题", "发布时间", "阅读数", "点赞数"]
REPRINTS = ["稿件", "渠道", "渠道类型", "链接", "时间", "阅读"]
NOISE = st.sampled_from(
    [
        *(
            "",
            "-",
            "合计",
            "备注",
            "微信",
            "微博",
            "上海发布",
            "客户端",
            "1505102485",
            "https://a.cn/x",
        ),
        *("2026-10-01", "20261001", "10月1日", "12", "1.2万", "10万+", "-1", "NaN", "=1"),
        *("4505721600164261", "22_1"),
    ]
)
CELL = NOISE | st.text(max_size=8)


def known(table: Table, formats: Formats) -> Recognition:
    seen = recognise(table, formats)
    assert not isinstance(seen, HeaderNotFound), seen
    return seen


@pytest.mark.slow
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(
    header=st.sampled_from([POSTS, REPRINTS]),
    rows=st.lists(st.lists(CELL, min_size=6, max_size=7), max_size=12),
    chunk=st.integers(1, 5),
)
def test_every_row_has_exactly_one_outcome(
    header: list[str],
    rows: list[list[str]],
    chunk: int,
    make_table: MakeTable,
    formats: Formats,
    context: IntakeContext,
) -> None:
    """Accepted, quarantined, unregistered and ignored add up to the rows read, by row number."""
    cells = [header, *(row[: len(header)] for row in rows)]
    table = make_table(cells, chunk)
    batches = list(take_in(table, known(table, formats), context))
    filled = [number for number, row in enumerate(cells[1:], 2) if any(row)]
    facts, rejected, ignored = rows_by_outcome(batches)
    assert sum(batch.rows_read for batch in batches) == len(filled)
    assert len(facts) + len(rejected) + ignored == len(filled)
    assert set(facts).isdisjoint(rejected)
    assert {*facts, *rejected} <= {*filled}
    assert sum(batch.accepted for batch in batches) == len(facts)
    assert {reason for batch in batches for reason in batch.rejected["reason"]} <= REASONS.keys()


def rows_by_outcome(batches: list[Batch]) -> tuple[list[int], list[int], int]:
    facts = [row for batch in batches for row in next(iter(batch.datasets.values()))["row"]]
    rejected = [row for batch in batches for row in batch.rejected["row"]]
    return facts, rejected, sum(batch.ignored for batch in batches)


def test_the_size_of_chunks_does_not_matter(
    make_table: MakeTable, formats: Formats, context: IntakeContext
) -> None:
    """One chunk or many: the same facts and the same rejected rows."""
    rows = [
        ["微信", "上海发布", f"{i}_1", "标题", "2026-10-01", str(i), "x" if i % 7 else "1"]
        for i in range(40)
    ]
    results = []
    for chunk in (1, 7, 1000):
        table = make_table([POSTS, *rows], chunk)
        batches = list(take_in(table, known(table, formats), context))
        posts = pl.concat([batch.datasets["posts"] for batch in batches])
        rejected = pl.concat([batch.rejected for batch in batches])
        results.append((posts.to_dicts(), rejected.to_dicts()))
    assert results[0] == results[1] == results[2]


def test_a_header_without_rows_gives_no_batch(
    make_table: MakeTable, formats: Formats, context: IntakeContext
) -> None:
    """An empty table is nothing to take in."""
    table = make_table([POSTS])
    assert list(take_in(table, known(table, formats), context)) == []


def test_a_roster_is_not_counts(
    make_table: MakeTable, formats: Formats, context: IntakeContext
) -> None:
    """The message says what the table is and which command takes it."""
    table = make_table([["平台", "账号ID", "账号名称", "单位", "组别"]])
    with pytest.raises(IntakeError, match="of kind roster") as caught:
        take_in(table, known(table, formats), context)
    assert "govrank roster import" in caught.value.hint_text()


def test_an_export_of_nobody_is_refused_before_any_row(
    make_table: MakeTable, formats: Formats, context: IntakeContext
) -> None:
    """A back-office export needs the account; the hint shows how to name it."""
    header = ["内容标题", "发表时间", "总阅读人数", "总阅读次数", "内容url"]
    table = make_table([header, ["a", "20261001", "1", "1", ""]])
    with pytest.raises(IntakeError, match="whose posts") as caught:
        take_in(table, known(table, formats), replace(context, file="导出.xlsx"))
    assert "--account" in caught.value.hint_text()


def test_a_column_may_say_whose_an_export_is(
    make_table: MakeTable, formats: Formats, context: IntakeContext
) -> None:
    """Rows of quarantine come back with a column 账号ID added."""
    header = ["内容标题", "发表时间", "总阅读人数", "总阅读次数", "内容url", "账号ID"]
    table = make_table([header, ["a", "20261001", "1", "1", "", "gh_aaa"]])
    (batch,) = take_in(table, known(table, formats), context)
    assert batch.datasets["posts"]["account"].to_list() == ["wechat:gh_aaa"]


def from_csv(path: Path) -> Table:
    frame = pl.read_csv(path, has_header=False, infer_schema=False)
    frame.columns = [f"c{i}" for i in range(frame.width)]
    rows = frame.with_row_index("row", offset=1).with_columns(pl.col("row").cast(pl.Int64))
    return Table(path.name, frame.width, lambda: rows.iter_slices(200))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference data is not beside the checkout")
def test_the_real_day_is_taken_in_whole(formats: Formats, context: IntakeContext) -> None:
    """853 real rows: 834 accepted, 19 of 17 accounts unregistered, sums as the file's own."""
    roster = real_roster(formats)
    table = from_csv(SHARED / "weibo-search.csv")
    batches = list(take_in(table, known(table, formats), replace(context, roster=roster)))
    rejected = pl.concat([batch.rejected for batch in batches])
    assert sum(batch.rows_read for batch in batches) == 853
    assert sum(batch.accepted for batch in batches) == 834
    assert rejected["status"].to_list() == ["unregistered"] * 19
    assert rejected["account"].n_unique() == 17
    with (SHARED / "weibo-search.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = set(roster["native_id"])
    mine = [row for row in rows if row["user_id"] in listed]
    counts = pl.concat([batch.datasets["post_counts"] for batch in batches])
    posts = pl.concat([batch.datasets["posts"] for batch in batches])
    for name, header in (("reposts", "转发数"), ("comments", "评论数"), ("likes", "点赞数")):
        assert counts[name].sum() == sum(int(row[header]) for row in mine)
    assert counts["reads"].null_count() == 834
    assert posts["month"].unique().to_list() == ["2020-05"]
    assert set(posts["post_id"]) == {f"weibo:{row['id']}" for row in mine}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference data is not beside the checkout")
def test_real_short_links_decode_to_the_real_ids() -> None:
    """All 853 pairs of bid and id agree, so that a link and an id are one post."""
    with (SHARED / "weibo-search.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    links = [f"https://weibo.com/{row['user_id']}/{row['bid']}" for row in rows]
    assert reference_keys(pl.Series(links)).to_list() == [row["id"] for row in rows]


def real_roster(formats: Formats) -> pl.DataFrame:
    table = from_csv(SHARED / "roster.csv")
    rows = canonical_rows(table, known(table, formats))
    return rows.select(
        account=pl.format("weibo:{}", "account_id"),
        platform=pl.lit("weibo"),
        native_id="account_id",
        name="account_name",
        aliases=pl.lit([], pl.List(pl.String)),
        unit="unit",
        group="group",
        valid_from=pl.lit(None),
        valid_to=pl.lit(None),
    ).cast(dict(ROSTER))
