"""Why a unit's rank moved since the edition before: which cause, which indicator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ranking.i18n import Translator
from ranking.model import names
from ranking.model.difference import Difference, PartChange, UnitDifference
from ranking.model.publication import Publication
from ranking.render.difference import (
    arrow,
    board_title,
    cause_names,
    causes_of,
    rank_change,
    signed,
)
from ranking.render.figures import Figure, column_decimals, count, points
from ranking.render.labels import feature_name
from ranking.render.safe import line


@dataclass(frozen=True)
class PartMove:
    """One indicator on both sides; the points are missing where the index is no sum of them."""

    label: str
    count_before: Figure
    count_after: Figure
    points_before: Figure
    points_after: Figure
    change: str


@dataclass(frozen=True)
class Movement:
    """One board: from which rank to which, and the sentence that says by which causes."""

    board: str
    ranks: str
    mark: str
    said: str
    additive: bool
    parts: tuple[PartMove, ...]


def movements(publication: Publication, unit: str, tr: Translator) -> tuple[Movement, ...]:
    """Return the unit's boards that it was or is ranked on; empty for a first edition."""
    found = publication.difference
    return tuple(_movements(publication, found, names.key(unit), tr)) if found else ()


def _movements(
    publication: Publication, found: Difference, key: str, tr: Translator
) -> Iterator[Movement]:
    for board in found.boards:
        for row in board.rows:
            if names.key(line(row.unit)) == key and row.status != "unranked":
                yield Movement(
                    board=board_title(board, tr),
                    ranks=rank_change(row),
                    mark=arrow(row, tr).plain,
                    said=_said(found, row, tr),
                    additive=any(_change(part) is not None for part in row.parts),
                    parts=_parts(publication, found, row),
                )


def _said(found: Difference, row: UnitDifference, tr: Translator) -> str:
    if row.status == "not_comparable":
        return tr("Not comparable: two methods.")
    if row.causes is None:
        return ""
    labels, values = cause_names(tr), vars(row.causes)
    told = [f"{labels[cause]} {signed(values[cause])}" for cause in causes_of(found)]
    return tr("Places: {causes}", causes=tr(", ").join(told))


def _parts(
    publication: Publication, found: Difference, row: UnitDifference
) -> tuple[PartMove, ...]:
    """Return the indicators, those first that changed the index most."""
    ordered = sorted(row.parts, key=lambda part: -abs(_change(part) or 0))
    return tuple(_part(publication, found, part) for part in ordered)


def _part(publication: Publication, found: Difference, part: PartChange) -> PartMove:
    places = column_decimals((part.count_before, part.count_after), found.decimals)
    return PartMove(
        label=feature_name(publication.names, part.feature),
        count_before=count(part.count_before, decimals=places),
        count_after=count(part.count_after, decimals=places),
        points_before=points(part.points_before, found.decimals),
        points_after=points(part.points_after, found.decimals),
        change=signed(_change(part), found.decimals),
    )


def _change(part: PartChange) -> float | None:
    if part.points_before is None or part.points_after is None:
        return None
    return part.points_after - part.points_before
