"""Values a rule is not defined for: refused with their place, never turned into NaN."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from ranking.errors import DataError
from ranking.scoring.transforms import Domain

_WANTED: Mapping[Domain, str] = {
    "any": "'{name}' is {value} in row {row} of the table (and wrong in {more} more): {rule} "
    "needs finite numbers.",
    "not_negative": "'{name}' is {value} in row {row} of the table (and wrong in {more} more): "
    "{rule} needs numbers of 0 or more.",
    "positive": "'{name}' is {value} in row {row} of the table (and wrong in {more} more): {rule} "
    "needs numbers above 0.",
}

_INSIDE: Mapping[Domain, Callable[[pl.Expr], pl.Expr]] = {
    "any": lambda value: value.is_finite(),
    "not_negative": lambda value: value >= 0,
    "positive": lambda value: value > 0,
}
"""Null for null: what is not observed is not wrong."""


class OutOfDomainError(DataError):
    """A value lies where a rule is not defined.

    ``places`` are the positions of the rows in the table, from 0; empty where no row alone is
    wrong.
    """

    places: tuple[int, ...] = ()

    def at(self, rows: pl.Series) -> OutOfDomainError:
        """Return the error with the row as the file numbers it; ``rows`` are the table's own."""
        if not self.places:
            return self
        params = {**self.params, "row": rows[self.places[0]]}
        placed = OutOfDomainError(self.template, **params)
        placed.hint, placed.places = self.hint, self.places
        return placed


def check_domain(table: pl.DataFrame, value: pl.Expr, domain: Domain, name: str, rule: str) -> None:
    """Raise OutOfDomainError where a value of the table lies outside the domain, or is infinite."""
    wrong = (
        table.select(value.cast(pl.Float64).alias("value"))
        .with_row_index("place")
        .filter(~(pl.col("value").is_finite() & _INSIDE[domain](pl.col("value"))))
    )
    if wrong.is_empty():
        return
    first = wrong.row(0, named=True)
    error = OutOfDomainError(
        _WANTED[domain],
        name=name,
        value=first["value"],
        row=first["place"] + 1,
        more=wrong.height - 1,
        rule=rule,
        hint="Correct the value, or choose another transform or aggregate in the method file.",
    )
    error.places = tuple(wrong["place"])
    raise error
