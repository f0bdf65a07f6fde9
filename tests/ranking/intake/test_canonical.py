"""Rows under canonical names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from connectors.tables import Table
from ranking.intake.canonical import canonical_rows
from ranking.intake.formats import Format
from ranking.intake.recognise import Recognition, recognise

ROSTER_HEADER = ["单位", "平台", "账号名称", "账号ID", "组别", "电话"]
POST_HEADER = ["标题", "平台", "账号名称", "发布时间", "阅读数"]


@pytest.fixture
def rows_of(
    make_table: Callable[..., Table], formats: tuple[Format, ...]
) -> Callable[..., list[dict[str, str | None]]]:
    def run(rows: list[list[str]], chunk: int = 1000) -> list[dict[str, str | None]]:
        table = make_table(rows, chunk)
        seen = recognise(table, formats)
        assert isinstance(seen, Recognition)
        return canonical_rows(table, seen).to_dicts()

    return run


def test_cells_come_under_canonical_names_with_their_row(
    rows_of: Callable[..., list[dict[str, str | None]]],
) -> None:
    """Every canonical column is there; what the table lacks or leaves empty is null."""
    rows = rows_of(
        [["名册"], ROSTER_HEADER, [" 区政府 ", "微信", "上海发布", "gh_a\t", "各区", "-"]]
    )
    assert rows == [
        {
            "row": 3,
            "platform": "微信",
            "account_id": "gh_a",
            "account_name": "上海发布",
            "unit": "区政府",
            "group": "各区",
            "valid_from": None,
            "valid_to": None,
            "aliases": None,
        }
    ]


@pytest.mark.parametrize("chunk", [1, 2, 1000])
def test_totals_footers_and_repeated_headers_are_left_out(
    chunk: int, rows_of: Callable[..., list[dict[str, str | None]]]
) -> None:
    """Rows that are no rows are passed over, whatever the chunks."""
    good = ["好消息", "微信", "上海发布", "2026-10-01", "5"]
    noise = [
        ["合计", "", "", "", "5"],
        ["本月合计", "-", "", "—", "5"],
        ["总计（1篇）", "", "", "", "5"],
        ["平均", "", "", "", "5"],
        ["", "小计", "", "", "5"],
        ["制表人：张三", "", "", "", ""],
        ["联系人：李四"] * 5,
        ["备注：以上为当日数据", "", "", "", ""],
        POST_HEADER,
        ["  ", "", "", "", "\u3000"],
    ]
    assert [row["title"] for row in rows_of([POST_HEADER, good, *noise, good], chunk)] == [
        "好消息",
        "好消息",
    ]


def test_a_true_row_that_sounds_like_a_total_is_kept(
    rows_of: Callable[..., list[dict[str, str | None]]],
) -> None:
    """A post called 合计 has a time, so it is a post."""
    rows = [
        POST_HEADER,
        ["合计", "微信", "上海发布", "2026-10-01", "5"],
        ["备注", "微信", "上海发布", "20261001", "5"],
        ["合计", "微信", "上海发布", "10-1", "5"],
    ]
    assert len(rows_of(rows)) == 3


def test_an_empty_time_alone_does_not_make_a_row_ignorable(
    rows_of: Callable[..., list[dict[str, str | None]]],
) -> None:
    """A row that is merely incomplete stays, to be rejected with a reason."""
    assert len(rows_of([POST_HEADER, ["好消息", "微信", "上海发布", "", "5"]])) == 1
