"""The table a method scores for a month: one row a unit, the method's own names for its numbers."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ranking.errors import ConfigError
from ranking.features.month import MonthFeatures
from ranking.methods.columns import GroupMean
from ranking.methods.model import Method
from ranking.scoring.derive import derive

LABELS = ("unit", "group")
"""The columns of a month that hold names, not numbers."""


def month_table(method: Method, features: MonthFeatures) -> pl.DataFrame:
    """Return unit, group, every feature the method may use, and ``<feature>_censored``.

    A method with inputs finds its own names alone, each filled by its feature card; another finds
    the cards. Raises ConfigError where a month does not have what the method rests on.
    """
    cards = cards_of_inputs(method)
    table = features.units
    if cards:
        values = [pl.col(card).alias(name) for name, card in cards.items()]
        flags = [
            pl.col(f"{card}_censored").alias(f"{name}_censored") for name, card in cards.items()
        ]
        table = table.select(*LABELS, *values, *flags)
    if method.days is not None:
        table = table.with_columns(days=pl.lit(method.days.month), days_censored=pl.lit(False))
    return _with_derived(method, table)


def cards_of_inputs(method: Method) -> Mapping[str, str]:
    """Return input → feature card. Raises ConfigError for a method that scores tables only."""
    without = [name for name, item in method.inputs.items() if item.month is None]
    without += [name for companion in method.companions for name in companion.columns]
    if without:
        raise ConfigError(
            "Method '{method}' scores tables only: no month has its input '{input}'.",
            method=method.id,
            input=without[0],
            hint="Compute it over a table with: govrank method eval {method} TABLE",
        )
    _check_groups(method)
    return {name: item.month for name, item in method.inputs.items() if item.month is not None}


def _check_groups(method: Method) -> None:
    """Refuse gaps to be filled by the mean of a group that a month does not know."""
    for index in method.indexes:
        for rule in (index.imputation, *(i.imputation for i in index.indicators())):
            if isinstance(rule, GroupMean) and rule.group not in LABELS:
                raise ConfigError(
                    "Method '{method}' fills gaps by the mean of the same '{group}', and a month "
                    "only knows {known}.",
                    method=method.id,
                    group=rule.group,
                    known=", ".join(LABELS),
                    hint='Write group = "group" in the method file, or compute it over a table.',
                )


def _with_derived(method: Method, table: pl.DataFrame) -> pl.DataFrame:
    """Add the features made of others; one is a lower bound where a part of it is."""
    made = [name for name in method.features if name not in table.columns]
    flags = []
    for name in made:
        bounds = [f"{part}_censored" for part in base_features(method, name)]
        known = [pl.col(bound) for bound in bounds if bound in table.columns]
        flag = pl.any_horizontal(known) if known else pl.lit(value=False)
        flags.append(flag.alias(f"{name}_censored"))
    return derive(table, method.features, made).with_columns(flags)


def base_features(method: Method, feature: str) -> list[str]:
    """Return the features that one rests on in the end: itself, unless it is made of others."""
    derived = method.features.get(feature)
    if derived is None:
        return [feature]
    return [base for part in derived.arithmetic.names for base in base_features(method, part)]
