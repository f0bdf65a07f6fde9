"""What a method's features are called and mean: by its inputs, its formulas, or the cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ranking.config_file import Words
from ranking.editions.month_table import base_features
from ranking.features.month import MonthFeatures
from ranking.methods.model import Index, Indicator, Method
from ranking.methods.vocabulary import DIVISORS, Per
from ranking.scoring.names import column, stages_of, value_column

NO_QUOTIENT = "It would have to be divided by 0."
ALL_EQUAL = "It is compared with other units, and all of them are equal."
_DAYS = Words(zh="天数", en="Days")
_PER: Mapping[Per, Words] = {
    "day": Words(zh="日均", en="per day"),
    "post": Words(zh="篇均", en="per post"),
    "headline": Words(zh="头条篇均", en="per headline"),
}
"""What tells apart two indicators of one feature."""


@dataclass(frozen=True)
class FeatureWords:
    """Names, definitions and missing reasons of one method's features in one month."""

    method: Method
    features: MonthFeatures

    def name(self, feature: str) -> Words:
        """Return what a feature is called: by the method, else by its card."""
        own = self.method.inputs.get(feature) or self.method.features.get(feature)
        if own is not None:
            return own.name
        return _DAYS if feature == "days" else self.features.cards[feature].name

    def definition(self, feature: str) -> Words:
        """Return what a feature is: the card's definition, or the formula that makes it."""
        derived = self.method.features.get(feature)
        if derived is not None:
            return Words(zh=derived.formula, en=derived.formula)
        if feature == "days" and self.method.days is not None:
            return Words(zh=self.method.days.reason, en=self.method.days.reason)
        return self.features.cards[self._card(feature)].definition

    def label(self, index: Index, indicator: Indicator) -> Words:
        """Return the feature's name, with what is done to it where the index has it twice."""
        name = self.name(indicator.feature)
        marks = _marks(indicator)
        same = Counter((i.feature, _marks(i)) for i in index.indicators())
        if same[indicator.feature, marks] > 1:
            marks = (*marks, Words(zh=indicator.name, en=indicator.name))
        if not marks:
            return name
        zh, en = "，".join(m.zh for m in marks), ", ".join(m.en for m in marks)
        return Words(zh=f"{name.zh}（{zh}）", en=f"{name.en} ({en})")

    def missing_reason(self, index: Index, indicator: Indicator, row: Mapping[str, Any]) -> str:
        """Return why an indicator has no value in an evaluated row, as an English template."""
        divisors = (DIVISORS.get(indicator.per), indicator.denominator)
        for feature in (indicator.feature, *divisors):
            if feature is not None and row[feature] is None:
                return self._reason(feature, row)
        divided = "denominated" in stages_of(index, indicator)
        if divided and row[column(index, indicator.name, "denominated")] is None:
            return NO_QUOTIENT
        return ALL_EQUAL

    def _reason(self, feature: str, row: Mapping[str, Any]) -> str:
        """Return why a feature is null: the reason of the first part of it that is."""
        bases = base_features(self.method, feature)
        missing = next((base for base in bases if row[base] is None), None)
        return (
            NO_QUOTIENT if missing is None else self.features.missing_reasons[self._card(missing)]
        )

    def _card(self, feature: str) -> str:
        item = self.method.inputs.get(feature)
        return item.month if item is not None and item.month is not None else feature


def _marks(indicator: Indicator) -> tuple[Words, ...]:
    return (_PER[indicator.per],) if indicator.per in _PER else ()


def is_absent(index: Index, indicator: Indicator, row: Mapping[str, Any]) -> bool:
    """Tell whether an indicator was not observed, or brings no value, in an evaluated row."""
    value = row[value_column(index, indicator, "raw")]
    return row[indicator.feature] is None or value is None
