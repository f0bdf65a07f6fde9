"""Treatment of outliers, column by column. What was treated shows in the column itself.

Source: COINr ``Treat`` and ``winsorise``; ASEM's settings in docs/methods/README.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from ranking.methods.columns import LogModulus, Treatment, Winsorise
from ranking.scoring.domain import OutOfDomainError
from ranking.scoring.statistics import kurtosis, skewness


def treat(values: pl.Series, rule: Treatment) -> pl.Series:
    """Return the treated Float64 column; nulls stay null.

    Raises OutOfDomainError where ``otherwise = "log"`` meets a value that is not positive.
    """
    match rule:
        case Winsorise():
            return _winsorised(values, rule)
        case LogModulus():
            return _log_modulus(values)
        case _:
            return values


def _winsorised(values: pl.Series, rule: Winsorise) -> pl.Series:
    current = values.drop_nulls().to_list()
    moved: set[int] = set()
    while not _passes(current, rule) and len(moved) < rule.max_points:
        outermost, limit = _outermost(current)
        moved |= {place for place, value in enumerate(current) if value == outermost}
        current = [limit if value == outermost else value for value in current]
    if rule.otherwise != "none" and not _passes(current, rule):
        return OTHERWISE[rule.otherwise](values)
    replaced = iter(current)
    kept = [None if value is None else next(replaced) for value in values]
    return pl.Series(values.name, kept, pl.Float64)


def _outermost(values: list[float]) -> tuple[float, float]:
    """Return the last value on the long side, and the one before it."""
    steps = sorted(set(values), reverse=(skewness(values) or 0) >= 0)
    return steps[0], steps[1]


def _passes(values: list[float], rule: Winsorise) -> bool:
    """Too few values, or no spread, leave nothing to treat."""
    skew, kurt = skewness(values), kurtosis(values)
    if skew is None or kurt is None:
        return True
    return abs(skew) < float(rule.skew) or kurt < float(rule.kurtosis)


def _log(values: pl.Series) -> pl.Series:
    least = min(values.drop_nulls().to_list())
    if least <= 0:
        raise OutOfDomainError(
            "The treatment of '{name}' falls back on a logarithm, which {least} does not have.",
            name=values.name,
            least=least,
            hint='Use otherwise = "log_shifted" or "log_modulus" in the method file.',
        )
    return values.log()


def _log_shifted(values: pl.Series) -> pl.Series:
    """Return ln(x - min + 0.01 (max - min))."""
    observed = values.drop_nulls().to_list()
    least: float = min(observed)
    most: float = max(observed)
    shifted = values - least + 0.01 * (most - least)
    return shifted.log()


def _log_modulus(values: pl.Series) -> pl.Series:
    """Return sign(x) × ln(1 + |x|)."""
    return values.sign() * values.abs().log1p()


OTHERWISE: Mapping[str, Callable[[pl.Series], pl.Series]] = {
    "log": _log,
    "log_shifted": _log_shifted,
    "log_modulus": _log_modulus,
}
