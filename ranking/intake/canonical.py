"""Rows under canonical names: the recognised columns of a table as trimmed text."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from connectors.interface import ROW, Table
from ranking.intake.formats import CANONICAL, Dataset
from ranking.intake.recognise import Recognition
from ranking.intake.text import folded, plain, trimmed

_FREE_TEXT = ("title", "text")
_TOTALS = r"^.{0,8}(合计|总计|小计|总和|汇总|平均值?|均值)\s*([(:].*)?$"
_FOOTERS = (
    r"^(制表|填表|填报|联系人|联系电话|联系方式|备注|附注|说明|注\s*[:.]|注$|数据来源|统计时间"
    r"|统计口径|审核人|负责人|报送|导出时间)"
)
_PROOF: dict[Dataset, tuple[str, ...]] = {
    "posts": ("native_id", "url", "published_at"),
    "reprints": ("channel", "url", "published_at"),
    "channels": ("type",),
    "roster": ("account_id", "unit"),
}
"""Columns of which a true row has at least one, beside its first cell."""


def canonical_rows(table: Table, recognition: Recognition) -> pl.DataFrame:
    """Return all rows of the table as ``row`` and the canonical columns of its dataset (String).

    Null = empty, a sign for "not known" (—, 暂无), or no such column. Totals, footers and repeated
    headers are left out.
    """
    frames = [
        name_columns(rows, recognition).filter(~ignorable(rows, recognition))
        for rows in (below_header(chunk, recognition) for chunk in table.chunks())
    ]
    schema = {ROW: pl.Int64, **dict.fromkeys(CANONICAL[recognition.format.dataset], pl.String)}
    return pl.concat([pl.DataFrame(schema=schema), *frames])


def below_header(chunk: pl.DataFrame, recognition: Recognition) -> pl.DataFrame:
    """Return the rows that come after the header."""
    return chunk.filter(pl.col(ROW) > recognition.header_rows[-1])


def name_columns(
    rows: pl.DataFrame, recognition: Recognition, values: Mapping[str, str] | None = None
) -> pl.DataFrame:
    """Return ``row`` and every canonical column; ``values`` add to the defaults of the format."""
    defaults = {**recognition.format.values, **(values or {})}
    names = CANONICAL[recognition.format.dataset]
    return rows.select(
        ROW, *(_cell(recognition, name, defaults.get(name)).alias(name) for name in names)
    )


def ignorable(rows: pl.DataFrame, recognition: Recognition) -> pl.Series:
    """Return which rows are empty, totals (合计), footers (制表人…) or the header once more.

    Careful on purpose: a total or footer is one only if nothing else in the row shows a true row.
    A cell that repeats the first one (a merged footer) shows nothing.
    """
    first = pl.coalesce(trimmed(pl.col(name)) for name in recognition.headers)
    word = folded(first)
    proof = pl.any_horizontal(
        plain(pl.col(recognition.columns[name])).is_not_null()
        & (trimmed(pl.col(recognition.columns[name])) != first)
        for name in _PROOF[recognition.format.dataset]
        if name in recognition.columns
    )
    telling = word.str.contains(_TOTALS) | word.str.contains(_FOOTERS)
    repeated = pl.all_horizontal(
        trimmed(pl.col(column)).eq_missing(pl.lit(recognition.headers[column]))
        for column in recognition.columns.values()
    )
    passed_over = first.is_null() | (telling & ~proof) | repeated
    return rows.select(passed_over.fill_null(False)).to_series()


def _cell(recognition: Recognition, name: str, default: str | None) -> pl.Expr:
    column = recognition.columns.get(name)
    if column is None:
        return pl.lit(default, pl.String)
    cell = trimmed(pl.col(column)) if name in _FREE_TEXT else plain(pl.col(column))
    return cell if default is None else cell.fill_null(default)
