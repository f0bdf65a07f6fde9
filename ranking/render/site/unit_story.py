"""All that a unit's page tells: where it stands, its history, its month, its campaigns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from ranking.i18n import Translator
from ranking.model import names
from ranking.render.campaigns import CampaignRow, CampaignView
from ranking.render.figures import NOTHING, Figure
from ranking.render.rounding import fixed
from ranking.render.site.line_chart import Line, line_chart
from ranking.render.site.movement import Movement, movements
from ranking.render.site.site_model import SiteEdition
from ranking.render.site.unit_months import Place, UnitMonth
from ranking.render.units import UnitView


@dataclass(frozen=True)
class Indicator:
    """One line of a unit's index: a count, the points it brought, their share of the index."""

    label: str
    count: Figure
    points: Figure
    share: str


@dataclass(frozen=True)
class MonthRow:
    """One month of a history: rank and total of every index, in the order of the story's."""

    edition: SiteEdition
    places: tuple[tuple[Figure, Figure], ...]


@dataclass(frozen=True)
class UnitStory:
    """One unit. ``last`` is its newest month, ``months`` all of them, newest first.

    ``record``: the last month's accounts, posts and channels, null = not in that month's roster.
    ``indexes``: index id → name. ``breaks``: there are months of different methods.
    """

    unit: str
    group: str
    last: UnitMonth
    indexes: dict[str, str]
    months: tuple[MonthRow, ...]
    rank_chart: Markup
    total_chart: Markup
    breaks: bool
    breakdown: tuple[tuple[Place, tuple[Indicator, ...]], ...]
    record: UnitView | None
    moves: tuple[Movement, ...]
    campaigns: tuple[tuple[SiteEdition, CampaignView, CampaignRow], ...]


def unit_story(months: Sequence[UnitMonth], calendar: Sequence[str], tr: Translator) -> UnitStory:
    """Return a unit's story; ``calendar`` are all months of the site, oldest first."""
    last = months[-1]
    key = names.key(last.unit)
    indexes = {p.board.index: p.board.index_name for month in months for p in month.places}
    breaks = _breaks(months, calendar)
    return UnitStory(
        unit=last.unit,
        group=last.group,
        last=last,
        indexes=indexes,
        months=tuple(_row(month, indexes) for month in reversed(months)),
        rank_chart=_chart(tr("Ranks by month"), months, calendar, indexes, breaks, ranks=True),
        total_chart=_chart(tr("Totals by month"), months, calendar, indexes, breaks, ranks=False),
        breaks=bool(breaks),
        breakdown=tuple((place, indicators(place)) for place in last.places),
        record=next((u for u in last.edition.view.units if names.key(u.unit) == key), None),
        moves=movements(last.edition.publication, last.unit, tr),
        campaigns=tuple(_campaigns(months, key)),
    )


def indicators(place: Place) -> tuple[Indicator, ...]:
    """Return counts with the points they brought, then the counts that brought none."""
    counts = {f.label: c for f, c in zip(place.board.features, place.row.counts, strict=True)}
    labels = dict.fromkeys([*(part.label for part in place.board.parts), *counts])
    parts = {part.label: part for part in place.row.parts}
    return tuple(
        Indicator(
            label=label,
            count=counts.get(label, NOTHING),
            points=parts[label].points if label in parts else NOTHING,
            share=f"{fixed(parts[label].share * 100, 1)}%" if label in parts else "",
        )
        for label in labels
    )


def _row(month: UnitMonth, indexes: dict[str, str]) -> MonthRow:
    found = {p.board.index: (p.row.rank, p.row.total) for p in month.places}
    return MonthRow(month.edition, tuple(found.get(i, (NOTHING, NOTHING)) for i in indexes))


def _chart(
    title: str,
    months: Sequence[UnitMonth],
    calendar: Sequence[str],
    indexes: dict[str, str],
    breaks: Sequence[int],
    *,
    ranks: bool,
) -> Markup:
    """Return nothing where there is no second month to draw a line to."""
    if len(months) < 2 or not indexes:
        return Markup("")
    known = {m.edition.view.month: m for m in months}
    shown = calendar[calendar.index(months[0].edition.view.month) :]
    lines = [
        Line(name, tuple(_point(known.get(month), index, ranks=ranks) for month in shown))
        for index, name in indexes.items()
    ]
    return line_chart(title, shown, lines, breaks, ranks=ranks)


def _point(month: UnitMonth | None, index: str, *, ranks: bool) -> tuple[float, str] | None:
    for place in month.places if month else ():
        figure = place.row.rank if ranks else place.row.total
        if place.board.index == index and figure.value is not None:
            return figure.value, figure.text
    return None


def _breaks(months: Sequence[UnitMonth], calendar: Sequence[str]) -> tuple[int, ...]:
    """Return the places, from the first month on, that another method computed than before."""
    start = calendar.index(months[0].edition.view.month)
    return tuple(
        calendar.index(after.edition.view.month) - start
        for before, after in pairwise(months)
        if before.edition.publication.edition.method != after.edition.publication.edition.method
    )


def _campaigns(
    months: Sequence[UnitMonth], key: str
) -> Iterator[tuple[SiteEdition, CampaignView, CampaignRow]]:
    for month in reversed(months):
        for campaign in month.edition.view.edition.campaigns:
            for row in campaign.rows:
                if names.key(row.unit) == key:
                    yield month.edition, campaign, row
