"""What one feature alone would have to become for a unit to pass another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

import polars as pl

from ranking.methods.features import Derived
from ranking.methods.model import Index, Indicator, Level
from ranking.methods.vocabulary import DIVISORS
from ranking.scoring.domain import OutOfDomainError
from ranking.scoring.engine import NOTHING_DERIVED, evaluate
from ranking.scoring.names import stages_of
from ranking.scoring.ranks import steps

_MOST = 10**10
"""No unit of any office has more of anything in a month: beyond it a count is out of reach."""
_TRIES = 1024
_OF_COLUMNS = {"imputed", "treated", "normalised"}
_FEATURE, _COUNT = "feature tried", "count tried"  # no feature has a space in its name


def smallest_counts(
    index: Index,
    row: pl.DataFrame,
    target: float,
    bonus: float,
    precision: Decimal,
    features: Mapping[str, Derived] = NOTHING_DERIVED,
    measures: Collection[str] = (),
) -> dict[str, int | None]:
    """Return, by feature, the smallest count with which value + bonus exceeds ``target``.

    ``row`` is one unit's features; all but the one in question stay as they are. None = no count
    up to _MOST is enough. ``measures`` are features that count nothing, such as shares: no whole
    number of one is told. An index never falls when one count rises, so narrowing the range in
    which it first exceeds the target finds it; all features are tried in one table. Empty where
    the index compares units with one another: then one unit's counts do not say.
    """
    tried = [feature for feature in _rising(index, features) if feature not in measures]
    ranges = dict.fromkeys(tried, (-1, _MOST))
    impossible: set[str] = set()
    while any(high - low > 1 for low, high in ranges.values()):
        tries = {feature: _between(*ranges[feature]) for feature in tried}
        judged = _judged(index, _trials(row, tries), features)
        passed = _first(judged, index.id, target, bonus, precision)
        for feature, counts in tries.items():
            if feature in passed:
                place = counts.index(passed[feature])
                below = counts[place - 1] if place else ranges[feature][0]
                ranges[feature] = (below, counts[place])
            else:
                impossible.add(feature)
                ranges[feature] = (_MOST - 1, _MOST)
    return {f: None if f in impossible else ranges[f][1] for f in tried}


def _between(low: int, high: int) -> list[int]:
    """Return rising counts in (low, high] that end with ``high``."""
    return sorted({low + -(-(high - low) * n // _TRIES) for n in range(1, _TRIES + 1)})


def _rising(index: Index, features: Mapping[str, Derived]) -> list[str]:
    """Return the features of which more can only raise the index."""
    indicators = index.indicators()
    columns = any(_OF_COLUMNS & set(stages_of(index, i)) - _filled(i) for i in indicators)
    if columns or _compares(index.root()):
        return []
    divisors = {DIVISORS.get(i.per) for i in indicators} | {i.denominator for i in indicators}
    parts = {name for derived in features.values() for name in derived.arithmetic.names}
    not_alone = divisors | parts | set(features)
    falling = {i.feature for i in indicators if i.scale < 0}
    wanted = dict.fromkeys(i.feature for i in indicators)
    return [feature for feature in wanted if feature not in not_alone | falling]


def _filled(indicator: Indicator) -> set[str]:
    return {"imputed"} if indicator.missing == "zero" else set()


def _compares(level: Level) -> bool:
    below = any(_compares(node) for node in level.nodes if isinstance(node, Level))
    return below or level.aggregate == "copeland"


def _trials(row: pl.DataFrame, tries: dict[str, list[int]]) -> pl.DataFrame:
    """Return one row a feature and count tried."""
    numbers = row.select(pl.selectors.numeric().cast(pl.Float64))
    blocks = [
        pl.DataFrame({feature: counts}, schema={feature: pl.Float64})
        .join(numbers.drop(feature), how="cross")
        .select(*numbers.columns, pl.lit(feature).alias(_FEATURE), pl.col(feature).alias(_COUNT))
        for feature, counts in tries.items()
    ]
    return pl.concat(blocks)


def _judged(index: Index, trials: pl.DataFrame, features: Mapping[str, Derived]) -> pl.DataFrame:
    """Evaluate the trials, without those for which the index is not defined."""
    while True:
        try:
            return evaluate(index, trials, features)
        except OutOfDomainError as error:
            wrong = pl.int_range(pl.len()).is_in(error.places)
            trials = trials.filter(~wrong)


def _first(
    judged: pl.DataFrame, value: str, target: float, bonus: float, precision: Decimal
) -> dict[str, int]:
    """Return the smallest count that exceeds the target, by feature that has one."""
    total = steps(pl.col(value) + bonus, precision)
    wins = judged.filter(total > steps(pl.lit(target), precision))
    least = wins.group_by(_FEATURE).agg(pl.col(_COUNT).min().cast(pl.Int64))
    return dict(least.iter_rows())
