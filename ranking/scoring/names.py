"""Names of the columns that the engine adds."""

from __future__ import annotations

from ranking.methods.model import Index, Indicator, Level
from ranking.methods.vocabulary import DIVISORS, STAGES, Stage


def column(index: Index, name: str, kind: str) -> str:
    """Return the name of an intermediate column: ``communication.channels.transformed``."""
    return f"{index.id}.{name}.{kind}"


def stages_of(index: Index, indicator: Indicator) -> tuple[Stage, ...]:
    """Return the stages in which something is done to the indicator, in their order."""
    done: dict[Stage, bool] = {
        "denominated": indicator.per in DIVISORS or indicator.denominator is not None,
        "imputed": indicator.missing == "zero" or bool(indicator.imputation or index.imputation),
        "treated": bool(indicator.treatment or index.treatment),
        "transformed": indicator.transform != "identity" or indicator.scale != 1,
        "normalised": bool(indicator.normalisation or index.normalisation),
    }
    return tuple(stage for stage in STAGES if done.get(stage))


def value_column(
    index: Index, node: Indicator | Level, start: Stage, until: Stage | None = None
) -> str:
    """Return the column that holds a node's value, or an indicator's value before ``until``.

    ``start`` is the stage of the table's own columns.
    """
    if isinstance(node, Level):
        return column(index, node.name, "value")
    first = STAGES.index(start)
    last = STAGES.index(until) if until else len(STAGES)
    done = [s for s in stages_of(index, node) if first < STAGES.index(s) < last]
    return column(index, node.name, done[-1]) if done else node.column(start)
