"""Formulas as plain text with the numbers in them, as an explanation prints them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ranking.methods.model import Index, Indicator, Level
from ranking.scoring.transforms import TRANSFORMS

Counts = Mapping[str, float | None]
Node = Indicator | Level


def number(value: float | Decimal) -> str:
    """Return a number in full: no exponent, no needless zeros."""
    text = format(Decimal(repr(value)) if isinstance(value, float) else value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def indicator_formula(indicator: Indicator, count: float) -> str:
    """Return e.g. ``0.2 × ln(1 + 10 × 1234)``."""
    scaled = number(count)
    if indicator.scale != 1:
        scaled = f"{number(indicator.scale)} × {scaled}"
    return f"{number(indicator.weight)} × {TRANSFORMS[indicator.transform].text.format(x=scaled)}"


def index_formula(index: Index, counts: Counts) -> str:
    """Return the whole formula of a unit's index; what was not observed is left out, as it counts.

    Empty where nothing was observed.
    """
    filled = {i.feature: _counted(i, counts[i.feature]) for i in index.indicators()}
    full = {
        i.feature: None if filled[i.feature] is None else float(i.reference or 1)
        for i in index.indicators()
    }
    top, bottom = _sum(index.nodes, filled), _sum(index.nodes, full)
    if not top:
        return ""
    if index.finish.relative_to_reference:
        return f"{number(index.finish.multiplier)} × ({top}) ÷ ({bottom})"
    return f"{number(index.finish.multiplier)} × ({top}){_divided(index.nodes, filled)}"


def _counted(indicator: Indicator, count: float | None) -> float | None:
    return 0.0 if count is None and indicator.missing == "zero" else count


def _sum(nodes: tuple[Node, ...], counts: Counts) -> str:
    return " + ".join(text for node in nodes if (text := _term(node, counts)))


def _term(node: Node, counts: Counts) -> str:
    if isinstance(node, Level):
        inner = _sum(node.nodes, counts)
        divided = _divided(node.nodes, counts)
        return inner and f"{number(node.weight)} × ({inner}){divided}"
    count = counts[node.feature]
    return "" if count is None else indicator_formula(node, count)


def _divided(nodes: tuple[Node, ...], counts: Counts) -> str:
    """Return the division by the observed weights where some are missing."""
    total = sum((node.weight for node in nodes if _term(node, counts)), Decimal(0))
    return "" if total == 1 else f" ÷ {number(total)}"
