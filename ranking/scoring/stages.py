"""The stages of an indicator, each over all indicators of an index at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import polars as pl

from ranking.methods.columns import (
    DeclaredValue,
    NoImputation,
    NoNormalisation,
    NoTreatment,
)
from ranking.methods.model import Index, Indicator
from ranking.methods.vocabulary import DIVISORS, Stage
from ranking.scoring.derive import divided
from ranking.scoring.domain import Check, check_domains
from ranking.scoring.impute import impute
from ranking.scoring.names import column, stages_of, value_column
from ranking.scoring.normalise import normalise
from ranking.scoring.transforms import TRANSFORMS
from ranking.scoring.treat import treat

Step = Callable[[Index, Indicator, str, pl.DataFrame], pl.Expr | pl.Series]

_ZERO = DeclaredValue(kind="value", value=Decimal(0))
_NO_IMPUTATION = NoImputation(kind="none")
_NO_TREATMENT = NoTreatment(kind="none")
_NO_NORMALISATION = NoNormalisation(kind="none")


def add_stage(index: Index, table: pl.DataFrame, stage: Stage, start: Stage) -> pl.DataFrame:
    """Add the column of one stage for every indicator that has a rule for it."""
    if stage == "transformed":
        check_domains(table, [_check(index, i, start) for i in index.indicators()])
    added = []
    for indicator in index.indicators():
        if stage in stages_of(index, indicator):
            before = value_column(index, indicator, start, stage)
            result = STEPS[stage](index, indicator, before, table)
            added.append(result.alias(column(index, indicator.name, stage)))
    return table.with_columns(added)


def _denominated(_: Index, indicator: Indicator, before: str, __: pl.DataFrame) -> pl.Expr:
    value = pl.col(before).cast(pl.Float64)
    for divisor in (DIVISORS.get(indicator.per), indicator.denominator):
        if divisor is not None:
            value = divided(value, pl.col(divisor).cast(pl.Float64))
    return value


def _imputed(index: Index, indicator: Indicator, before: str, table: pl.DataFrame) -> pl.Series:
    rule = indicator.imputation or index.imputation or _NO_IMPUTATION
    filled = impute(_values(indicator, before, table), rule, table)
    return impute(filled, _ZERO, table) if indicator.missing == "zero" else filled


def _treated(index: Index, indicator: Indicator, before: str, table: pl.DataFrame) -> pl.Series:
    rule = indicator.treatment or index.treatment or _NO_TREATMENT
    return treat(_values(indicator, before, table), rule)


def _check(index: Index, indicator: Indicator, start: Stage) -> Check:
    before = value_column(index, indicator, start, "transformed")
    domain = TRANSFORMS[indicator.transform].domain
    argument = _argument(indicator, start, before)
    return Check(_scaled(indicator, before), domain, argument, indicator.transform)


def _argument(indicator: Indicator, start: Stage, before: str) -> str:
    """Return what enters the transform, in words: ``10 × likes ÷ days``, not the count itself."""
    scale = [] if indicator.scale == 1 else [f"{indicator.scale} ×"]
    given = indicator.column(start)
    divisors = () if before == given else (DIVISORS.get(indicator.per), indicator.denominator)
    return " ".join([*scale, given, *(f"÷ {name}" for name in divisors if name)])


def _transformed(_: Index, indicator: Indicator, before: str, __: pl.DataFrame) -> pl.Expr:
    return TRANSFORMS[indicator.transform].apply(_scaled(indicator, before), indicator)


def _scaled(indicator: Indicator, before: str) -> pl.Expr:
    value = pl.col(before).cast(pl.Float64)
    return value if indicator.scale == 1 else value * float(indicator.scale)


def _normalised(index: Index, indicator: Indicator, before: str, table: pl.DataFrame) -> pl.Series:
    rule = indicator.normalisation or index.normalisation or _NO_NORMALISATION
    return normalise(_values(indicator, before, table), rule, indicator.direction)


def _values(indicator: Indicator, before: str, table: pl.DataFrame) -> pl.Series:
    """Return the column under the name by which an error may call it."""
    return table[before].cast(pl.Float64).alias(indicator.feature)


STEPS: Mapping[Stage, Step] = {
    "denominated": _denominated,
    "imputed": _imputed,
    "treated": _treated,
    "transformed": _transformed,
    "normalised": _normalised,
}
