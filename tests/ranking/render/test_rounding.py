"""Numbers become text half up, from the shortest decimal, with thousands separators."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.render.rounding import exact, fixed


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (2.675, 2, "2.68"),
        (98.765, 2, "98.77"),
        (0.5, 0, "1"),
        (-0.001, 2, "0.00"),
        (1234567.891, 1, "1,234,567.9"),
        (1e22, 0, "10,000,000,000,000,000,000,000"),
        (Fraction(1, 3), 3, "0.333"),
        (Fraction(1, 8), 2, "0.13"),
        (100_000, 0, "100,000"),
    ],
)
def test_half_goes_up_on_the_decimal_that_is_printed(value, decimals, text):
    """2.675 is printed 2.68 although the float lies below it; zero has no sign."""
    assert fixed(value, decimals) == text


@given(st.floats(min_value=0, max_value=1e12, allow_nan=False), st.integers(0, 6))
def test_rounding_agrees_with_decimal_arithmetic(value, decimals):
    """The printed number is the nearest one to the float's shortest decimal."""
    step = Decimal(1).scaleb(-decimals)
    expected = Decimal(repr(value)).quantize(step, ROUND_HALF_UP)
    assert Decimal(fixed(value, decimals).replace(",", "")) == expected


def test_whole_floats_become_integers():
    """A count that arrived as a float prints without a point."""
    assert repr(exact(1234.0)) == "1234"
    assert repr(exact(0.5)) == "0.5"
