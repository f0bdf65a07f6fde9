"""The rules of a method as short formulas in symbols, without any unit's numbers."""

from __future__ import annotations

from decimal import Decimal

from ranking.editions.formulas import number
from ranking.methods.columns import (
    DeclaredValue,
    DistanceToReference,
    DistanceToTarget,
    Goalposts,
    GroupMean,
    MinMax,
    Normalisation,
    Winsorise,
    ZScore,
)
from ranking.methods.model import Index, Indicator, Level
from ranking.methods.vocabulary import DIVISORS
from ranking.scoring.transforms import TRANSFORMS


def indicator_text(indicator: Indicator) -> str:
    """Return e.g. ``ln(1 + 10 × likes ÷ days)``."""
    divisors = [d for d in (DIVISORS.get(indicator.per), indicator.denominator) if d]
    argument = " ÷ ".join([indicator.feature, *divisors])
    if indicator.scale != 1:
        argument = f"{number(indicator.scale)} × {argument}"
    reference = number(indicator.reference or Decimal(1))
    if indicator.reference_per == "day":
        reference += " × days"
    exponent = number(indicator.exponent or Decimal(1))
    text = TRANSFORMS[indicator.transform].text
    return text.format(x=argument, reference=reference, exponent=exponent)


def finish_text(index: Index) -> str:
    """Return how the root becomes the index, e.g. ``10 × index ^ 2``."""
    finish = index.finish
    text = level_text(index.root())
    if finish.relative_to_reference:
        text = f"{text} ÷ {text} at the references"
    if finish.power != 1:
        text = f"({text}) ^ {number(finish.power)}"
    if finish.multiplier != 1:
        text = f"{number(finish.multiplier)} × {text}"
    if finish.offset:
        text += f" + {number(finish.offset)}"
    return text


def level_text(level: Level) -> str:
    """Return the aggregate and what it is of, e.g. ``amean(day, post)``."""
    inner = ", ".join(node.name for node in level.nodes)
    exponent = f"; {number(level.exponent)}" if level.exponent is not None else ""
    enough = f"; at least {number(level.minimum_data)}" if level.minimum_data else ""
    return f"{level.aggregate}({inner}{exponent}{enough})"


def column_rules(node: Index | Indicator) -> tuple[str, ...]:
    """Return what is done to whole columns: gaps, outliers, scale, direction."""
    found = []
    match node.imputation:
        case GroupMean(group=group):
            found.append(f"gaps: mean of {group}")
        case DeclaredValue(value=value):
            found.append(f"gaps: {number(value)}")
    match node.treatment:
        case Winsorise() as rule:
            found.append(f"winsorise: at most {rule.max_points} points, then {rule.otherwise}")
        case None:
            pass
        case rule:
            found.append(f"outliers: {rule.kind}")
    if node.normalisation is not None:
        found.append(normalisation_text(node.normalisation))
    if isinstance(node, Indicator) and node.direction == -1:
        found.append("less is better")
    return tuple(found)


def normalisation_text(rule: Normalisation) -> str:
    """Return e.g. ``minmax 0 to 100``."""
    match rule:
        case MinMax():
            return f"minmax {number(rule.lower)} to {number(rule.upper)}"
        case Goalposts():
            return f"goalposts {number(rule.lower)} to {number(rule.upper)} × {number(rule.scale)}"
        case ZScore():
            return f"zscore, mean {number(rule.mean)}, sd {number(rule.sd)}"
        case DistanceToTarget():
            return f"distance to {number(rule.target)}"
        case DistanceToReference():
            reference = rule.reference
            named = reference if isinstance(reference, str) else number(reference)
            return f"{rule.kind} to {named}"
        case _:
            return rule.kind
