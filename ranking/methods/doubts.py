"""What is doubtful in a sound method file: sentences that its maker should know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from ranking.config_file import Words
from ranking.methods.columns import (
    DistanceToReference,
    DistanceToTarget,
    MinMax,
    Normalisation,
    Ranking,
    ZScore,
)
from ranking.methods.model import Index, Indicator, Level, Method
from ranking.methods.needs import monthly, parts
from ranking.methods.signs import POSITIVE_ONLY, least_sign
from ranking.methods.tree import children, levels, shares


class Card(Protocol):
    """What is asked of a feature card: when the feature is not observed."""

    @property
    def null(self) -> Words:
        """When it is null, in words; "never" for one that always has a value."""


Cards = Mapping[str, Card]


@dataclass(frozen=True)
class Doubt:
    """One sentence: the key it is about, an English template and its ``str.format`` fields."""

    key: str
    template: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return ``key: sentence``."""
        return f"{self.key}: {self.template.format(**self.params)}"


def doubts(method: Method, cards: Cards) -> tuple[Doubt, ...]:
    """Return what is doubtful, in the order of the checks; ``cards`` are the feature cards."""
    return tuple(doubt for check in CHECKS for doubt in check(method, cards))


def _indexes(method: Method) -> list[tuple[str, Index]]:
    return [(f"indexes[{number}]", index) for number, index in enumerate(method.indexes)]


def _levels(method: Method) -> Iterator[tuple[Index, str, Level]]:
    for place, index in _indexes(method):
        for key, level in levels(index.root(), place):
            yield index, key, level


def _indicators(method: Method) -> Iterator[tuple[Index, str, Indicator]]:
    for index, place, level in _levels(method):
        for key, node in children(level, place):
            if isinstance(node, Indicator):
                yield index, key, node


def _unknown(method: Method, _: Cards) -> Iterator[Doubt]:
    """A formula read in public, of which nothing is said to be unknown."""
    if method.certainty == "public_source" and not method.unknown:
        yield Doubt(
            "unknown",
            template="Nothing is listed as unknown, though the formula was only read: list what "
            "its source does not say.",
        )


def _sums(method: Method, _: Cards) -> Iterator[Doubt]:
    """Weights that differ and do not add up to 1: meant so, or misprinted."""
    for _index, key, level in _levels(method):
        weights = [node.weight for node in level.nodes]
        if sum(weights) != 1 and len(set(weights)) > 1:
            yield Doubt(
                f"{key}.nodes",
                template="The weights add up to {total}, not to 1; a product takes them as they "
                "stand."
                if level.aggregate == "wproduct"
                else "The weights add up to {total}, not to 1; only their proportions count.",
                params={"total": str(sum(weights))},
            )


def _logarithms(method: Method, _: Cards) -> Iterator[Doubt]:
    """A logarithm without + 1: one unit with a count of 0 stops the whole calculation."""
    for _index, key, indicator in _indicators(method):
        if indicator.transform == "log10":
            yield Doubt(
                f"{key}.transform",
                template="log10 is not defined at 0: a table where '{feature}' is 0 is refused.",
                params={"feature": indicator.feature},
            )


def _domains(method: Method, _: Cards) -> Iterator[Doubt]:
    """An aggregate that needs values above 0, over values that may be 0 or less."""
    for index, key, level in _levels(method):
        low = [node.name for node in level.nodes if least_sign(index, node) <= 0]
        if level.aggregate in POSITIVE_ONLY and low:
            yield Doubt(
                f"{key}.aggregate",
                template="{aggregate} needs values above 0, and these may be 0 or less: {names}. "
                "A table where one is, is refused; normalise them to a range above 0.",
                params={"aggregate": level.aggregate, "names": ", ".join(low)},
            )


def _zeros(method: Method, cards: Cards) -> Iterator[Doubt]:
    """A missing number that counts as 0."""
    for _index, key, indicator in _indicators(method):
        missing = _can_be_missing(method, indicator.feature, cards, in_tables=True)
        if indicator.missing == "zero" and missing:
            yield Doubt(
                f"{key}.missing",
                template="Where '{feature}' is missing it counts as 0, as if it had been observed.",
                params={"feature": indicator.feature},
            )


def _unavailable(method: Method, cards: Cards) -> Iterator[Doubt]:
    """A number that months may lack takes the whole index away."""
    for place, index in _indexes(method):
        names = [
            indicator.feature
            for indicator in _indispensable(index.root())
            if not _is_filled(index, indicator)
            and _can_be_missing(method, indicator.feature, cards, in_tables=False)
        ]
        if names:
            yield Doubt(
                place,
                template="A unit of which one of these was not observed gets no index: {names}.",
                params={"names": ", ".join(dict.fromkeys(names))},
            )


def _indispensable(level: Level) -> Iterator[Indicator]:
    for node in level.nodes:
        if node.missing == "unavailable":
            yield from _indispensable(node) if isinstance(node, Level) else [node]


def _is_filled(index: Index, indicator: Indicator) -> bool:
    rule = indicator.imputation or index.imputation
    return rule is not None and rule.kind != "none"


def _can_be_missing(method: Method, name: str, cards: Cards, *, in_tables: bool) -> bool:
    """Tell whether a part of a feature may be null in a month, or a cell of a table empty."""
    sources = [_card(method, part) for part in parts(method, [name])]
    return any(cards[s].null.en != "never" if s in cards else in_tables for s in sources)


def _card(method: Method, name: str) -> str:
    """Return the feature card that fills a column; "" = it comes from a table."""
    return method.inputs[name].month or "" if name in method.inputs else name


def _majorities(method: Method, _: Cards) -> Iterator[Doubt]:
    """One node that outweighs all others together decides every comparison of two units."""
    for _index, place, level in _levels(method):
        weighed = zip(children(level, place), shares(level), strict=True)
        for (key, node), share in weighed:
            if level.aggregate == "copeland" and len(level.nodes) > 1 and share > Fraction(1, 2):
                yield Doubt(
                    f"{key}.weight",
                    template="'{name}' carries {percent} of the weight: under copeland more than "
                    "half decides every comparison alone (OECD Handbook, p. 111).",
                    params={"name": node.name, "percent": f"{float(share):.0%}"},
                )


def _moving_scales(method: Method, cards: Cards) -> Iterator[Doubt]:
    """A scale made of a month's own values is another one next month."""
    if monthly(method, cards):
        return
    rules: dict[str, Normalisation] = {}
    for index, key, indicator in _indicators(method):
        if indicator.normalisation:
            rules[f"{key}.normalisation"] = indicator.normalisation
        elif index.normalisation:
            rules[f"{key.partition('.')[0]}.normalisation"] = index.normalisation
    for key, rule in rules.items():
        if _is_of_column(rule):
            yield Doubt(
                key,
                template="'{kind}' makes its scale of the month's own values: one unit's rise "
                "moves the others, and the scale is another one next month (OECD Handbook, p. 85). "
                "Fixed goalposts stay.",
                params={"kind": rule.kind},
            )


def _is_of_column(rule: Normalisation) -> bool:
    if isinstance(rule, DistanceToReference):
        return isinstance(rule.reference, str)
    return isinstance(rule, MinMax | ZScore | Ranking | DistanceToTarget)


CHECKS: tuple[Callable[[Method, Cards], Iterator[Doubt]], ...] = (
    _unknown,
    _sums,
    _logarithms,
    _domains,
    _zeros,
    _unavailable,
    _majorities,
    _moving_scales,
)
