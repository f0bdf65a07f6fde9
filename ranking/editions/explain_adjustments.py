"""Which adjustments touch a unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from ranking.features.month import MonthFeatures
from ranking.model.adjustment import Adjustment, Kind, in_effect

_OF_POSTS = {Kind.EXCLUDE_POST, Kind.INCLUDE_POST, Kind.ATTRIBUTE_POST}
_OF_ACCOUNTS = {Kind.EXCLUDE_ACCOUNT, Kind.INCLUDE_ACCOUNT, Kind.ATTRIBUTE_ACCOUNT}


def touching(
    unit: str, adjustments: Sequence[Adjustment], features: MonthFeatures
) -> tuple[Adjustment, ...]:
    """Return the adjustments in effect of a unit's posts, accounts, points and notes, by number.

    Posts and accounts are the unit's that are in its hands in the month, and those that count for
    it or are taken from it by an adjustment.
    """
    accounts = set(features.accounts.filter(pl.col("unit") == unit)["account"])
    return tuple(
        one
        for one in in_effect(adjustments)
        if one.unit == unit or _aims_at(one, unit, accounts, features.named_posts)
    )


def _aims_at(
    one: Adjustment, unit: str, accounts: set[str], posts: Mapping[str, frozenset[str]]
) -> bool:
    if one.kind in _OF_POSTS:
        return unit in posts.get(one.target, ())
    if one.kind in _OF_ACCOUNTS:
        return one.target in accounts
    return one.target == unit
