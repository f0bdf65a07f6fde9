"""Checks of a method file that look at several keys at once; they read the raw content."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from ranking.config_file import Fault
from ranking.methods import checks_features, checks_indicators, checks_tree
from ranking.methods.raw import Content, RawMethod

CHECKS: tuple[Callable[[RawMethod], Iterator[Fault]], ...] = (
    checks_features.unknown,
    checks_features.circles,
    checks_features.clashes,
    checks_features.unused,
    checks_features.months,
    checks_features.reprints,
    checks_tree.ids,
    checks_tree.names,
    checks_tree.aggregates,
    checks_tree.references,
    checks_tree.bonus,
    checks_indicators.divisors,
    checks_indicators.scales,
    checks_indicators.exponents,
    checks_indicators.references,
    checks_indicators.directions,
    checks_indicators.reasons,
)


def cross_faults(data: Content, cards: Collection[str]) -> Iterator[Fault]:
    """Yield what single keys cannot show: unknown features, circles, rules that miss a number."""
    method = RawMethod(data, cards)
    for check in CHECKS:
        yield from check(method)
