"""Imputation: what stands in for a value that was not observed, where a method says so."""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from ranking.methods.columns import DeclaredValue, GroupMean, Imputation
from ranking.scoring.statistics import mean


def impute(values: pl.Series, rule: Imputation, table: pl.DataFrame) -> pl.Series:
    """Fill the nulls of a Float64 column; ``table`` holds the column of groups.

    A null in a group without any observed value, or without a group, stays null.
    """
    match rule:
        case GroupMean():
            return _group_means(values, table[rule.group])
        case DeclaredValue():
            return values.fill_null(float(rule.value))
        case _:
            return values


def _group_means(values: pl.Series, groups: pl.Series) -> pl.Series:
    observed: defaultdict[object, list[float]] = defaultdict(list)
    for value, group in zip(values, groups, strict=True):
        if value is not None and group is not None:
            observed[group].append(value)
    means = {group: mean(found) for group, found in observed.items()}
    filled = [
        means.get(group) if value is None else value
        for value, group in zip(values, groups, strict=True)
    ]
    return pl.Series(values.name, filled, pl.Float64)
