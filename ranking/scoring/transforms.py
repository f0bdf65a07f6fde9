"""Transforms of an indicator: functions on expressions, with the text that shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from ranking.methods.model import TransformName


@dataclass(frozen=True)
class Transform:
    """``apply`` keeps null as null; ``text`` shows it with ``{x}`` for its argument."""

    apply: Callable[[pl.Expr], pl.Expr]
    text: str


def t_ln1p(x: pl.Expr) -> pl.Expr:
    """Return ln(1 + x) for x >= 0, accurate near 0; increasing, 0 at 0."""
    return x.log1p()


TRANSFORMS: Mapping[TransformName, Transform] = {"ln1p": Transform(t_ln1p, "ln(1 + {x})")}
