"""Counts, times and flags as vendors and warehouses write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from connectors.sources.values import count_of, flag_of, instant_of, text_of

NOON = datetime(2026, 11, 19, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (0, (0, False)),
        (10234, (10234, False)),
        (7.0, (7, False)),
        (Decimal("12"), (12, False)),
        ("10234", (10234, False)),
        (" 1,234 ", (1234, False)),
        ("１２", (12, False)),
        ("5.00", (5, False)),
        ("1.2万", (12000, False)),
        ("3k", (3000, False)),
        ("10万+", (100000, True)),
        ("10w+", (100000, True)),
        ("100000+", (100000, True)),
        ("100万+", (1000000, True)),
        ("1.5亿", (150000000, False)),
    ],
)
def test_counts_are_read_exactly(written, count):
    """Whole numbers in any common spelling; a plus sign makes a lower bound."""
    assert count_of(written) == count


@pytest.mark.parametrize("nothing", [None, "", "  ", "--", "—", "暂无", "null"])
def test_what_says_nothing_is_not_zero(nothing):
    """An empty value is not observed."""
    assert count_of(nothing) is None


@pytest.mark.parametrize(
    "written",
    [-1, "-1", 1.5, "1.5", "1.23456万", float("nan"), float("inf"), True, "many", 2**53 + 1,
     "99999999999999999", "9999999999999亿", [3], {}],
)  # fmt: skip
def test_what_is_no_count_is_a_fault(written):
    """Negative, fractional, not finite, too large or not a number at all."""
    with pytest.raises(ValueError, match=r"no (whole )?count"):
        count_of(written)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-19 12:00:00",
        "2026-11-19 12:00",
        "2026/11/19 12:00:00",
        "2026-11-19T12:00:00",
        "2026-11-19T04:00:00Z",
        "2026-11-19T12:00:00+08:00",
        "Thu Nov 19 12:00:00 +0800 2026",
        1795060800,
        1795060800000,
        "1795060800",
        "1795060800000",
        datetime(2026, 11, 19, 12, 0),  # noqa: DTZ001 (as a database gives it)
        NOON,
    ],
)
def test_times_are_of_shanghai_unless_they_say_otherwise(written):
    """Every spelling of one instant is that instant in UTC."""
    assert instant_of(written) == NOON
    assert instant_of(written).tzinfo == UTC


def test_a_date_alone_is_its_midnight_in_shanghai():
    """A day without a time begins at 16:00 UTC of the day before."""
    midnight = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)
    assert instant_of("2026-11-19") == midnight
    assert instant_of(date(2026, 11, 19)) == midnight


@pytest.mark.parametrize(
    "written", [None, "", "yesterday", "2026-13-01", True, 10**30, float("nan"), [], "0001-01-01"]
)
def test_an_unreadable_time_is_none(written):
    """Whatever is no time gives none, and raises nothing."""
    assert instant_of(written) is None


def test_flags_are_yes_no_or_unknown():
    """1 and true are yes, 0 and false no, all else is not known."""
    assert [flag_of(v) for v in (1, "1", True, "true")] == [True] * 4
    assert [flag_of(v) for v in (0, "0", False, "False")] == [False] * 4
    assert [flag_of(v) for v in (None, "", 2, "yes")] == [None] * 4


def test_texts_are_trimmed_and_numbers_are_texts():
    """An id may be a number; an empty text is none; other kinds are no texts."""
    assert [text_of(v) for v in (" a ", 12, "", "  ", None, True, [])] == [
        "a", "12", None, None, None, None, None,
    ]  # fmt: skip
