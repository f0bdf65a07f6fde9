"""Text cells to numbers for scoring: what is no number is refused with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from ranking.errors import DataError, Problem
from ranking.methods.model import Method
from ranking.workflow.eval_table import TextTable

_CENSORED = r"^(10\s*[万wW]\s*\+|10万以上|>?100,?000\+)$"
_GROUPED = r"^-?\d{1,3}(,\d{3})+(\.\d+)?$"
_SHOWN = 10


def numbers(table: TextTable, columns: Mapping[str, str], method: Method) -> pl.DataFrame:
    """Return one Float64 column a feature; ``columns`` maps features to headings.

    An empty cell is null. 10万+ is what the method counts it as. Raises DataError that lists the
    first cells that are no number.
    """
    read = {feature: _numbers(table.cells[head], method) for feature, head in columns.items()}
    wrong = {
        feature: table.cells[head].is_not_null() & read[feature].is_null()
        for feature, head in columns.items()
    }
    count = sum(cells.sum() for cells in wrong.values())
    if count:
        problems = [p for f, head in columns.items() for p in _problems(table, head, wrong[f])]
        raise DataError(
            "'{file}' has {count} cell(s) that are no number:",
            file=table.name,
            count=count,
            problems=problems[:_SHOWN],
            hint="Correct these cells; leave a cell empty where a number is not known.",
        )
    return pl.DataFrame(read)


def _problems(table: TextTable, heading: str, wrong: pl.Series) -> Iterator[Problem]:
    for place in wrong.arg_true().head(_SHOWN):
        value = table.cells[heading][place][:40]
        params = {"row": table.rows[place], "column": heading, "value": value}
        yield Problem("row {row}, column '{column}': '{value}'", params)


def _numbers(cells: pl.Series, method: Method) -> pl.Series:
    values = cells.cast(pl.Float64, strict=False)
    values = values.set(values.is_infinite() | values.is_nan(), None)
    if values.null_count() == cells.null_count():
        return values
    return values.zip_with(values.is_not_null(), _written(cells, method))


def _written(cells: pl.Series, method: Method) -> pl.Series:
    """Read what people write: 1,234 and, where the method says what it counts as, 10万+."""
    text = pl.col("cell").str.strip_chars()
    grouped = pl.when(text.str.contains(_GROUPED)).then(text.str.replace_all(",", ""))
    value = grouped.cast(pl.Float64, strict=False)
    if method.censoring is not None:
        censored = pl.lit(float(method.censoring.counts_as))
        value = pl.when(text.str.contains(_CENSORED)).then(censored).otherwise(value)
    return cells.alias("cell").to_frame().select(value.alias(cells.name)).to_series()
