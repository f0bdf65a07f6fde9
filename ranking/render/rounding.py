"""Numbers as text: rounded once, half up, from the shortest decimal that names the float."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

_CONTEXT = Context(prec=400, rounding=ROUND_HALF_UP)


def fixed(value: int | float | Fraction, decimals: int) -> str:
    """Return the number with that many decimals and thousands separators; never ``-0``."""
    step = Decimal(1).scaleb(-decimals)
    rounded = _CONTEXT.quantize(_decimal(value), step)
    return f"{rounded if rounded else abs(rounded):,f}"


def _decimal(value: int | float | Fraction) -> Decimal:
    if isinstance(value, Fraction):
        return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return Decimal(repr(value))


def exact(value: int | float) -> int | float:
    """Return a whole float as int, so that a count prints as ``1234`` and not ``1234.0``."""
    return int(value) if value == int(value) else value
