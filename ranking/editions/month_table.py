"""The table a method scores for a month: one row a unit, the method's own names for its numbers."""

from __future__ import annotations

import polars as pl

from ranking.features.month import MonthFeatures
from ranking.methods.model import Method


def month_table(method: Method, features: MonthFeatures) -> pl.DataFrame:
    """Return the units with every feature the method may use."""
    return features.units
