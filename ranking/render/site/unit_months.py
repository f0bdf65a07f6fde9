"""Which units the site knows, and where each stood in every month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ranking.model import names
from ranking.render.boards import BoardView, RowView
from ranking.render.site.site_model import Site, SiteEdition


@dataclass(frozen=True)
class Place:
    """A unit's row on one board."""

    board: BoardView
    row: RowView


@dataclass(frozen=True)
class UnitMonth:
    """One unit in one edition: its spelling there, its group, its places (empty = on no board)."""

    edition: SiteEdition
    unit: str
    group: str
    places: tuple[Place, ...]


def standing_editions(site: Site) -> tuple[SiteEdition, ...]:
    """Return the edition in force of every month that has one, oldest first."""
    return tuple(edition for edition in site.editions if edition.current)


def unit_months(site: Site) -> dict[str, tuple[UnitMonth, ...]]:
    """Return every unit by the key of its name → its months in force, oldest first.

    A unit that stands in no edition in force has the last revision that named it, alone.
    """
    known: dict[str, list[UnitMonth]] = {}
    for edition in site.editions:
        for key, month in _months(edition):
            known.setdefault(key, []).append(month)
    return {key: _in_force(months) for key, months in sorted(known.items())}


def _in_force(months: list[UnitMonth]) -> tuple[UnitMonth, ...]:
    return tuple(m for m in months if m.edition.current) or (months[-1],)


def _months(edition: SiteEdition) -> Iterator[tuple[str, UnitMonth]]:
    places: dict[str, list[Place]] = {}
    spelled: dict[str, tuple[str, str]] = {}
    for record in edition.view.units:
        spelled[names.key(record.unit)] = (record.unit, record.group)
    for board in edition.view.edition.boards:
        for row in board.rows:
            key = names.key(row.unit)
            spelled.setdefault(key, (row.unit, board.group))
            places.setdefault(key, []).append(Place(board, row))
    for campaign in edition.view.edition.campaigns:
        for took_part in campaign.rows:
            spelled.setdefault(names.key(took_part.unit), (took_part.unit, took_part.group))
    for key, (unit, group) in spelled.items():
        yield key, UnitMonth(edition, unit, group, tuple(places.get(key, ())))
