"""Counts as text."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ranking.intake.counts import LARGEST, first_known, parse_counts

UNITS = {"": 1, "百": 100, "千": 1000, "k": 1000, "万": 10**4, "w": 10**4, "W": 10**4, "亿": 10**8}


def read(text: str | None) -> tuple[int | None, bool, str | None]:
    (row,) = parse_counts(pl.Series([text], dtype=pl.String)).rows()
    return row


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("007", 7),
        ("+5", 5),
        ("-0", 0),
        ("98,532", 98532),
        ("1,234,567", 1234567),
        ("１２，３４５", 12345),
        ("1.2万", 12000),
        ("1.15万", 11500),
        ("３５６万", 3560000),
        ("1.2亿", 120000000),
        ("3.5w", 35000),
        ("2千万", 20000000),
        ("45.0", 45),
        ("60篇", 60),
        ("'77\t", 77),
        (" 1 万 ", 10000),
        (str(LARGEST), LARGEST),
    ],
)
def test_reads_the_ways_people_write_numbers(text: str, value: int) -> None:
    """Digits in any width, separators, units and unit words give the exact whole number."""
    assert read(text) == (value, False, None)


@pytest.mark.parametrize(
    "text",
    ["10万+", "100000+", "100,000+", "超10万", "10万余", "10余万", "10w+", "≥10万", "10万以上"],
)
def test_a_lower_bound_is_marked(text: str) -> None:
    """What says "more than" is the bound itself, marked as censored."""
    assert read(text) == (100000, True, None)


@pytest.mark.parametrize(
    "text", [None, "", " ", "-", "--", "—", "－", "/", "无", "暂无", "N/A", "n/a"]
)
def test_an_empty_count_is_missing_not_zero(text: str | None) -> None:
    """Signs for "not known" give null without a fault."""
    assert read(text) == (None, False, None)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("三万五千", "not_a_number"),
        ("12%", "not_a_number"),
        ("1,23", "not_a_number"),
        ("1 234", "not_a_number"),
        ("1e5", "not_a_number"),
        ("0x10", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("#REF!", "not_a_number"),
        ("NaN", "nan"),
        ("-inf", "nan"),
        ("约2万", "approximate"),
        ("近10万", "approximate"),
        ("2万左右", "approximate"),
        ("-3", "negative"),
        ("-1.5", "negative"),
        ("－３", "negative"),
        ("1.5", "fractional"),
        ("1.23456万", "fractional"),
        (str(LARGEST + 1), "too_large"),
        ("9" * 40, "too_large"),
        ("99999999999亿", "too_large"),
    ],
)
def test_what_is_no_count_has_a_reason(text: str, fault: str) -> None:
    """A count that cannot be used gives null and the code of what is wrong."""
    assert read(text) == (None, False, fault)


@given(
    whole=st.integers(0, 10**12),
    part=st.text("0123456789", max_size=10),
    unit=st.sampled_from(sorted(UNITS)),
    grouped=st.booleans(),
    negative=st.booleans(),
    more=st.sampled_from(["", "+"]),
)
@example(whole=1, part="15", unit="万", grouped=False, negative=False, more="")
def test_agrees_with_decimal_arithmetic(
    whole: int, part: str, unit: str, grouped: bool, negative: bool, more: str
) -> None:
    """Value and fault are those of exact decimal arithmetic."""
    digits = f"{whole:,}" if grouped else str(whole)
    text = f"{'-' if negative else ''}{digits}{'.' + part if part else ''}{unit}{more}"
    exact = Decimal(f"{whole}.{part or 0}") * UNITS[unit]
    if negative and exact:
        expected = (None, False, "negative")
    elif exact != exact.to_integral_value():
        expected = (None, False, "fractional")
    elif exact > LARGEST:
        expected = (None, False, "too_large")
    else:
        expected = (int(exact), bool(more), None)
    assert read(text) == expected


@given(st.lists(st.text(max_size=12) | st.none()))
def test_any_text_has_exactly_one_outcome(texts: list[str | None]) -> None:
    """Whatever a cell holds, there is no crash, and never a value together with a fault."""
    parsed = parse_counts(pl.Series(texts, dtype=pl.String))
    assert parsed.height == len(texts)
    assert parsed.filter(pl.col("value").is_not_null() & pl.col("fault").is_not_null()).is_empty()
    assert parsed.filter(~pl.col("value").is_between(0, LARGEST)).is_empty()


@given(st.permutations(["12", "1.2万", "x", "-", "10万+", "12"]))
def test_a_cell_is_read_the_same_wherever_it_stands(texts: list[str]) -> None:
    """The order of rows does not matter."""
    assert parse_counts(pl.Series(texts)).rows() == [read(text) for text in texts]


def test_the_first_known_of_two_counts_is_taken_with_its_mark() -> None:
    """A missing first count is filled from the second, mark included."""
    first, second = parse_counts(pl.Series(["5", "-"])), parse_counts(pl.Series(["7", "10万+"]))
    assert first_known(first, second).rows() == [(5, False, None), (100000, True, None)]
