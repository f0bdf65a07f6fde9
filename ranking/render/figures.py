"""A number together with how it is shown: its text, its status and its decimals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ranking.render.rounding import exact, fixed

MISSING = "—"
AT_LEAST = "≥"

Status = Literal["observed", "lower_bound", "missing", "text"]


@dataclass(frozen=True)
class Figure:
    """``value`` at full precision (None = missing, or not a number) and the text that shows it.

    ``percent``: the value is a share of 1 that is shown in percent.
    """

    value: int | float | None
    text: str
    status: Status = "observed"
    decimals: int = 0
    percent: bool = False


NOTHING = Figure(None, "", "text")
"""A place where no number belongs."""


def points(value: float | None, decimals: int) -> Figure:
    """Show an index or points with the method's decimals; None as the missing mark."""
    if value is None:
        return Figure(None, MISSING, "missing", decimals)
    return Figure(value, fixed(value, decimals), "observed", decimals)


def count(value: float | None, *, lower_bound: bool = False, decimals: int = 0) -> Figure:
    """Show a count with thousands separators, ``≥`` before a lower bound, None as missing."""
    if value is None:
        return Figure(None, MISSING, "missing", decimals)
    mark = AT_LEAST if lower_bound else ""
    status: Status = "lower_bound" if lower_bound else "observed"
    return Figure(exact(value), mark + fixed(value, decimals), status, decimals)


def post_count(value: int | None, *, censored: bool, language: str) -> Figure:
    """Show one post's count; a censored one as the platforms do: 10万+ (100,000+ in English)."""
    if value is None or not censored:
        return count(value)
    myriads, rest = divmod(value, 10_000)
    shown = f"{myriads}万+" if language == "zh" and not rest else f"{fixed(value, 0)}+"
    return Figure(value, shown, "lower_bound")


def words(text: str) -> Figure:
    """Show words where other rows show a number."""
    return Figure(None, text, "text")


def column_decimals(values: Iterable[float | None], decimals: int) -> int:
    """Return 0 when every count of a column is whole, else the method's decimals, at least 1."""
    whole = all(value is None or value == int(value) for value in values)
    return 0 if whole else max(1, decimals)
