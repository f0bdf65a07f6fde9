"""Competition ranks on full values."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ranking.scoring.ranks import add_ranks

FINE = Decimal("1e-9")


def ranks(values: list[float | None], precision: Decimal = FINE) -> list[tuple[str, int | None]]:
    units = [f"u{n:02}" for n in range(len(values))]
    table = pl.DataFrame({"unit": units, "value": values}, schema_overrides={"value": pl.Float64})
    return add_ranks(table, "value", precision).select("unit", "rank").rows()


def test_ties_share_a_rank_and_the_next_is_left_out() -> None:
    """1, 2, 2, 4; rows of one rank by unit name."""
    assert ranks([1.0, 3.0, 1.0, 2.0, 0.5]) == [
        ("u01", 1),
        ("u03", 2),
        ("u00", 3),
        ("u02", 3),
        ("u04", 5),
    ]


def test_values_that_differ_in_the_last_bits_tie() -> None:
    """Sums in another order are the same performance."""
    assert {rank for _, rank in ranks([0.1 + 0.2, 0.3])} == {1}


def test_values_that_differ_by_a_step_do_not_tie() -> None:
    """The precision is a step, not a rounding for display."""
    assert [rank for _, rank in ranks([50.0, 50.000000002])] == [1, 2]
    assert [rank for _, rank in ranks([50.0, 50.04], Decimal("0.1"))] == [1, 1]


def test_no_value_is_no_rank_and_stands_last() -> None:
    """Missing differs from zero: zero has a rank."""
    assert ranks([None, 0.0]) == [("u01", 1), ("u00", None)]
    assert ranks([None, None]) == [("u00", None), ("u01", None)]


def test_one_unit_and_none() -> None:
    """A single unit is first; an empty table has no ranks."""
    assert ranks([7.0]) == [("u00", 1)]
    assert ranks([]) == []


@given(values=st.lists(st.one_of(st.none(), st.integers(0, 5).map(float)), max_size=12))
def test_a_rank_is_one_more_than_the_number_of_better_units(values: list[float | None]) -> None:
    """Which is what competition ranking means."""
    found = dict(ranks(values))
    for number, value in enumerate(values):
        better = sum(other > value for other in values if None not in (value, other))
        assert found[f"u{number:02}"] == (None if value is None else better + 1)
