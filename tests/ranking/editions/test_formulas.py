"""Formulas as text, for trees of every shape."""

from __future__ import annotations

from decimal import Decimal
from math import log  # noqa: F401  (formulas are evaluated)

import pytest

from ranking.editions.formulas import index_formula, number
from ranking.methods.model import Index
from ranking.scoring.engine import evaluate
from tests.builders.trees import indicator, level, table, tree

NODES = (
    level("reach", "0.6", indicator("a", "0.4"), indicator("b", "0.6", scale="2.5")),
    indicator("c", "0.4", missing="zero"),
)


@pytest.mark.parametrize("relative", [True, False])
@pytest.mark.parametrize(
    "counts", [(1, 2, 3), (None, 2, 3), (None, None, 3), (1, None, None), (0, 0, 0)]
)
def test_the_text_computes_to_the_index(relative: bool, counts: tuple[int | None, ...]) -> None:
    """Whatever is missing: what the text says is what was calculated."""
    index: Index = tree(*NODES, relative=relative)
    values = dict(zip("abc", counts, strict=True))
    text = index_formula(index, values).replace("×", "*").replace("÷", "/").replace("ln(", "log(")
    frame = table(**{name: [count] for name, count in values.items()})
    assert eval(text) == pytest.approx(evaluate(index, frame)["power"].item(), rel=1e-12)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.0, "1234"),
        (0.5, "0.5"),
        (1e-7, "0.0000001"),
        (Decimal("0.50"), "0.5"),
        (2.0**60, "1152921504606847000"),
    ],
)
def test_numbers_are_written_in_full(value: float | Decimal, text: str) -> None:
    """No exponent and no trailing zeros."""
    assert number(value) == text
