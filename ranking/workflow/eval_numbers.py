"""Text cells to numbers for scoring: what is no number is refused with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from ranking.errors import DataError, Problem
from ranking.intake.counts import parse_counts
from ranking.methods.model import Method
from ranking.workflow.eval_table import TextTable

_GROUPED = r"^(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?)$"
_LIMIT = 100_000
_SHOWN = 10


def numbers(table: TextTable, columns: Mapping[str, str], method: Method) -> pl.DataFrame:
    """Return one Float64 column a feature; ``columns`` maps features to headings.

    Counts may be written as people write them: 1,234, 1.2万. An empty cell, or one that says so
    (—, 暂无), is null. 10万+ is what the method counts it as. Raises DataError that lists the first
    cells that are no number.
    """
    read = {feature: _read(table.cells[head], method) for feature, head in columns.items()}
    count = sum(one["wrong"].sum() for one in read.values())
    if count:
        problems = [
            p for f, head in columns.items() for p in _problems(table, head, read[f]["wrong"])
        ]
        raise DataError(
            "'{file}' has {count} cell(s) that are no number:",
            file=table.name,
            count=count,
            problems=problems[:_SHOWN],
            hint="Correct these cells; leave a cell empty where a number is not known.",
        )
    return pl.DataFrame({feature: one["value"] for feature, one in read.items()})


def _problems(table: TextTable, heading: str, wrong: pl.Series) -> Iterator[Problem]:
    for place in wrong.arg_true().head(_SHOWN):
        value = table.cells[heading][place][:40]
        params = {"row": table.rows[place], "column": heading, "value": value}
        yield Problem("row {row}, column '{column}': '{value}'", params)


def _read(cells: pl.Series, method: Method) -> pl.DataFrame:
    """Return ``value`` (Float64) and ``wrong``: the cell says something that is no number."""
    values = cells.cast(pl.Float64, strict=False)
    values = values.set(values.is_infinite() | values.is_nan(), None)
    read = pl.DataFrame({"value": values}).with_columns(wrong=pl.lit(value=False))
    if values.null_count() == cells.null_count():
        return read
    written = _written(cells.set(values.is_not_null(), None), method)
    return read.select(
        pl.coalesce("value", written["value"]), written["wrong"].fill_null(value=False)
    )


def _written(cells: pl.Series, method: Method) -> pl.DataFrame:
    """Read what people write; of lower bounds only 10万+, where the method says what it is."""
    decimal = pl.col("cell").str.strip_chars().str.extract(_GROUPED).str.replace_all(",", "")
    exact = pl.when(~pl.col("censored")).then("value").cast(pl.Float64)
    limit = pl.col("censored") & (pl.col("value") == _LIMIT)
    counts_as = method.censoring and float(method.censoring.counts_as)
    censored = pl.when(limit).then(pl.lit(counts_as, pl.Float64))
    value = pl.coalesce(decimal.cast(pl.Float64), exact, censored)
    said = pl.any_horizontal(pl.col("fault", "value").is_not_null())
    return (
        parse_counts(cells)
        .with_columns(cells.alias("cell"))
        .select(value.alias("value"), wrong=said & value.is_null())
    )
