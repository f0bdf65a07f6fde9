"""Transforms of an indicator: functions on expressions, where they apply, and how they read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from ranking.methods.model import Indicator
from ranking.methods.vocabulary import TransformName
from ranking.scoring.quotient import quotient

Domain = Literal["any", "not_negative", "positive"]


@dataclass(frozen=True)
class Transform:
    """``apply`` keeps null as null; ``text`` shows it with ``{x}`` for its argument.

    ``domain``: the arguments it is defined for here; all transforms rise with their argument.
    """

    apply: Callable[[pl.Expr, Indicator], pl.Expr]
    text: str
    domain: Domain = "not_negative"


def t_identity(x: pl.Expr, _: Indicator) -> pl.Expr:
    """Return x."""
    return x


def t_ln1p(x: pl.Expr, _: Indicator) -> pl.Expr:
    """Return ln(1 + x) for x >= 0, accurate near 0; 0 at 0."""
    return x.log1p()


def t_log1p_ratio(x: pl.Expr, indicator: Indicator) -> pl.Expr:
    """Return ln(1 + x) ÷ ln(1 + reference) for x >= 0: 1 at the reference, not capped there.

    Source: the marks of NRI, reference/domain.md 1.3.
    """
    return quotient(x.log1p(), reference_of(indicator).log1p())


def t_log10(x: pl.Expr, _: Indicator) -> pl.Expr:
    """Return log10(x) for x > 0."""
    return x.log10()


def t_sqrt(x: pl.Expr, _: Indicator) -> pl.Expr:
    """Return the square root of x >= 0."""
    return x.sqrt()


def t_power(x: pl.Expr, indicator: Indicator) -> pl.Expr:
    """Return x ^ exponent for x >= 0 and an exponent > 0."""
    return x.pow(float(indicator.exponent or 1))


def reference_of(indicator: Indicator) -> pl.Expr:
    """Return the indicator's reference, times the days where it is a reference per day."""
    reference = pl.lit(float(indicator.reference or 1))
    if indicator.reference_per == "day":
        return reference * pl.col("days").cast(pl.Float64)
    return reference


TRANSFORMS: Mapping[TransformName, Transform] = {
    "identity": Transform(t_identity, "{x}", "any"),
    "ln1p": Transform(t_ln1p, "ln(1 + {x})"),
    "log1p_ratio": Transform(t_log1p_ratio, "ln(1 + {x}) ÷ ln(1 + {reference})"),
    "log10": Transform(t_log10, "log10({x})", "positive"),
    "sqrt": Transform(t_sqrt, "√({x})"),
    "power": Transform(t_power, "({x}) ^ {exponent}"),
}
