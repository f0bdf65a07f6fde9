"""Text cells to numbers for scoring."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from ranking.errors import DataError
from ranking.methods.model import Method
from ranking.workflow.eval_numbers import numbers
from ranking.workflow.eval_table import TextTable
from tests.builders.public import nri_like, wci_like

WITH_RULE, WITHOUT = wci_like(), nri_like()


def read(cells: list[str | None], method: Method = WITH_RULE) -> list[float | None]:
    """The numbers of a column, in a file whose header is row 1."""
    column = pl.Series("阅读数", cells, pl.String)
    rows = pl.Series("row", range(2, len(cells) + 2))
    table = TextTable(Path("week.csv").name, column.to_frame(), rows)
    return numbers(table, {"reads": "阅读数"}, method)["reads"].to_list()


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("12", 12),
        ("-3.5", -3.5),
        ("1e3", 1000),
        (" 12\u00a0", 12),
        ("1,234", 1234),
        ("-1,234.5", -1234.5),
        ("1.2万", 12000),
        ("3亿", 3e8),
        ("１，２３４", 1234),
        ("1e18", 1e18),
    ],
)
def test_a_number_is_read_as_people_write_it(cell: str, wanted: float) -> None:
    """Exact or grouped, in units of 万 and 亿, full-width, beside plain ones."""
    assert read([cell, "5"]) == [wanted, 5]


@pytest.mark.parametrize("cell", [None, "—", "-", "暂无", "NA", "null"])
def test_a_cell_that_says_nothing_is_null(cell: str | None) -> None:
    """Missing is not zero, and no fault."""
    assert read([cell, "5"]) == [None, 5]


@pytest.mark.parametrize("cell", ["10万+", "10w+", "100000+", ">100,000", "超10万"])
def test_the_public_limit_is_what_the_method_says(cell: str) -> None:
    """And a fault where the method says nothing of it."""
    assert read([cell, "5"]) == [100_001, 5]
    with pytest.raises(DataError):
        read([cell, "5"], WITHOUT)


@pytest.mark.parametrize(
    "cell",
    ["12%", "2026-10-01", "nan", "inf", "约3万", "5万+", "1,23", "1 234", "true", "−5"],
)
def test_anything_else_is_refused_with_its_place(cell: str) -> None:
    """Other lower bounds too: nobody knows what they stand for."""
    with pytest.raises(DataError) as caught:
        read(["5", cell])
    assert [str(p) for p in caught.value.problems] == [f"row 3, column '阅读数': '{cell}'"]
