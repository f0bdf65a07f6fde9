"""Rows under canonical names: the recognised columns of a table as trimmed text."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from connectors.tables import ROW, Table
from ranking.intake.formats import CANONICAL, Dataset
from ranking.intake.recognise import Recognition
from ranking.intake.text import MISSING, folded, plain, trimmed

_FREE_TEXT = ("title", "text")
_LONGEST_MISSING = max(map(len, MISSING))
_TOTALS = r"^.{0,8}(合计|总计|小计|总和|汇总|平均值?|均值)\s*([(:].*)?$"
_FOOTERS = (
    r"^(制表|填表|填报|联系人|联系电话|联系方式|备注|附注|说明|注\s*[:.]|注$|数据来源|统计时间"
    r"|统计口径|审核人|负责人|报送|导出时间)"
)
_PROOF: dict[Dataset, tuple[str, ...]] = {
    "posts": ("native_id", "url", "published_at"),
    "reprints": ("channel", "url", "published_at"),
    "articles": ("channel", "account", "title", "url", "published_at"),
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
    doubtful = ~rows.select(_long_proof(recognition)).to_series()
    ignored = pl.repeat(False, rows.height, eager=True)
    if not doubtful.any():
        return ignored
    return ignored.scatter(doubtful.arg_true(), _ignorable(rows.filter(doubtful), recognition))


def _long_proof(recognition: Recognition) -> pl.Expr:
    """Return whether a row shows at a glance that it is a true row; a quick test for most rows."""
    cells = [pl.col(column).str.strip_chars() for column in _proof_columns(recognition)]
    first = pl.coalesce(recognition.headers.keys()).str.strip_chars()
    header = list(recognition.headers.values())
    return pl.any_horizontal(
        (cell.str.len_chars() > _LONGEST_MISSING) & (cell != first) & ~cell.is_in(header)
        for cell in cells
    ).fill_null(False)


def _ignorable(rows: pl.DataFrame, recognition: Recognition) -> pl.Series:
    first = rows.select(pl.coalesce(trimmed(pl.col(name)) for name in recognition.headers))
    head = first.to_series()
    word = folded(head)
    proof = pl.any_horizontal(
        plain(pl.col(column)).is_not_null() & (trimmed(pl.col(column)) != head)
        for column in _proof_columns(recognition)
    ).fill_null(False)
    telling = word.str.contains(_TOTALS) | word.str.contains(_FOOTERS)
    repeated = pl.all_horizontal(
        trimmed(pl.col(column)).eq_missing(pl.lit(recognition.headers[column]))
        for column in recognition.columns.values()
    )
    return rows.select(head.is_null() | (telling & ~proof) | repeated).to_series().fill_null(False)


def _proof_columns(recognition: Recognition) -> list[str]:
    wanted = _PROOF[recognition.format.dataset]
    return [recognition.columns[name] for name in wanted if name in recognition.columns]


def _cell(recognition: Recognition, name: str, default: str | None) -> pl.Expr:
    column = recognition.columns.get(name)
    if column is None:
        return pl.lit(default, pl.String)
    cell = trimmed(pl.col(column)) if name in _FREE_TEXT else plain(pl.col(column))
    return cell if default is None else cell.fill_null(default)
