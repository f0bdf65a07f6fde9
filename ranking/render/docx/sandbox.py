"""What an office's template may do: print its values, in reasonable time and memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import StrictUndefined
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

_LONGEST = 10_000
"""Numbers of a range, and characters or items of what is multiplied: more than any list has."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Runs no template away with time or memory by one expression."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**":
            raise OverflowError("powers are not computed")
        for items, times in ((left, right), (right, left)):
            if isinstance(items, Sequence) and isinstance(times, int):
                _check(len(items) * times)
        return super().call_binop(context, operator, left, right)


def sandbox() -> ImmutableSandboxedEnvironment:
    """Return an environment in which no template reaches Python or writes unescaped text.

    Nothing in it is random: the same edition gives the same bytes. What would run away raises
    OverflowError.
    """
    environment = _Sandbox(undefined=StrictUndefined, autoescape=True)
    del environment.filters["safe"], environment.filters["random"], environment.globals["lipsum"]
    environment.globals["range"] = _range
    return environment


def _range(*bounds: int) -> range:
    numbers = range(*bounds)
    # Of a very long range Python itself cannot tell the length.
    _check(max(0, (numbers.stop - numbers.start) // numbers.step))
    return numbers


def _check(length: int) -> None:
    if length > _LONGEST:
        raise OverflowError(f"{length} is too many; {_LONGEST} is the most")
