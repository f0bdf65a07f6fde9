"""Text cells in bulk: trimming, folding, and functions applied once per distinct text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from ranking.model import names

_GUARDS = " \t\r\n\u00a0\u3000\ufeff'\"="
_INVISIBLE = "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
MISSING = (
    *("-", "--", "---", "–", "—", "——", "－", "−", "/", "／", "\\"),
    *("无", "暂无", "暂无数据", "空", "n/a", "N/A", "na", "NA", "null", "NULL", "Null"),
    *("none", "None", "NONE"),
)
"""Cells that say "not known"."""


def trimmed(cells: pl.Expr) -> pl.Expr:
    """Return the text without outer white space; null where nothing is left."""
    text = cells.str.strip_chars()
    return pl.when(text != "").then(text)


def plain(cells: pl.Expr) -> pl.Expr:
    """Return the text without spreadsheet guards (tab, apostrophe, ="…"); null where missing."""
    text = cells.str.strip_chars(_GUARDS)
    return pl.when(~text.is_in(["", *MISSING])).then(text)


def folded(cells: pl.Series) -> pl.Series:
    """Return the text in NFKC without invisible marks and guards: full-width becomes ASCII."""
    text = cells.str.strip_chars(_GUARDS)
    beyond_ascii = (text.str.len_bytes() != text.str.len_chars()).fill_null(False)
    if not beyond_ascii.any():
        return text
    folding = text.set(~beyond_ascii, None).str.normalize("NFKC").str.replace_all(_INVISIBLE, "")
    return folding.str.strip_chars(_GUARDS).zip_with(beyond_ascii, text)


def over_unique(cells: pl.Series, parse: Callable[[pl.Series], pl.DataFrame]) -> pl.DataFrame:
    """Return what ``parse`` gives for each distinct text, put back in the order of ``cells``."""
    distinct = cells.drop_nulls().unique()
    table = parse(distinct).with_columns(distinct.alias("_cell"))
    rows = pl.DataFrame({"_cell": cells})
    return rows.join(table, on="_cell", how="left", maintain_order="left").drop("_cell")


def mapped(cells: pl.Series, function: Callable[[str], str | None]) -> pl.Series:
    """Return ``function`` of each text, called once per distinct text; null stays null."""

    def parse(distinct: pl.Series) -> pl.DataFrame:
        values = [function(text) for text in distinct.to_list()]
        return pl.DataFrame({"value": pl.Series(values, dtype=pl.String)})

    return over_unique(cells, parse)["value"]


def keyed(cells: pl.Series) -> pl.Series:
    """Return names.key of every cell; a cell of nothing but spaces becomes null."""
    return mapped(cells, lambda text: names.key(text) or None)


def looked_up(cells: pl.Series, words: Mapping[str, object], dtype: type[pl.DataType]) -> pl.Series:
    """Return what each cell stands for, words compared by names.key; null = no such word."""
    table = {names.key(word): value for word, value in words.items()}
    return keyed(cells).replace_strict(table, default=None, return_dtype=dtype)
