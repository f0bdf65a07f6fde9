"""What a method made of a table: everything for machines, the essential on a terminal."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import polars as pl
from rich.console import Group, RenderableType
from rich.text import Text

from ranking.i18n import Translator
from ranking.render.layout import GAP, natural
from ranking.render.rounding import fixed
from ranking.render.safe import csv_cell, line
from ranking.render.tables import Column, Row, table

_PLAIN_NUMBER = r"^-?(0|[1-9]\d{0,14})(\.\d+)?([eE][+-]?\d+)?$"
_DOUBTFUL = r"^\s*[=+\-@＝＋－＠]|[\p{C}\p{Zl}\p{Zp}]"
_LABELS = 2
_LABEL_WIDTH = 12
"""Cells that a label keeps on a narrow terminal."""


def records(cells: pl.DataFrame, computed: pl.DataFrame) -> list[dict[str, object]]:
    """Return one object a row; text columns that hold plain numbers alone become numbers."""
    typed = [_typed(column) for column in cells.get_columns()]
    return pl.DataFrame([*typed, *computed.get_columns()]).to_dicts()


def _typed(cells: pl.Series) -> pl.Series:
    if not cells.drop_nulls().str.contains(_PLAIN_NUMBER).all():
        return cells
    integers = cells.cast(pl.Int64, strict=False)
    if integers.null_count() == cells.null_count():
        return integers
    return cells.cast(pl.Float64, strict=False)


def csv_bytes(cells: pl.DataFrame, computed: pl.DataFrame, separator: str = ",") -> bytes:
    """Return CSV (or TSV) in UTF-8 at full precision; no cell of text can become a formula."""
    safe = [_safe(column) for column in cells.get_columns()]
    frame = pl.DataFrame([*safe, *computed.get_columns()])
    buffer = io.BytesIO()
    frame.rename({n: csv_cell(n) for n in frame.columns}).write_csv(buffer, separator=separator)
    return buffer.getvalue()


def _safe(cells: pl.Series) -> pl.Series:
    """Make the few cells harmless that may not be; a negative number is left as it is."""
    doubtful = cells.filter(cells.str.contains(_DOUBTFUL) & ~cells.str.contains(_PLAIN_NUMBER))
    harmless = {text: csv_cell(text) for text in doubtful.unique()}
    return cells.replace(harmless) if harmless else cells


def evaluation_table(
    cells: pl.DataFrame, computed: pl.DataFrame, decimals: int, tr: Translator, width: int
) -> RenderableType:
    """Return labels, levels, indexes and ranks, rounded for the eye; results before levels."""
    labels = [Column(name, line(name), flexible=True) for name in cells.columns[:_LABELS]]
    texts = {name: _rounded(computed[name], decimals) for name in _essential(computed.columns)}
    shown = _fitting(texts, width - len(labels) * (_LABEL_WIDTH + GAP))
    columns = [*labels, *(Column(f"+{name}", line(name), right=True) for name in shown)]
    rows: list[Row] = [
        dict(zip([c.key for c in columns], row, strict=True))
        for row in zip(
            *(cells[column.key].to_list() for column in labels),
            *(texts[name] for name in shown),
            strict=True,
        )
    ]
    note = tr("Every intermediate at full precision: --csv or --json.")
    return Group(table("", columns, rows, width), Text(note))


def _essential(names: Sequence[str]) -> list[str]:
    """Return the indexes, their ranks and the levels: no stages of indicators."""
    kinds = ("index", "index_rank", "value")
    return [n for n in names if n.rpartition(".")[2] in kinds and n != "index.value"]


def _fitting(texts: Mapping[str, Sequence[str]], room: int) -> list[str]:
    """Return the columns that can be shown whole, indexes and ranks before levels."""
    kept: set[str] = set()
    for name in sorted(texts, key=lambda name: name.endswith(".value")):
        room -= natural(line(name), texts[name]) + GAP
        if room >= 0 or not kept:
            kept.add(name)
    return [name for name in texts if name in kept]


def _rounded(values: pl.Series, decimals: int) -> Sequence[str]:
    places = 0 if values.dtype.is_integer() else decimals
    return ["" if value is None else fixed(value, places) for value in values]
