"""Values a rule is not defined for: refused with their place, never turned into NaN."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ranking.errors import DataError
from ranking.scoring.transforms import Domain

_WANTED: Mapping[Domain, str] = {"not_negative": "0 or more", "positive": "more than 0"}
_SHOWN = 5


class OutOfDomainError(DataError):
    """A value lies where a transform or an aggregate is not defined.

    ``places`` are the positions of the rows in the table, from 0.
    """

    places: tuple[int, ...] = ()


def check_domain(table: pl.DataFrame, value: pl.Expr, domain: Domain, name: str, rule: str) -> None:
    """Raise OutOfDomainError where a value of the table lies outside the domain."""
    if domain == "any":
        return
    wrong = (
        table.select(value.alias("value"))
        .with_row_index("place")
        .filter((pl.col("value") < 0) if domain == "not_negative" else (pl.col("value") <= 0))
    )
    if wrong.is_empty():
        return
    first = wrong.row(0, named=True)
    error = OutOfDomainError(
        "'{name}' is {value} in row {row} of the table (and so in {more} more): {rule} needs "
        "{wanted}.",
        name=name,
        value=first["value"],
        row=first["place"] + 1,
        more=wrong.height - 1,
        rule=rule,
        wanted=_WANTED[domain],
        hint="Correct the value, or choose another transform or aggregate in the method file.",
    )
    error.places = tuple(wrong["place"].head(_SHOWN))
    raise error
