"""Times and days as text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.intake.times import EARLIEST, day_of, month_of, parse_days, parse_times
from ranking.model.month import SHANGHAI, Month

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
EIGHT = datetime(2026, 10, 31, 8, tzinfo=SHANGHAI).astimezone(UTC)


def read(text: str | None) -> tuple[datetime | None, str | None]:
    (row,) = parse_times(pl.Series([text], dtype=pl.String), NOW).rows()
    return row


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-31 08:00",
        "2026-10-31 08:00:00",
        "2026-10-31 8:00",
        "2026/10/31 8:00",
        "2026.10.31 8:00",
        "2026年10月31日 08时00分",
        "2026年10月31日8:00",
        "2026年10月31日 8时",
        "２０２６年１０月３１日　８：００",
        "2026-10-31T08:00:00+08:00",
        "2026-10-31T00:00:00Z",
        "2026-10-30 20:00:00-04:00",
        "20261031080000",
        "46326.3333333333",
        "1793404800",
        "1793404800000",
        "\t2026-10-31 08:00\t",
    ],
)
def test_reads_the_ways_people_write_times(text: str) -> None:
    """Every known form of one instant gives that instant in UTC."""
    assert read(text) == (EIGHT, None)


@pytest.mark.parametrize(
    "text", ["2026-10-31", "2026/10/31", "2026年10月31日", "20261031", "46326"]
)
def test_a_date_alone_is_midnight_in_shanghai(text: str) -> None:
    """A day without a time starts at 00:00 Shanghai, the afternoon before in UTC."""
    assert read(text) == (datetime(2026, 10, 30, 16, tzinfo=UTC), None)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("10月31日", "time_without_year"),
        ("10-31 08:00", "time_without_year"),
        ("刚刚", "time_without_year"),
        ("3分钟前", "time_without_year"),
        ("今天 08:00", "time_without_year"),
        ("2026-02-30", "time_unreadable"),
        ("2026-10-31 24:00", "time_unreadable"),
        ("soon", "time_unreadable"),
        ("12345", "time_unreadable"),
        ("2009-07-31 23:59", "outside_any_month"),
        ("2026-11-23", "outside_any_month"),
        ("9999-12-31", "outside_any_month"),
    ],
)
def test_a_time_that_cannot_be_used_has_a_reason(text: str, fault: str) -> None:
    """No guess is made: the value is null and the fault says why."""
    assert read(text) == (None, fault)


@pytest.mark.parametrize("text", [None, "", "-", "—", "暂无"])
def test_an_empty_time_is_missing_without_a_fault(text: str | None) -> None:
    """Whether a missing time matters is not decided here."""
    assert read(text) == (None, None)


def test_both_bounds_are_inside() -> None:
    """The first instant of August 2009 and one day after now are still accepted."""
    latest = (NOW + timedelta(days=1)).astimezone(SHANGHAI)
    assert read("2009-08-01") == (EARLIEST, None)
    assert read(f"{latest:%Y-%m-%d %H:%M:%S}") == (NOW + timedelta(days=1), None)


FORMS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y年%m月%d日 %H时%M分%S秒",
    "%Y%m%d%H%M%S",
    "%Y-%m-%dT%H:%M:%S+08:00",
)


@given(
    st.datetimes(datetime(2009, 8, 1), datetime(2026, 11, 20)),  # noqa: DTZ001
    st.sampled_from(FORMS),
)
def test_what_is_written_in_shanghai_comes_back_in_utc(local: datetime, form: str) -> None:
    """Every form round-trips to the second, whatever the instant."""
    instant = local.replace(microsecond=0, tzinfo=SHANGHAI)
    assert read(instant.strftime(form)) == (instant.astimezone(UTC), None)


@given(st.lists(st.text(max_size=20) | st.none()))
def test_any_text_has_exactly_one_outcome(texts: list[str | None]) -> None:
    """Whatever a cell holds, there is no crash, and never a value together with a fault."""
    parsed = parse_times(pl.Series(texts, dtype=pl.String), NOW)
    assert parsed.height == len(texts)
    assert parsed.filter(pl.col("value").is_not_null() & pl.col("fault").is_not_null()).is_empty()


@pytest.mark.parametrize("text", ["2026-10-01", "2026/10/1", "20261001", "2026年10月1日", "46296"])
def test_reads_days(text: str) -> None:
    """Every form of one day gives that day."""
    assert parse_days(pl.Series([text])).rows() == [(date(2026, 10, 1), None)]


def test_a_day_that_cannot_be_read_has_a_reason() -> None:
    """Empty is null; unreadable is null with a fault; far days are days."""
    days = parse_days(pl.Series(["10月1日", "never", None, "", "9999-12-31"]))
    assert days.rows() == [
        (None, "time_without_year"),
        (None, "time_unreadable"),
        (None, None),
        (None, None),
        (date(9999, 12, 31), None),
    ]


@given(st.datetimes(datetime(2009, 8, 1), datetime(2030, 1, 1)))  # noqa: DTZ001
def test_month_and_day_are_those_of_shanghai(naive: datetime) -> None:
    """The vectorised month is Month.of, at the turn of a month too."""
    instant = naive.replace(tzinfo=UTC)
    frame = pl.DataFrame({"at": [instant]}, schema={"at": pl.Datetime("us", "UTC")})
    month, day = frame.select(month=month_of(pl.col("at")), day=day_of(pl.col("at"))).row(0)
    assert month == str(Month.of(instant))
    assert day == instant.astimezone(SHANGHAI).date()
