"""What stands in for a value that was not observed."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from ranking.methods.columns import DeclaredValue, GroupMean, NoImputation
from ranking.scoring.impute import impute

GROUPS = pl.DataFrame({"area": ["n", "n", "n", "s", "s", None]})


def filled(values: list[float | None], rule: GroupMean | DeclaredValue | NoImputation) -> list:
    return impute(pl.Series("x", values, pl.Float64), rule, GROUPS).to_list()


def test_a_gap_becomes_the_mean_of_its_group() -> None:
    """Observed values stay, a gap takes the mean of the group's observed values."""
    found = filled([1, 4, None, 10, None, 7], GroupMean(kind="group_mean", group="area"))
    assert found == [1, 4, 2.5, 10, 10, 7]


def test_a_gap_without_a_group_or_in_an_empty_one_stays() -> None:
    """There is nothing to take a mean of; units without a group are not a group."""
    rule = GroupMean(kind="group_mean", group="area")
    assert filled([1, 1, 1, None, None, None], rule) == [1, 1, 1, None, None, None]


def test_a_group_of_equal_values_gives_that_value() -> None:
    """Not the next float to it."""
    units = pl.DataFrame({"area": ["n"] * 4})
    values = pl.Series("x", [0.1, 0.1, 0.1, None])
    assert impute(values, GroupMean(kind="group_mean", group="area"), units).to_list() == [0.1] * 4


def test_a_declared_value_fills_every_gap() -> None:
    """And leaves what was observed."""
    rule = DeclaredValue(kind="value", value=Decimal("0.5"))
    assert filled([1, None, 3, None, 5, 6], rule) == [1, 0.5, 3, 0.5, 5, 6]


@pytest.mark.parametrize("values", [[None] * 6, [1, None, 3, None, 5, 6]])
def test_no_rule_leaves_gaps(values: list[float | None]) -> None:
    """Gaps stay gaps."""
    assert filled(values, NoImputation(kind="none")) == values


def test_an_empty_column_stays_empty() -> None:
    """No unit, no row."""
    empty = pl.Series("x", [], pl.Float64)
    rule = GroupMean(kind="group_mean", group="area")
    assert impute(empty, rule, GROUPS.head(0)).to_list() == []
