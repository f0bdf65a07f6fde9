"""What a count stands for that its source shows as 10万+, as a method has it."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import polars as pl

from ranking.methods.month import Censoring

_SHOWN_AS = (100_000, 100_001)
"""How sources store 10万+: as the limit, or (清博) as one more."""


def as_counted(
    facts: pl.LazyFrame, measures: Sequence[str], rule: Censoring | None
) -> pl.LazyFrame:
    """Return posts or reprints with their counts as the method counts them.

    A 10万+ becomes ``counts_as``, with ``exact_too`` every count above 100,000. Other lower bounds
    (1万+) stay as they are: nothing better is known. ``censored`` still names them all.
    """
    if rule is None:
        return facts
    counted = [_counted(measure, rule).alias(measure) for measure in measures]
    return nw.from_native(facts).with_columns(*counted).to_native()


def _counted(measure: str, rule: Censoring) -> nw.Expr:
    count = nw.col(measure)
    bound = nw.col("censored").list.contains(measure)
    enters = bound & (count >= _SHOWN_AS[0]) & (count <= _SHOWN_AS[1])
    if rule.exact_too:
        enters = enters | (count > _SHOWN_AS[0])
    return nw.when(enters).then(nw.lit(rule.counts_as, nw.Int64)).otherwise(count)
