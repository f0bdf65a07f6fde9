"""What a table must hold for a method to score it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ranking.methods.columns import GroupMean
from ranking.methods.model import Index, Indicator, Method
from ranking.methods.vocabulary import DIVISORS, STAGES, Stage

MONTH_LABELS = frozenset({"unit", "group"})
"""The columns of labels that the table of a month has."""


@dataclass(frozen=True)
class Needs:
    """Columns by kind, each once, in the order of the file.

    ``numbers`` are counts and measures (``days`` among them, where they are needed), ``beside``
    those that may come from a companion table, ``labels`` the columns of groups.
    """

    numbers: tuple[str, ...]
    beside: tuple[str, ...]
    labels: tuple[str, ...]


def needed_columns(
    method: Method, index: Index, stage: Stage = "raw", given: Collection[str] = ()
) -> Needs:
    """Return the columns that one index needs of a table whose columns are at ``stage``.

    Derived features are computed at ``raw`` only: there their parts are needed instead, unless the
    derived feature is one of ``given``, the columns that the table has.
    """
    used = dict.fromkeys(_numbers(index, stage))
    if stage == "raw":
        used = dict.fromkeys(parts(method, used, given))
    companions = {name for companion in method.companions for name in companion.columns}
    return Needs(
        numbers=tuple(name for name in used if name not in companions),
        beside=tuple(name for name in used if name in companions),
        labels=tuple(dict.fromkeys(_labels(index, stage))),
    )


def monthly(method: Method, cards: Collection[str]) -> list[str]:
    """Return the columns that no month can fill; empty: the method can score months.

    ``cards`` are the ids of the feature cards.
    """
    needs = [needed_columns(method, index) for index in method.indexes]
    filled = {name for name, item in method.inputs.items() if item.month in cards}
    filled |= set() if method.inputs else set(cards)
    filled |= {"days"} if method.days else set()
    missing = [name for need in needs for name in need.numbers if name not in filled]
    missing += [name for need in needs for name in need.beside]
    missing += [name for need in needs for name in need.labels if name not in MONTH_LABELS]
    return list(dict.fromkeys(missing))


def parts(method: Method, names: Iterable[str], given: Collection[str] = ()) -> Iterator[str]:
    """Yield the names, derived features replaced by what they are made of, down to columns."""
    for name in names:
        if name in method.features and name not in given:
            yield from parts(method, method.features[name].arithmetic.names, given)
        else:
            yield name


def _numbers(index: Index, stage: Stage) -> Iterator[str]:
    to_transform = STAGES.index(stage) < STAGES.index("transformed")
    relative = index.finish.relative_to_reference
    for indicator in index.indicators():
        yield indicator.column(stage)
        if stage == "raw":
            yield from _divisors(indicator)
        if indicator.reference_per == "day" and (to_transform or relative):
            yield "days"
    for rule in index.minimum:
        yield rule.feature


def _divisors(indicator: Indicator) -> Iterator[str]:
    if indicator.per in DIVISORS:
        yield DIVISORS[indicator.per]
    if indicator.denominator:
        yield indicator.denominator


def _labels(index: Index, stage: Stage) -> Iterator[str]:
    if STAGES.index(stage) >= STAGES.index("imputed"):
        return
    for indicator in index.indicators():
        rule = indicator.imputation or index.imputation
        if isinstance(rule, GroupMean):
            yield rule.group
