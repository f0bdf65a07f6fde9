"""Tables built by hand, the shipped formats, and a small roster to read them against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from connectors.tables import Table
from ranking.intake.batch import Batch, IntakeContext
from ranking.intake.formats import Format, load_formats
from ranking.intake.recognise import HeaderNotFound, recognise
from ranking.intake.take_in import take_in
from ranking.schemas import CHANNELS, ROSTER

CHECKOUT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
Cells = Sequence[Sequence[str | None]]


@pytest.fixture(scope="session")
def formats() -> tuple[Format, ...]:
    return load_formats(CHECKOUT / "config" / "sources")


@pytest.fixture(scope="session")
def make_table() -> Callable[..., Table]:
    """Build a Table from rows of cells; empty cells are null, empty rows are left out."""

    def build(rows: Cells, chunk: int = 1000, name: str = "Sheet1") -> Table:
        width = max((len(row) for row in rows), default=0)
        padded = [[cell or None for cell in row] + [None] * (width - len(row)) for row in rows]
        columns = {f"c{i}": [row[i] for row in padded] for i in range(width)}
        frame = pl.DataFrame(
            {"row": range(1, len(rows) + 1), **columns},
            schema={"row": pl.Int64, **dict.fromkeys(columns, pl.String)},
        ).filter(pl.any_horizontal(pl.col(c).is_not_null() for c in columns) if columns else False)
        return Table(name, width, lambda: frame.iter_slices(chunk))

    return build


@pytest.fixture(scope="session")
def roster() -> pl.DataFrame:
    rows = [
        ("weibo:1505102485", "1505102485", "上海发布", ["上海市政府新闻办"], None, None),
        ("wechat:gh_aaa", "gh_aaa", "上海发布", [], None, None),
        ("wechat:gh_old", "gh_old", "旧名称", [], None, date(2026, 10, 10)),
        ("wechat:gh_old", "gh_old", "新名称", [], date(2026, 10, 10), None),
        ("wechat:gh_left", "gh_left", "已注销", [], None, date(2026, 9, 1)),
        ("wechat:gh_t1", "gh_t1", "同名", [], None, None),
        ("wechat:gh_t2", "gh_t2", "同名", [], None, None),
    ]
    full = [
        (account, account.split(":")[0], native, name, aliases, "单位", "各区", first, end)
        for account, native, name, aliases, first, end in rows
    ]
    return pl.DataFrame(full, schema=ROSTER, orient="row")


@pytest.fixture(scope="session")
def channels() -> pl.DataFrame:
    rows = [
        ("client:c1", "人民日报", "client", ["人民日报客户端"], None, None, []),
        ("website:w1", "人民日报", "website", ["人民网"], 0.8, None, []),
        ("wechat:k1", "人民日报", "wechat", [], None, None, []),
    ]
    return pl.DataFrame(rows, schema=CHANNELS, orient="row")


@pytest.fixture
def context(roster: pl.DataFrame, channels: pl.DataFrame) -> IntakeContext:
    return IntakeContext("export.csv", NOW, NOW, roster, channels)


@pytest.fixture
def take(
    make_table: Callable[..., Table], formats: tuple[Format, ...], context: IntakeContext
) -> Callable[..., Batch]:
    """Recognise rows of cells and take them in as one batch."""

    def run(rows: Cells, context: IntakeContext = context) -> Batch:
        table = make_table(rows)
        seen = recognise(table, formats)
        assert not isinstance(seen, HeaderNotFound), seen
        (batch,) = take_in(table, seen, context)
        return batch

    return run
