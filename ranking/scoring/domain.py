"""Values a rule is not defined for: refused with their place, never turned into NaN."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ranking.errors import DataError
from ranking.scoring.transforms import Domain

_WANTED: Mapping[Domain, str] = {
    "any": "'{name}' is {value} in row {row} of the table ({count} such row(s)): {rule} needs "
    "finite numbers.",
    "not_negative": "'{name}' is {value} in row {row} of the table ({count} such row(s)): {rule} "
    "needs numbers of 0 or more.",
    "positive": "'{name}' is {value} in row {row} of the table ({count} such row(s)): {rule} needs "
    "numbers above 0.",
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


@dataclass(frozen=True)
class Check:
    """A value that must lie in the domain of a rule; ``name`` and ``rule`` are for the message."""

    value: pl.Expr
    domain: Domain
    name: str
    rule: str

    @property
    def inside(self) -> pl.Expr:
        """Whether a row's value is finite and in the domain; null for null."""
        number = self.value.cast(pl.Float64)
        return number.is_finite() & _INSIDE[self.domain](number)


def check_domains(table: pl.DataFrame, checks: Sequence[Check]) -> None:
    """Raise OutOfDomainError for the first check that a value of the table fails.

    All are looked at in one pass that keeps nothing: a million sound rows cost next to nothing.
    """
    sound = table.select(check.inside.all().alias(str(n)) for n, check in enumerate(checks))
    for check, passed in zip(checks, sound.row(0) if checks else (), strict=True):
        if not passed:
            raise _refusal(table, check)


def _refusal(table: pl.DataFrame, check: Check) -> OutOfDomainError:
    values = table.select(value=check.value.cast(pl.Float64), inside=check.inside)
    wrong = values.with_row_index("place").filter(~pl.col("inside"))
    first = wrong.row(0, named=True)
    error = OutOfDomainError(
        _WANTED[check.domain],
        name=check.name,
        value=first["value"],
        row=first["place"] + 1,
        count=wrong.height,
        rule=check.rule,
        hint="Correct the value, or choose another transform or aggregate in the method file.",
    )
    error.places = tuple(wrong["place"])
    return error
