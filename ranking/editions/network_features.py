"""Features of the network that carried a unit's posts, computed where a method names one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from ranking.editions.authority_reprints import authority_reprints
from ranking.features.month import MonthFacts, MonthFeatures
from ranking.features.units import NO_FEED, NO_TIMES
from ranking.methods.model import Method
from ranking.methods.needs import needed_columns
from ranking.network.cascades import cascades
from ranking.network.dependence import dependence
from ranking.network.reposts import counted_reposts
from ranking.network.unit_cascades import unit_cascades

NO_REPRINT = "No reprint of this unit's posts was found in a known channel."
NO_PARENTS = "No reprint of this month says which one it was taken from."
NO_SHARED_CHANNEL = "No channel carried three units of this month: authority cannot be told."
NO_HOURS = "No reprint of this unit's posts has a time."
_LEAST = 3
"""Units that a channel must carry to have authority for any of them."""


@dataclass(frozen=True)
class Carried:
    """What the features of one month are computed from; ``channels``: CHANNELS."""

    facts: MonthFacts
    channels: pl.DataFrame
    features: MonthFeatures
    method: Method


Values = tuple[pl.DataFrame, Mapping[str, str]]
"""unit and features (a unit may be absent: null), and why a feature is null, by feature."""


def _authority(month: Carried) -> Values:
    values = authority_reprints(month.features, month.method)
    carried = month.features.by_channel.group_by("channel_id").agg(pl.col("unit").n_unique())
    apart = carried.height > 0 and (carried["unit"] < _LEAST).all()
    return values, {"authority_reprints": NO_SHARED_CHANNEL if apart else NO_TIMES}


def _dependence(month: Carried) -> Values:
    edges = month.features.by_channel.group_by("unit", "channel_id").agg(pl.col("times").sum())
    reason = NO_REPRINT if month.facts.has_reprint_feed else NO_FEED
    return dependence(edges).select("unit", "dependence"), {"dependence": reason}


def _cascades(month: Carried) -> Values:
    """Without parents all reprints would hang on the post: a guess, and no measure of a tree."""
    if not month.facts.has_reprint_feed:
        return pl.DataFrame(schema=_CASCADE_KINDS), dict.fromkeys(_CASCADES, NO_FEED)
    posts = month.features.posts.select("post_id", "unit", "published_at")
    reposts = counted_reposts(month.facts.reprints, posts, month.channels)
    found = unit_cascades(posts, cascades(posts, reposts).posts)
    reasons = dict(zip(_CASCADES, (NO_REPRINT, NO_REPRINT, NO_HOURS), strict=True))
    if not (reposts["parent"] != reposts["reprint_id"]).any():  # itself is no source
        found = found.with_columns(pl.lit(None).alias(name) for name in _SHAPES)
        reasons |= dict.fromkeys(_SHAPES, NO_PARENTS)
    return found, reasons


_SHAPES = ("deepest_cascade", "structural_virality")
_CASCADES = (*_SHAPES, "hours_to_half")
_KINDS = {
    "authority_reprints": pl.Float64(),
    "dependence": pl.Float64(),
    "deepest_cascade": pl.Int64(),
    "structural_virality": pl.Float64(),
    "hours_to_half": pl.Float64(),
}
_CASCADE_KINDS = {"unit": pl.String(), **{name: _KINDS[name] for name in _CASCADES}}
NETWORK_FEATURES = tuple(_KINDS)
"""Every feature of the network there is code for."""
_SOURCES: Mapping[tuple[str, ...], Callable[[Carried], Values]] = {
    ("authority_reprints",): _authority,
    ("dependence",): _dependence,
    _CASCADES: _cascades,
}
_COUNTS = ("authority_reprints", "deepest_cascade")
"""0 for a unit without posts; the others are measures of what is not there: null."""


def with_network(
    features: MonthFeatures, facts: MonthFacts, channels: pl.DataFrame, method: Method
) -> MonthFeatures:
    """Return the month with the NETWORK_FEATURES that the method names, as other features are.

    A method that names none costs nothing. ``channels`` are CHANNELS.
    """
    month, named = Carried(facts, channels, features, method), _named(method)
    units, reasons = features.units, dict(features.missing_reasons)
    for names, source in _SOURCES.items():
        wanted = [name for name in names if name in named]
        if wanted:
            values, why = source(month)
            units = units.join(values.select("unit", *wanted), on="unit", how="left")
            reasons |= why
    present = [name for name in NETWORK_FEATURES if name in units.columns]
    silent = pl.col("posts") == 0
    filled = [_filled(name, silent) for name in present]
    flags = [_bound(name).alias(f"{name}_censored") for name in present]
    finished = units.with_columns(*filled, *flags).sort("unit")
    return replace(features, units=finished, missing_reasons=reasons)


def _named(method: Method) -> set[str]:
    """Return the feature cards that a method rests on."""
    needs = (needed_columns(method, index).numbers for index in method.indexes)
    names = {name for need in needs for name in need}
    months = {name: item.month or "" for name, item in method.inputs.items()}
    return {months.get(name, name) for name in names}


def _filled(name: str, silent: pl.Expr) -> pl.Expr:
    value = pl.col(name).cast(_KINDS[name])
    return pl.when(silent).then(0 if name in _COUNTS else None).otherwise(value).alias(name)


def _bound(name: str) -> pl.Expr:
    """A 10万+ of the platform's reposts makes weighted reprints a lower bound, and these too."""
    bound = name == "authority_reprints"
    return pl.col("weighted_reprints_censored") if bound else pl.lit(value=False)
