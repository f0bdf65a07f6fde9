"""All that the boards of one edition are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import polars as pl

from ranking.editions.feature_words import FeatureWords
from ranking.editions.month_table import month_table
from ranking.editions.movement import History
from ranking.features.month import MonthFeatures
from ranking.lists import ListFile
from ranking.methods.model import Method


@dataclass(frozen=True)
class Scored:
    """A month's features, the method and list file they are ranked by, bonus and history."""

    features: MonthFeatures
    method: Method
    list_file: ListFile
    bonus: Mapping[str, Decimal]
    history: History

    @cached_property
    def words(self) -> FeatureWords:
        """What the method's features are called."""
        return FeatureWords(self.method, self.features)

    @cached_property
    def table(self) -> pl.DataFrame:
        """The table the method scores. Raises ConfigError where a month has none for it."""
        return month_table(self.method, self.features)

    @cached_property
    def silent(self) -> frozenset[str]:
        """The units without a post on any platform, whatever the method counts as posts."""
        units = self.features.units
        return frozenset(units.filter(pl.col("posts") == 0)["unit"])
