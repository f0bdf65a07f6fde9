"""What a method made of a table, on a terminal."""

from __future__ import annotations

import io

import polars as pl
import pytest
from rich.cells import cell_len
from rich.console import Console

from ranking.i18n import Translator
from ranking.render.evaluation import evaluation_table

CELLS = pl.DataFrame({"名称": ["上海市发布办公室公众号"], "地区": ["黄浦"], "reads": ["7"]})
COMPUTED = pl.DataFrame(
    {
        "reads.transformed": [2.0794],
        "day.value": [2.71],
        "post.value": [3.52],
        "index.value": [3.1],
        "index": [89.485],
        "index_rank": [1],
    }
)


def lines(width: int) -> list[str]:
    out = io.StringIO()
    tr = Translator("en")
    console = Console(file=out, width=width, color_system=None)
    console.print(evaluation_table(CELLS, COMPUTED, 2, tr, width))
    return out.getvalue().splitlines()


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (40, ["index"]),
        (60, ["day.value", "index", "index_rank"]),
        (100, ["day.value", "post.value", "index", "index_rank"]),
    ],
)
def test_a_narrow_terminal_shows_fewer_numbers_but_all_of_each(
    width: int, shown: list[str]
) -> None:
    """The index first, then its rank, then levels; labels give way, numbers are never cut."""
    head, _, row, *_ = lines(width)
    assert head.split() == ["名称", "地区", *shown]
    numbers = {"day.value": "2.71", "post.value": "3.52", "index": "89.49", "index_rank": "1"}
    assert row.split()[-len(shown) :] == [numbers[name] for name in shown]
    assert cell_len(head) <= width
