"""Formulas as plain text with the numbers in them, as an explanation prints them.

Everything is taken from a row that ``evaluate`` returned. What one unit's numbers give is written
out; what rests on other units (a normalisation, a treated outlier, a gap filled by a group's mean,
Copeland's wins) is shown as the number it came to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ranking.methods.model import Finish, Index, Indicator, Level
from ranking.methods.vocabulary import DIVISORS
from ranking.scoring.names import column, stages_of, value_column
from ranking.scoring.transforms import TRANSFORMS

Row = Mapping[str, Any]
Node = Indicator | Level
Leaf = Callable[[Indicator], str]


def number(value: float | Decimal) -> str:
    """Return a number in full: no exponent, no needless zeros."""
    text = format(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def indicator_formula(index: Index, indicator: Indicator, row: Row) -> str:
    """Return e.g. ``0.2 × ln(1 + 10 × 1234 ÷ 30)``; empty where the indicator has no value."""
    if row[value_column(index, indicator, "raw")] is None:
        return ""
    return _times(indicator.weight, _value(index, indicator, row))


def index_formula(index: Index, row: Row) -> str:
    """Return the whole formula of a unit's index; what was not observed is left out, as it counts.

    Empty where there is no index.
    """
    if row[index.id] is None:
        return ""
    root, tree = index.root(), _Tree(index, row)
    factor, divided = tree.factor(root, lambda i: _value(index, i, row))
    if index.finish.relative_to_reference:
        # Both sides leave the same weights out, so that their sums need not be shown.
        divided = " ÷ " + tree.factor(root, lambda i: _full(i, row))[0]
    return _finished(factor, divided, index.finish)


def _finished(factor: str, divided: str, finish: Finish) -> str:
    """Return ``multiplier × factor ^ power + offset``; what would change nothing is left out."""
    text = f"{factor}{divided}"
    if finish.power != 1:
        base = f"({text})" if divided else text
        text = f"{base} ^ {number(finish.power)}"
    text = _times(finish.multiplier, text)
    if finish.offset:
        sign = "+" if finish.offset > 0 else "-"
        text += f" {sign} {number(abs(finish.offset))}"
    return text


class _Tree:
    """Writes levels from the root down, over the children that have a value in the row."""

    def __init__(self, index: Index, row: Row) -> None:
        self._index = index
        self._row = row

    def factor(self, level: Level, leaf: Leaf) -> tuple[str, str]:
        """Return a level as a factor, and by what it is divided (often nothing).

        ``(sum)``, ``gmean(weight: a, weight: b)``, or a number where units are compared.
        """
        if level.aggregate == "copeland":
            return number(self._row[column(self._index, level.name, "value")]), ""
        seen = [node for node in level.nodes if self._is_seen(node)]
        texts = [self._node(node, leaf) for node in seen]
        if level.aggregate == "amean":
            terms = [_times(node.weight, text) for node, text in zip(seen, texts, strict=True)]
            total = sum((node.weight for node in seen), Decimal(0))
            return f"({' + '.join(terms)})", "" if total == 1 else f" ÷ {number(total)}"
        exponent = "" if level.exponent is None else f"{number(level.exponent)}; "
        parts = [f"{number(n.weight)}: {text}" for n, text in zip(seen, texts, strict=True)]
        return f"{level.aggregate}({exponent}{', '.join(parts)})", ""

    def _node(self, node: Node, leaf: Leaf) -> str:
        return "".join(self.factor(node, leaf)) if isinstance(node, Level) else leaf(node)

    def _is_seen(self, node: Node) -> bool:
        return self._row[value_column(self._index, node, "raw")] is not None


def _value(index: Index, indicator: Indicator, row: Row) -> str:
    """Return an indicator's value without its weight, stage by stage."""
    count = row[indicator.feature]
    text = "" if count is None else number(count)
    for stage in stages_of(index, indicator):
        before = row[value_column(index, indicator, "raw", stage)]
        after = row[column(index, indicator.name, stage)]
        if after is None:
            continue
        if stage == "denominated":
            text = _divided(indicator, text, after, row)
        elif stage == "transformed":
            text = _transformed(indicator, text, row)
        elif after != before:
            text = number(after)
    return text


def _divided(indicator: Indicator, text: str, after: float, row: Row) -> str:
    """Return ``1234 ÷ 30``; 0 ÷ 0 counts as 0 and is shown so."""
    divisors = [name for name in (DIVISORS.get(indicator.per), indicator.denominator) if name]
    if any(row[name] == 0 for name in divisors):
        return number(after)
    return " ÷ ".join([text, *(number(row[name]) for name in divisors)])


def _transformed(indicator: Indicator, text: str, row: Row) -> str:
    scaled = text if indicator.scale == 1 else f"{number(indicator.scale)} × {text}"
    return TRANSFORMS[indicator.transform].text.format(
        x=scaled,
        reference=_reference(indicator, row),
        exponent=number(indicator.exponent or Decimal(1)),
    )


def _reference(indicator: Indicator, row: Row) -> str:
    reference = number(indicator.reference or Decimal(1))
    daily = indicator.reference_per == "day"
    return f"{reference} × {number(row['days'])}" if daily else reference


def _full(indicator: Indicator, row: Row) -> str:
    """Return what an indicator would be at its reference."""
    return _transformed(indicator, _reference(indicator, row), row)


def _times(factor: Decimal, text: str) -> str:
    return text if factor == 1 else f"{number(factor)} × {text}"
