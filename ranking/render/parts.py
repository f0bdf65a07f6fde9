"""What an index is made of: one column an indicator, and each unit's points in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ranking.model.edition import BoardRow
from ranking.render.figures import Figure, points
from ranking.render.labels import feature_name
from ranking.render.safe import line


@dataclass(frozen=True)
class PartColumn:
    """An indicator of a board; ``id`` is its name in the method."""

    id: str
    label: str


@dataclass(frozen=True)
class PartView:
    """One indicator's points; ``share`` is their part of the index (0 to 1)."""

    id: str
    label: str
    points: Figure
    share: float


def part_columns(rows: Sequence[BoardRow], names: Mapping[str, str]) -> tuple[PartColumn, ...]:
    """Return the indicators of a board, heaviest first, equal weights in the method's order.

    Indicators of one feature are told apart by their names in the method.
    """
    weights: dict[str, float] = {}
    features: dict[str, str] = {}
    for row in rows:
        for name, part in row.parts.items():
            weights[name] = max(part.weight, weights.get(name, 0.0))
            features[name] = part.feature
    labels = {name: feature_name(names, feature) for name, feature in features.items()}
    alike = Counter(labels.values())
    return tuple(
        PartColumn(n, labels[n] if alike[labels[n]] == 1 else f"{labels[n]} ({line(n)})")
        for n in sorted(weights, key=lambda name: -weights[name])
    )


def part_views(row: BoardRow, columns: Sequence[PartColumn], decimals: int) -> tuple[PartView, ...]:
    """Return a unit's parts in the order of ``columns``, without those that bring nothing.

    Empty where the index is no sum of points: then points of a part that counts are unknown.
    """
    if not row.value or any(p.points is None and p.status != "missing" for p in row.parts.values()):
        return ()
    known = [(column, row.parts[column.id].points) for column in columns if column.id in row.parts]
    return tuple(
        PartView(column.id, column.label, points(value, decimals), value / row.value)
        for column, value in known
        if value is not None
    )
