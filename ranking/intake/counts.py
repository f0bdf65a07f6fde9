"""Counts as people write them: 12,345, 1.2万, 10万+, —. Exact; what cannot be read has a code."""

from __future__ import annotations

import polars as pl

from ranking.intake.text import MISSING, folded, over_unique

LARGEST = 2**53
"""The largest count accepted: beyond it spreadsheets no longer hold whole numbers."""

_EXPONENTS = {"亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "w": 4, "千": 3, "k": 3, "百": 2}
_ABOUT = "约|大约|近|将近|~|≈"
_MORE = r"\+|余|多|以上"
_PATTERN = (
    rf"^(?P<about>{_ABOUT})?(?P<above>超|超过|逾|>=?|≥|多于|大于|至少)?\s*"
    r"(?P<sign>[+-])?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?\s*"
    rf"(?P<more1>余|多)?\s*(?P<unit>{'|'.join(_EXPONENTS)})?\s*(?P<more2>{_MORE})?\s*"
    rf"(?:次|篇|条|人次|人|个|家)?\s*(?P<more3>{_MORE})?(?P<around>左右|上下)?$"
)


def parse_counts(cells: pl.Series) -> pl.DataFrame:
    """Read counts from text cells: columns ``value`` Int64, ``censored`` Boolean, ``fault`` code.

    Null value with null fault = the cell says nothing (empty, —, 暂无). ``censored`` marks a lower
    bound (10万+ is 100000 censored). Faults: not_a_number, nan, approximate, negative, fractional,
    too_large. Arithmetic is on decimal digits, so 1.15万 is exactly 11500.
    """
    value = cells.cast(pl.Int64, strict=False)
    value = value.set(~value.is_between(0, LARGEST), None)
    slow = cells.is_not_null() & value.is_null()
    read = pl.DataFrame({"value": value}).with_columns(
        censored=pl.lit(False), fault=pl.lit(None, pl.String)
    )
    if not slow.any():
        return read
    again = over_unique(cells.set(~slow, None), _parse_slowly)
    return read.select(
        pl.coalesce("value", again["value"]),
        again["censored"].fill_null(False).alias("censored"),
        again["fault"].alias("fault"),
    )


def first_known(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    """Return, per row, the first of two parsed counts where it has a value, else the second."""
    known = first["value"].is_not_null()
    return pl.DataFrame({name: first[name].zip_with(known, second[name]) for name in first.columns})


def _parse_slowly(texts: pl.Series) -> pl.DataFrame:
    """Read distinct, non-null texts with the full grammar."""
    text = pl.col("text")
    return (
        folded(texts.cast(pl.String))
        .alias("text")
        .to_frame()
        .with_columns(text.str.to_lowercase().str.replace_all("−", "-"))
        .with_columns(text.str.extract_groups(_PATTERN).struct.unnest())
        .with_columns(pl.col("part").fill_null("").str.strip_chars_end("0"))
        .with_columns(exponent=pl.col("unit").replace_strict(_EXPONENTS, default=0))
        .with_columns(
            total=pl.concat_str(
                pl.col("whole").str.replace_all(",", ""),
                pl.col("part").str.pad_end(pl.col("exponent"), "0"),
            ).cast(pl.Int64, strict=False)
        )
        .with_columns(fault=_fault())
        .select(
            value=pl.when(pl.col("fault").is_null() & ~_missing()).then("total"),
            censored=_censored() & pl.col("fault").is_null(),
            fault="fault",
        )
    )


def _missing() -> pl.Expr:
    return (pl.col("text") == "") | pl.col("text").is_in(list(MISSING))


def _censored() -> pl.Expr:
    marks = ("above", "more1", "more2", "more3")
    return pl.any_horizontal(pl.col(mark).is_not_null() for mark in marks)


def _fault() -> pl.Expr:
    """Return the code of what is wrong, the most telling first; null = nothing."""
    text, total = pl.col("text"), pl.col("total")
    about = pl.col("about").is_not_null() | pl.col("around").is_not_null()
    fractional = pl.col("part").str.len_chars() > pl.col("exponent")
    nonzero = pl.col("whole").str.contains("[1-9]") | (pl.col("part") != "")
    return (
        pl.when(_missing())
        .then(None)
        .when(text.str.contains("^[+-]?(nan|inf|infinity|∞)$"))
        .then(pl.lit("nan"))
        .when(pl.col("whole").is_null())
        .then(pl.lit("not_a_number"))
        .when(about)
        .then(pl.lit("approximate"))
        .when((pl.col("sign") == "-") & nonzero)
        .then(pl.lit("negative"))
        .when(fractional)
        .then(pl.lit("fractional"))
        .when(total.is_null() | (total > LARGEST))
        .then(pl.lit("too_large"))
    )
