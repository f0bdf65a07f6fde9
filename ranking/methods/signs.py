"""The sign that a node's least value may have, for rules that need values above 0."""

from __future__ import annotations

from ranking.methods.columns import (
    DistanceToReference,
    DistanceToTarget,
    Goalposts,
    MinMax,
    Normalisation,
    Ranking,
    ZScore,
)
from ranking.methods.model import Index, Indicator, Level
from ranking.methods.vocabulary import AggregationName

POSITIVE_ONLY: frozenset[AggregationName] = frozenset({"gmean", "hmean", "pmean", "wproduct"})
"""Aggregates that are defined for values above 0 only, and give such values."""

_FAR = 5
"""Standard deviations within which a z-score is taken to stay."""


def least_sign(index: Index, node: Indicator | Level) -> int:
    """Return 1 where a node is always above 0, 0 where it may be 0, -1 where it may be less.

    Features are taken to be counts: 0 or more.
    """
    return _of_level(index, node) if isinstance(node, Level) else _of_indicator(index, node)


def _of_level(index: Index, level: Level) -> int:
    if level.aggregate in POSITIVE_ONLY:
        return 1
    if level.aggregate == "copeland":
        return -1  # wins less defeats
    signs = [least_sign(index, node) for node in level.nodes]
    return -1 if -1 in signs else max(signs)


def _of_indicator(index: Index, indicator: Indicator) -> int:
    rule = indicator.normalisation or index.normalisation
    sign = _of_rule(rule) if rule else None
    if sign is not None:
        return sign
    return -1 if indicator.transform == "log10" or indicator.scale < 0 else 0


def _of_rule(rule: Normalisation) -> int | None:
    """None: the rule leaves the sign of a value as it is."""
    match rule:
        case MinMax():
            return 1 if rule.lower > 0 else 0 if rule.lower == 0 else -1
        case ZScore():
            return 1 if rule.mean >= _FAR * rule.sd else -1
        case Ranking():
            return 0 if rule.kind == "borda" else 1
        case Goalposts() | DistanceToTarget():
            return 0
        case DistanceToReference(kind="difference"):
            return -1
    return None
