"""Aggregations of a level."""

from __future__ import annotations

from typing import get_args

import polars as pl
import pytest

from ranking.methods.model import AggregationName
from ranking.scoring.aggregate import AGGREGATIONS, a_amean, observed_shares

FRAME = pl.DataFrame(
    {"a": [1.0, 1.0, None], "b": [3.0, None, None]}, schema_overrides={"b": pl.Float64}
)
VALUES = [pl.col("a").cast(pl.Float64), pl.col("b")]


def test_every_name_a_method_may_use_has_an_aggregation() -> None:
    """The allowed names are exactly those there is code for."""
    assert set(get_args(AggregationName)) == set(AGGREGATIONS)


def test_shares_are_of_the_observed_weight() -> None:
    """They add up to 1 over observed children; a missing child has none."""
    shares = observed_shares(VALUES, [0.25, 0.75])
    found = FRAME.select(a=shares[0], b=shares[1]).rows()
    assert found == [(0.25, 0.75), (1.0, None), (None, None)]


def test_the_mean_is_over_observed_children() -> None:
    """Null only where no child is observed."""
    shares = observed_shares(VALUES, [0.25, 0.75])
    found = FRAME.select(a_amean(VALUES, shares)).to_series().to_list()
    assert found == [pytest.approx(2.5), 1.0, None]
