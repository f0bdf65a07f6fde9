"""The view of the month's campaigns and what each unit did for them."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.i18n import Translator
from ranking.model.edition import CampaignResult
from ranking.render.figures import Figure, count, points
from ranking.render.labels import span
from ranking.render.rounding import fixed
from ranking.render.safe import line
from ranking.render.sentences import sentence


@dataclass(frozen=True)
class CampaignRow:
    """What one unit did."""

    unit: str
    group: str
    posts: Figure
    points: Figure


@dataclass(frozen=True)
class CampaignView:
    """One campaign, its units by points."""

    name: str
    start: str
    end: str
    summary: str
    rows: tuple[CampaignRow, ...]
    notes: tuple[str, ...]


def campaign_view(result: CampaignResult, decimals: int, tr: Translator) -> CampaignView:
    """Decide texts and figures of a campaign."""
    return CampaignView(
        name=line(result.name),
        start=result.start.isoformat(),
        end=result.end.isoformat(),
        summary=tr(
            "{span}; posts: {posts}; units: {units}",
            span=span(tr, result.start, result.end),
            posts=fixed(result.posts, 0),
            units=fixed(len(result.units), 0),
        ),
        rows=tuple(
            CampaignRow(line(u.unit), line(u.group), count(u.posts), points(u.points, decimals))
            for u in result.units
        ),
        notes=tuple(sentence(note, tr) for note in result.notes),
    )
