"""Whose post it is."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from ranking.intake.accounts import Accounts

OCT_1, OCT_10, OCT_31 = date(2026, 10, 1), date(2026, 10, 10), date(2026, 10, 31)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (("wechat", "gh_aaa", "上海发布", OCT_1), ("wechat:gh_aaa", None, False)),
        (("wechat", "ｇｈ_aaa", None, OCT_1), ("wechat:gh_aaa", None, False)),
        (("wechat", "gh_aaa", "冒名", OCT_1), ("wechat:gh_aaa", None, True)),
        (("wechat", "GH_AAA", "上海发布", OCT_1), (None, "account_unknown", False)),
        (("weibo", "gh_aaa", None, OCT_1), (None, "account_unknown", False)),
        (("wechat", "gh_left", None, OCT_1), (None, "roster_gap", False)),
        (("wechat", None, "上海发布", OCT_1), ("wechat:gh_aaa", None, False)),
        (("weibo", None, "上海 发布", OCT_1), ("weibo:1505102485", None, False)),
        (("weibo", None, "上海市政府新闻办", OCT_1), ("weibo:1505102485", None, False)),
        (("weibo", None, "1505102485", OCT_1), ("weibo:1505102485", None, False)),
        (("wechat", None, "无名", OCT_1), (None, "account_unknown", False)),
        (("wechat", None, "已注销", OCT_1), (None, "roster_gap", False)),
        (("wechat", None, "同名", OCT_1), (None, "account_ambiguous", False)),
        (("wechat", None, None, OCT_1), (None, "account_missing", False)),
        ((None, "gh_aaa", None, OCT_1), (None, None, False)),
        (("wechat", "gh_aaa", None, None), (None, None, False)),
    ],
)
def test_an_account_is_found_by_id_else_by_name(
    case: tuple[str | None, str | None, str | None, date | None],
    expected: tuple[str | None, str | None, bool],
    roster: pl.DataFrame,
) -> None:
    """The id decides; a name, an alias or an id in the name's place decides where there is none."""
    assert attribute(roster, [case]) == [expected]


def test_a_name_belongs_to_its_time(roster: pl.DataFrame) -> None:
    """A rename takes effect on its first day; today's name on an older post is still found."""
    cases = [
        ("wechat", None, "旧名称", OCT_1),
        ("wechat", None, "新名称", OCT_10),
        ("wechat", None, "新名称", OCT_1),
        ("wechat", "gh_old", "旧名称", OCT_31),
    ]
    assert attribute(roster, cases) == [
        ("wechat:gh_old", None, False),
        ("wechat:gh_old", None, False),
        ("wechat:gh_old", None, True),
        ("wechat:gh_old", None, True),
    ]


def test_the_last_day_of_a_span_is_not_in_it(roster: pl.DataFrame) -> None:
    """Spans are half-open: valid_to is the first day outside."""
    cases = [
        ("wechat", "gh_left", None, date(2026, 8, 31)),
        ("wechat", "gh_left", None, date(2026, 9, 1)),
    ]
    assert [fault for _, fault, _ in attribute(roster, cases)] == [None, "roster_gap"]


def test_rows_keep_their_order(roster: pl.DataFrame) -> None:
    """Answers stand where their questions stood, repeated ones too."""
    cases = [("wechat", "gh_aaa", None, OCT_1), ("wechat", "x", None, OCT_1)] * 50
    assert [account for account, _, _ in attribute(roster, cases)] == ["wechat:gh_aaa", None] * 50


def attribute(
    roster: pl.DataFrame, cases: list[tuple[str | None, str | None, str | None, date | None]]
) -> list[tuple[str | None, str | None, bool]]:
    schema = {
        "platform": pl.String,
        "account_id": pl.String,
        "account_name": pl.String,
        "day": pl.Date,
    }
    rows = pl.DataFrame(cases, schema=schema, orient="row")
    return Accounts(roster).attribute(rows).rows()
