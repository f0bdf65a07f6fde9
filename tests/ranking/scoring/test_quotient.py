"""Division, correctly rounded."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.scoring.quotient import divided_by, quotient

counts = st.lists(st.integers(0, 10**9).map(float), max_size=20)
numbers = st.sampled_from([0.1, 7.0, 10.0, 13.8, 30.0, 49.0, 1e-9])


@given(values=counts, number=numbers)
@settings(deadline=None, max_examples=40)
def test_a_column_by_a_constant_is_what_each_number_gives(
    values: list[float], number: float
) -> None:
    """To the last bit, whether the constant is a literal, a column of one value, or a number."""
    table = pl.DataFrame({"a": pl.Series(values, dtype=pl.Float64)}).with_columns(b=pl.lit(number))
    divided = table.select(
        literal=quotient(pl.col("a"), pl.lit(number)), column=quotient(pl.col("a"), pl.col("b"))
    )
    wanted = [value / number for value in values]
    assert divided["literal"].to_list() == wanted
    assert divided["column"].to_list() == wanted
    assert divided_by(table["a"], number).to_list() == wanted


@pytest.mark.parametrize(("value", "by"), [(None, 2.0), (2.0, None)])
def test_what_is_not_known_gives_nothing(value: float | None, by: float | None) -> None:
    """Null in either place."""
    table = pl.DataFrame({"a": [value], "b": [by]}, schema=dict.fromkeys("ab", pl.Float64))
    assert table.select(quotient(pl.col("a"), pl.col("b"))).item() is None
