"""Ranks on full values."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.methods.vocabulary import TieRule
from ranking.scoring.ranks import add_ranks, steps

FINE = Decimal("1e-9")
few = st.lists(st.one_of(st.none(), st.integers(0, 5).map(float)), max_size=12)


def ranks(
    values: list[float | None], precision: Decimal = FINE, ties: TieRule = "competition"
) -> list[tuple[str, int | None]]:
    units = [f"u{n:02}" for n in range(len(values))]
    table = pl.DataFrame({"unit": units, "value": values}, schema_overrides={"value": pl.Float64})
    return add_ranks(table, "value", precision, ties).select("unit", "rank").rows()


def test_ties_share_a_rank_and_the_next_is_left_out() -> None:
    """1, 2, 2, 4; rows of one rank by unit name."""
    assert ranks([1.0, 3.0, 1.0, 2.0, 0.5]) == [
        ("u01", 1),
        ("u03", 2),
        ("u00", 3),
        ("u02", 3),
        ("u04", 5),
    ]


@pytest.mark.parametrize(
    ("ties", "wanted"),
    [
        ("competition", [1, 2, 2, 4]),
        ("modified", [1, 3, 3, 4]),
        ("dense", [1, 2, 2, 3]),
    ],
)
def test_ties_are_ranked_as_the_method_says(ties: TieRule, wanted: list[int]) -> None:
    """The three rules a publisher may have."""
    assert [rank for _, rank in ranks([9.0, 5.0, 5.0, 1.0], ties=ties)] == wanted


def test_values_that_differ_in_the_last_bits_tie() -> None:
    """Sums in another order are the same performance."""
    assert {rank for _, rank in ranks([0.1 + 0.2, 0.3])} == {1}


def test_values_that_differ_by_a_step_do_not_tie() -> None:
    """The precision is a step, not a rounding for display."""
    assert [rank for _, rank in ranks([50.0, 50.000000002])] == [1, 2]
    assert [rank for _, rank in ranks([50.0, 50.04], Decimal("0.1"))] == [1, 1]


def test_zero_has_one_rank() -> None:
    """Minus zero, and what rounds to it, is zero."""
    assert [rank for _, rank in ranks([-0.0, 0.0, -1e-12])] == [1, 1, 1]


def test_steps_are_whole_numbers_of_the_precision() -> None:
    """Values are compared by them; no value has none."""
    found = pl.DataFrame({"x": [0.26, -0.24, None]}).select(steps(pl.col("x"), Decimal("0.1")))
    assert found["x"].to_list() == [3.0, -2.0, None]


def test_no_value_is_no_rank_and_stands_last() -> None:
    """Missing differs from zero: zero has a rank."""
    assert ranks([None, 0.0]) == [("u01", 1), ("u00", None)]
    assert ranks([None, None]) == [("u00", None), ("u01", None)]


def test_one_unit_and_none() -> None:
    """A single unit is first; an empty table has no ranks."""
    assert ranks([7.0]) == [("u00", 1)]
    assert ranks([]) == []


@given(values=few)
@settings(deadline=None)
def test_a_rank_counts_units(values: list[float | None]) -> None:
    """One more than the better ones, or as many as are not worse, or of better values."""
    competition, modified, dense = (
        dict(ranks(values, ties=ties)) for ties in ("competition", "modified", "dense")
    )
    seen = [value for value in values if value is not None]
    for number, value in enumerate(values):
        unit = f"u{number:02}"
        better = [other for other in seen if value is not None and other > value]
        as_good = sum(value is not None and other >= value for other in seen)
        found = (competition[unit], modified[unit], dense[unit])
        wanted = (len(better) + 1, as_good, len(set(better)) + 1)
        assert found == ((None, None, None) if value is None else wanted)
