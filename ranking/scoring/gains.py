"""What one feature alone would have to become for a unit to pass another."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from ranking.methods.model import Index
from ranking.scoring.engine import evaluate
from ranking.scoring.ranks import steps

_MOST = 2**53
_TRIES = 1024


def smallest_counts(
    index: Index, row: pl.DataFrame, target: float, bonus: float, precision: Decimal
) -> dict[str, int | None]:
    """Return, by feature, the smallest count with which value + bonus exceeds ``target``.

    ``row`` is one unit's features; all but the one in question stay as they are. None = no count
    up to 2^53 is enough. An index never falls when one count rises, so narrowing the range in
    which it first exceeds the target finds it; all features are tried in one table.
    """
    features = [indicator.feature for indicator in index.indicators()]
    ranges = dict.fromkeys(features, (-1, _MOST))
    impossible: set[str] = set()
    while any(high - low > 1 for low, high in ranges.values()):
        tries = {feature: _between(*ranges[feature]) for feature in features}
        passed = _exceeds(index, _trials(row, tries), target, bonus, precision)
        for feature, counts in tries.items():
            first = next((n for n, ok in enumerate(passed[feature]) if ok), None)
            if first is None:
                impossible.add(feature)
                ranges[feature] = (_MOST - 1, _MOST)
            else:
                below = counts[first - 1] if first else ranges[feature][0]
                ranges[feature] = (below, counts[first])
    return {f: None if f in impossible else ranges[f][1] for f in features}


def _between(low: int, high: int) -> list[int]:
    """Return rising counts in (low, high] that end with ``high``."""
    return sorted({low + -(-(high - low) * n // _TRIES) for n in range(1, _TRIES + 1)})


def _trials(row: pl.DataFrame, tries: dict[str, list[int]]) -> pl.DataFrame:
    """Return one row a feature and count tried, with the feature's name in ``tried``."""
    features = list(tries)
    base = row.select(pl.col(features).cast(pl.Float64))
    blocks = [
        pl.DataFrame({feature: counts}, schema={feature: pl.Float64})
        .join(base.drop(feature), how="cross")
        .select(*features, pl.lit(feature).alias("tried"))
        for feature, counts in tries.items()
    ]
    return pl.concat(blocks)


def _exceeds(
    index: Index, trials: pl.DataFrame, target: float, bonus: float, precision: Decimal
) -> dict[str, list[bool]]:
    total = steps(pl.col(index.id) + bonus, precision)
    wins = (total > steps(pl.lit(target), precision)).fill_null(value=False)
    judged = evaluate(index, trials).select("tried", wins=wins)
    parts = judged.partition_by("tried", maintain_order=True, as_dict=True)
    return {str(name): frame["wins"].to_list() for (name,), frame in parts.items()}
