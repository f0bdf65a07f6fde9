"""Normalisation: a column on a scale that others can be added to. 1 unit, 1 value.

``direction`` -1 turns the column round: less is better. Where all values are equal a rule that
divides by their spread says nothing: null. A rule that would turn the order of the values round is
refused. Sources: OECD/JRC Handbook (2008), p. 83-88 and
Table 15; COINr ``n_minmax``, ``n_zscore``, ``n_goalposts``, ``n_dist2targ``, ``n_borda``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from ranking.methods.columns import (
    DistanceToReference,
    DistanceToTarget,
    Goalposts,
    MinMax,
    NoNormalisation,
    Normalisation,
    Ranking,
    ZScore,
)
from ranking.scoring.domain import OutOfDomainError
from ranking.scoring.quotient import divided_by
from ranking.scoring.statistics import mean, sample_deviation


def normalise(values: pl.Series, rule: Normalisation, direction: int = 1) -> pl.Series:
    """Return the normalised Float64 column; nulls stay null and take no part.

    Raises OutOfDomainError where every value lies beyond the target, where a reference is below 0,
    and where less is better and a ratio meets a value that is not above 0.
    """
    return RULES[type(rule)](values, rule, direction)


def _unchanged(values: pl.Series, _rule: Any, direction: int) -> pl.Series:
    return values * direction


def _minmax(values: pl.Series, rule: MinMax, direction: int) -> pl.Series:
    turned = values * direction
    least, most = _extremes(turned)
    lower, upper = float(rule.lower), float(rule.upper)
    if least == most:
        return _nothing(values)
    return divided_by(turned - least, most - least) * (upper - lower) + lower


def _zscore(values: pl.Series, rule: ZScore, direction: int) -> pl.Series:
    observed = values.drop_nulls().to_list()
    spread = sample_deviation(observed) if len(observed) > 1 else 0
    if spread == 0:
        return _nothing(values)
    scores = divided_by(values - mean(observed), spread) * direction
    return scores * float(rule.sd) + float(rule.mean)


def _ranking(values: pl.Series, rule: Ranking, direction: int) -> pl.Series:
    ranks = (values * direction).rank("min").cast(pl.Float64)
    match rule.kind:
        case "percentile_rank":
            return divided_by(ranks, values.count()) * 100
        case "borda":
            return ranks - 1
        case _:
            return ranks


def _goalposts(values: pl.Series, rule: Goalposts, direction: int) -> pl.Series:
    lower, upper = float(rule.lower), float(rule.upper)
    share = (values - lower) if direction == 1 else (upper - values)
    return divided_by(share, upper - lower).clip(0, 1) * float(rule.scale)


def _target(values: pl.Series, rule: DistanceToTarget, direction: int) -> pl.Series:
    turned, target = values * direction, float(rule.target) * direction
    least, _ = _extremes(turned)
    if least is None or least == target:
        return _nothing(values)
    if least > target:
        raise OutOfDomainError(
            "Every value of '{name}' lies beyond the target {target}: no distance says which is "
            "nearer.",
            name=values.name,
            target=rule.target,
            hint="Set a target in the method file that is out of reach of the worst unit.",
        )
    distance = divided_by(turned - least, target - least)
    return distance.clip(upper_bound=1) if rule.cap else distance


def _reference(values: pl.Series, rule: DistanceToReference, direction: int) -> pl.Series:
    reference = _reference_value(values, rule, direction)
    if not reference:
        return _nothing(values)
    turned = rule.kind == "ratio" and direction == -1
    if reference < 0 or (turned and values.min() <= 0):  # type: ignore[operator]
        raise OutOfDomainError(
            "The {kind} of '{name}' to a reference is defined for numbers above 0; the reference "
            "is {reference}, the least value {least}.",
            kind=rule.kind,
            name=values.name,
            reference=reference,
            least=values.min(),
            hint="Choose another normalisation in the method file.",
        )
    if rule.kind == "ratio":
        return divided_by(values, reference) if direction == 1 else reference / values
    return divided_by(values - reference, reference) * direction


def _reference_value(values: pl.Series, rule: DistanceToReference, direction: int) -> float | None:
    least, most = _extremes(values)
    if least is None:
        return None
    best, worst = (most, least) if direction == 1 else (least, most)
    named = {"best": best, "worst": worst, "mean": mean(values.drop_nulls().to_list())}
    reference = rule.reference
    return float(named[reference] if isinstance(reference, str) else reference)


def _extremes(values: pl.Series) -> tuple[Any, Any]:
    return values.min(), values.max()


def _nothing(values: pl.Series) -> pl.Series:
    return pl.Series(values.name, [None] * len(values), pl.Float64)


RULES: Mapping[type, Callable[[pl.Series, Any, int], pl.Series]] = {
    MinMax: _minmax,
    ZScore: _zscore,
    Ranking: _ranking,
    Goalposts: _goalposts,
    DistanceToTarget: _target,
    DistanceToReference: _reference,
    NoNormalisation: _unchanged,
}
