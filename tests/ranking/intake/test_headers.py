"""Header candidates."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from connectors.tables import Table
from ranking.intake.headers import candidates, column_letter


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_in_a_spreadsheet(index: int, letters: str) -> None:
    """Letters go on after Z as spreadsheets do."""
    assert column_letter(index) == letters


def test_single_rows_come_before_pairs(make_table: Callable[..., Table]) -> None:
    """A pair joins what differs, keeps what is merged, and skips what is empty."""
    rows = [["标题", "微信", ""], ["标题", "阅读数", "备注"]]
    found = list(candidates(make_table(rows)))
    assert [one.rows for one in found] == [(1,), (2,), (1, 2)]
    assert found[-1].full == ("标题", "微信/阅读数", "备注")
    assert found[-1].leaves == ("标题", "阅读数", "备注")
