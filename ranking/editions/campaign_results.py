"""What the month's campaigns came to: matches, points per unit and campaign."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ranking.campaigns import Campaign, check_campaigns
from ranking.features.campaign_matches import match_campaigns
from ranking.features.month import MonthFeatures
from ranking.methods.month import Bonus
from ranking.model.edition import CampaignResult, CampaignUnit, Match, Note
from ranking.scoring.bonus import campaign_points

_NO_MATCH = Note("no_match", "No post of this month matches the words of this campaign.")


@dataclass(frozen=True)
class MonthCampaigns:
    """``points``: a unit's points in each campaign; a unit without any is not in it."""

    matches: tuple[Match, ...]
    results: tuple[CampaignResult, ...]
    points: Mapping[str, Sequence[Decimal]]
    notes: tuple[Note, ...]


def run_campaigns(
    features: MonthFeatures, campaigns: Sequence[Campaign], rules: Bonus | None
) -> MonthCampaigns:
    """Match and score the campaigns whose window touches the month, in the order given."""
    current = [c for c in campaigns if rules is not None and c.overlaps(features.month)]
    matches = match_campaigns(features.posts, current)
    columns = features.posts.select("post_id", "reprints")
    reprints: dict[str, int | None] = dict(columns.iter_rows())
    groups: dict[str, str] = dict(features.units.select("unit", "group").iter_rows())
    points: defaultdict[str, list[Decimal]] = defaultdict(list)
    results = []
    for campaign in current:
        own = [match for match in matches if match.campaign == campaign.id]
        gained = _points(campaign, own, reprints)
        for unit, value in gained.items():
            points[unit].append(value)
        results.append(_result(campaign, own, gained, groups))
    return MonthCampaigns(matches, tuple(results), points, check_campaigns(current))


def _points(
    campaign: Campaign, matches: Sequence[Match], reprints: Mapping[str, int | None]
) -> dict[str, Decimal]:
    by_unit: defaultdict[str, list[int | None]] = defaultdict(list)
    for match in matches:
        by_unit[match.unit].append(reprints[match.post_id])
    return {unit: campaign_points(campaign, times) for unit, times in by_unit.items()}


def _result(
    campaign: Campaign,
    matches: Sequence[Match],
    points: Mapping[str, Decimal],
    groups: Mapping[str, str],
) -> CampaignResult:
    posts = Counter(match.unit for match in matches)
    units = [CampaignUnit(u, groups[u], posts[u], float(value)) for u, value in points.items()]
    return CampaignResult(
        id=campaign.id,
        name=campaign.name,
        start=campaign.start,
        end=campaign.end,
        posts=len(matches),
        units=tuple(sorted(units, key=lambda u: (-u.points, u.unit))),
        notes=() if matches else (_NO_MATCH,),
    )
