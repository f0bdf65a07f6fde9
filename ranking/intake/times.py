"""Times as people write them, read as Asia/Shanghai unless they say otherwise, kept in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl

from ranking.intake.text import folded, over_unique, plain
from ranking.model.month import SHANGHAI

EARLIEST = datetime(2009, 8, 1, tzinfo=SHANGHAI).astimezone(UTC)
"""No platform of the list is older (Weibo opened in August 2009)."""

_ZONE = "Asia/Shanghai"
_PATTERN = (
    r"^(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})"
    r"(?:(?:\s*T\s*|\s+)(?P<h>\d{1,2})\s*[:时点]\s*(?:(?P<i>\d{1,2})\s*[:分]?\s*)?"
    r"(?:(?P<s>\d{1,2})(?P<f>\.\d{1,9})?\s*秒?)?"
    r"\s*(?:(?P<utc>Z)|(?P<sign>[+-])(?P<zh>\d{2}):?(?P<zm>\d{2}))?)?$"
)
_YEARLESS = r"刚刚|前|昨|今|^\d{1,2}[-/月.]\d{1,2}\D|^\d{1,2}[-/月]\d{1,2}$|^\d{1,2}:\d{2}"
_FAST = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")


def parse_times(cells: pl.Series, now: datetime) -> pl.DataFrame:
    """Read times from text cells: columns ``value`` (UTC, µs) and ``fault`` code.

    Null value with null fault = the cell is empty. A date alone is 00:00 in Shanghai. Faults:
    time_unreadable, time_without_year, outside_any_month (before August 2009, or more than a day
    after ``now``).
    """
    read = pl.DataFrame({"value": _parse_fast(cells)}).with_columns(fault=pl.lit(None, pl.String))
    slow = cells.is_not_null() & read["value"].is_null()
    if slow.any():
        again = over_unique(cells.set(~slow, None), _parse_slowly)
        read = read.select(pl.coalesce("value", again["value"]), again["fault"].alias("fault"))
    latest = now.astimezone(UTC) + timedelta(days=1)
    inside = pl.col("value").is_between(EARLIEST, latest)
    return read.select(
        value=pl.when(inside).then("value"),
        fault=pl.when(pl.col("value").is_not_null() & ~inside)
        .then(pl.lit("outside_any_month"))
        .otherwise("fault"),
    )


def parse_days(cells: pl.Series) -> pl.DataFrame:
    """Read calendar days (2026-10-01, 2026年10月1日, 20261001, a serial).

    Columns ``value`` (Date) and ``fault`` (time_unreadable, time_without_year). Null value with
    null fault = the cell is empty. Any day of the calendar is accepted.
    """
    read = over_unique(cells, _parse_slowly)
    return read.select(
        value=pl.col("value").dt.convert_time_zone(_ZONE).dt.date(), fault=pl.col("fault")
    )


def month_of(instants: pl.Expr) -> pl.Expr:
    """Return the business month ``YYYY-MM`` (Asia/Shanghai) of UTC instants."""
    return instants.dt.convert_time_zone(_ZONE).dt.strftime("%Y-%m")


def day_of(instants: pl.Expr) -> pl.Expr:
    """Return the calendar day in Asia/Shanghai of UTC instants."""
    return instants.dt.convert_time_zone(_ZONE).dt.date()


def _from_shanghai(local: pl.Expr) -> pl.Expr:
    zoned = local.dt.replace_time_zone(_ZONE, ambiguous="earliest", non_existent="null")
    return zoned.dt.convert_time_zone("UTC")


def _parse_fast(cells: pl.Series) -> pl.Series:
    """Read the two commonest forms; everything else becomes null."""
    texts = cells.str.replace_many(["/", "T"], ["-", " "])
    local = texts.str.to_datetime(_FAST[0], time_unit="us", strict=False)
    for form in _FAST[1:]:
        if local.null_count() > cells.null_count():
            again = texts.set(local.is_not_null(), None)
            local = local.fill_null(again.str.to_datetime(form, time_unit="us", strict=False))
    return pl.select(_from_shanghai(pl.lit(local))).to_series()


def _parse_slowly(texts: pl.Series) -> pl.DataFrame:
    """Read distinct, non-null texts in every form that is known."""
    text = pl.col("text")
    frame = pl.DataFrame({"text": folded(texts)}).with_columns(
        empty=plain(text).is_null(),
        text=text.str.replace("日", " ").str.replace(r"^(\d+)\.0+$", "$1").str.strip_chars(),
    )
    frame = frame.with_columns(text.str.extract_groups(_PATTERN).struct.unnest())
    frame = frame.with_columns(value=pl.coalesce(_written(), _compact(), _epoch(), _serial()))
    fault = pl.when(text.str.contains(_YEARLESS)).then(pl.lit("time_without_year"))
    return frame.select(
        value=pl.when(~pl.col("empty")).then("value"),
        fault=pl.when(pl.col("value").is_null() & ~pl.col("empty")).then(
            fault.otherwise(pl.lit("time_unreadable"))
        ),
    )


def _written() -> pl.Expr:
    """2026-10-31 8:00, 2026年10月31日 08时00分, 2026-10-31T08:00:00.5+08:00."""
    part = pl.col
    zero = pl.lit("0")
    text = pl.format(
        "{}-{}-{} {}:{}:{}{}",
        *(part(name) for name in "ymd"),
        *(pl.coalesce(name, zero) for name in "his"),
        pl.coalesce("f", pl.lit(".0")),
    )
    local = text.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us", strict=False)
    minutes = part("zh").cast(pl.Int64) * 60 + part("zm").cast(pl.Int64)
    ahead = pl.when(part("sign") == "-").then(-minutes).otherwise(minutes)
    offset = pl.when(part("utc").is_not_null()).then(0).otherwise(ahead)
    return (
        pl.when(offset.is_null())
        .then(_from_shanghai(local))
        .otherwise((local - pl.duration(minutes=offset)).dt.replace_time_zone("UTC"))
    )


def _compact() -> pl.Expr:
    """20261031 and 20261031080000."""
    text = pl.col("text")
    day = text.str.to_datetime("%Y%m%d", time_unit="us", strict=False)
    second = text.str.to_datetime("%Y%m%d%H%M%S", time_unit="us", strict=False)
    size = pl.when(text.str.contains(r"^\d+$")).then(text.str.len_bytes())
    return _from_shanghai(pl.when(size == 8).then(day).when(size == 14).then(second))


def _epoch() -> pl.Expr:
    """Unix seconds (10 digits) or milliseconds (13 digits)."""
    text = pl.col("text")
    number = text.cast(pl.Int64, strict=False)
    size = pl.when(text.str.contains(r"^\d+$")).then(text.str.len_bytes())
    seconds = pl.from_epoch(pl.when(size == 10).then(number), "s").cast(pl.Datetime("us"))
    milliseconds = pl.from_epoch(pl.when(size == 13).then(number), "ms").cast(pl.Datetime("us"))
    return pl.coalesce(seconds, milliseconds).dt.replace_time_zone("UTC")


def _serial() -> pl.Expr:
    """Excel's days since 1899-12-30, 20000 to 80000, to the second."""
    text = pl.col("text")
    days = pl.when(text.str.contains(r"^\d{5}(\.\d+)?$")).then(text).cast(pl.Float64)
    seconds = (days * 86400).round(0).cast(pl.Int64)
    start = pl.lit(datetime(1899, 12, 30)).cast(pl.Datetime("us"))  # noqa: DTZ001
    local = start + pl.duration(seconds=seconds)
    return _from_shanghai(pl.when(days.is_between(20000, 80000)).then(local))
