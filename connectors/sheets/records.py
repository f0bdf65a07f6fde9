"""Reads a TOML file with one array of tables, such as ``[[channels]]``, as a table of text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from connectors.sheets.frames import columns, tidy
from connectors.tables import ROW, SkippedSheet, Table, UnreadableFileError


def read_records(path: Path) -> tuple[list[Table], list[SkippedSheet]]:
    """Return each array of tables as a table: its keys are row 1, its entries rows 2, 3, …

    A list in an entry becomes text joined by 、. Raises UnreadableFileError when it is not TOML.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFileError(
            "{file} is not a TOML file: {detail}.",
            hint="Correct that line; texts stand in double quotes and the file is saved as UTF-8.",
            file=str(path),
            detail=str(error),
        ) from error
    tables = [_table(name, rows) for name, rows in content.items() if _is_array(rows)]
    others = [name for name, rows in content.items() if not _is_array(rows)]
    skipped = [SkippedSheet(name, "no list of entries") for name in others]
    return tables, skipped


def _is_array(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _table(name: str, rows: list[dict[str, Any]]) -> Table:
    keys = list(dict.fromkeys(key for row in rows for key in row))
    lines: list[list[str | None]] = [[*keys]]
    lines += [[_text(row.get(key)) for key in keys] for row in rows]
    schema = {ROW: pl.Int64, **dict.fromkeys(columns(len(keys)), pl.String)}
    data = [[number, *line] for number, line in enumerate(lines, start=1)]
    frame = tidy(pl.DataFrame(data, schema=schema, orient="row"), replace=True)

    def chunks() -> Iterator[pl.DataFrame]:
        yield frame

    return Table(name, len(keys), chunks)


def _text(value: object) -> str | None:
    if value is None:
        return None
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
