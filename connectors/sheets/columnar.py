"""Reads Parquet in chunks: the column names become row 1, every value becomes text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from connectors.sheets.frames import CHUNK_ROWS, MAX_COLUMNS, columns, number
from connectors.tables import SkippedSheet, Table, UnreadableFileError

MAX_ROWS_PER_BYTE = 1_000
"""Real rows differ, so each costs at least a bit or so; a file that claims more is a bomb."""
_DAMAGE = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, OverflowError)
_INTEGRAL_LIMIT = 2.0**63


def read_parquet(path: Path) -> tuple[list[Table], list[SkippedSheet]]:
    """Return the file as one table named after it; its header is row 1, its data start in row 2.

    Floats with an integral value are written as integers, instants as UTC with +00:00, lists
    joined by commas. Raises UnreadableFileError for damage and for columns that hold no text.
    """
    with _damage_refused(path):
        scan = pl.scan_parquet(path, glob=False, hive_partitioning=False)
        schema = scan.collect_schema()
        rows = scan.select(pl.len()).collect().item()
    _check(path, schema, rows)

    def chunks() -> Iterator[pl.DataFrame]:
        with _damage_refused(path):
            yield from _chunks(scan, schema, rows)

    return [Table(path.stem, len(schema), chunks)], []


@contextmanager
def _damage_refused(path: Path) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise UnreadableFileError(
            "{file} is a damaged Parquet file ({detail}).",
            hint="Export, download or copy it again.",
            file=str(path),
            detail=str(error).strip().splitlines()[0][:200] if str(error).strip() else "unknown",
        ) from error


def _check(path: Path, schema: pl.Schema, rows: int) -> None:
    if not schema or len(schema) > MAX_COLUMNS:
        raise UnreadableFileError(
            "{file} has {found} columns, from 1 to {allowed} can be read.",
            hint="Export the table again with the columns that are needed.",
            file=str(path),
            found=len(schema),
            allowed=MAX_COLUMNS,
        )
    size = path.stat().st_size
    if rows > size * MAX_ROWS_PER_BYTE:
        raise UnreadableFileError(
            "{file} is refused as a bomb: it claims {rows} rows in {size} bytes.",
            hint="If you trust where it comes from, export the rows as CSV.",
            file=str(path),
            rows=rows,
            size=size,
        )
    for name, dtype in schema.items():
        inner = dtype.inner if isinstance(dtype, pl.List | pl.Array) else dtype
        if inner.is_nested() or inner in (pl.Binary, pl.Duration, pl.Object):
            raise UnreadableFileError(
                "Column {column!r} of {file} is of type {dtype}, which has no form as text.",
                hint="Leave the column out, or write it as text, number, date or list of texts.",
                file=str(path),
                column=name[:80],
                dtype=str(dtype)[:80],
            )


def _chunks(scan: pl.LazyFrame, schema: pl.Schema, rows: int) -> Iterator[pl.DataFrame]:
    names = columns(len(schema))
    cells = [
        _text(name, dtype).alias(column)
        for column, (name, dtype) in zip(names, schema.items(), strict=True)
    ]
    header = pl.DataFrame([list(schema)], schema=dict.fromkeys(names, pl.String), orient="row")
    for start in range(0, max(rows, 1), CHUNK_ROWS):
        frame = scan.slice(start, CHUNK_ROWS).select(cells).collect()
        frame = frame if start else pl.concat([header, frame])
        frame = number(frame, start + 2 if start else 1, replace=True)
        if frame.height:
            yield frame


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    match dtype:
        case pl.Float32() | pl.Float64():
            integral = (column == column.floor()) & (column.abs() < _INTEGRAL_LIMIT)
            whole = pl.when(integral).then(column).cast(pl.Int64).cast(pl.String)
            return pl.coalesce(whole, column.cast(pl.String))
        case pl.Boolean():
            return column.cast(pl.String).str.to_uppercase()
        case pl.Datetime():
            return _instant(column, dtype)
        case pl.Array():
            return column.arr.to_list().cast(pl.List(pl.String)).list.join(",")
        case pl.List():
            return column.cast(pl.List(pl.String)).list.join(",")
        case _:
            return column.cast(pl.String)


def _instant(column: pl.Expr, dtype: pl.Datetime) -> pl.Expr:
    if dtype.time_zone is not None:
        column = column.dt.convert_time_zone("UTC")
    written = column.dt.strftime("%Y-%m-%d %H:%M:%S%.6f").str.replace(".000000", "", literal=True)
    return written + pl.lit("" if dtype.time_zone is None else "+00:00")
