"""What a method calls the numbers it rests on: inputs of a table, and features made of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ranking.config_file import Identifier, Strict, Text, Words
from ranking.methods.arithmetic import Arithmetic, parse

FeatureName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class Input(Strict):
    """A column a table must have. ``month`` is the feature card that fills it for a month.

    Without ``month`` the method scores tables only.
    """

    name: Words
    month: Identifier | None = None


class Rounding(Strict):
    """How a publisher rounds a number before it goes on: half away from zero, or down."""

    decimals: Annotated[int, Field(ge=0, le=9)]
    mode: Literal["half_up", "floor"]


def _arithmetic(text: str) -> str:
    parse(text)
    return text


class Derived(Strict):
    """A feature made of others. A table that has a column of its name is believed instead."""

    name: Words
    formula: Annotated[Text, AfterValidator(_arithmetic)]
    round: Rounding | None = None
    reason: Text

    @property
    def arithmetic(self) -> Arithmetic:
        """The formula, ready to be computed."""
        return parse(self.formula)
