"""A unit's bonus: what campaigns brought it, and what two people awarded or deducted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ranking.editions.campaign_results import MonthCampaigns
from ranking.features.adjusted import refuse_unknown_unit
from ranking.features.month import MonthFeatures
from ranking.methods.month import Bonus
from ranking.model.adjustment import Adjustment, Kind, in_effect
from ranking.model.edition import CampaignUnit, Note
from ranking.scoring.bonus import total_points


def unit_bonus(
    features: MonthFeatures,
    campaigns: MonthCampaigns,
    rules: Bonus | None,
    adjustments: Sequence[Adjustment],
) -> Mapping[str, Decimal]:
    """Return bonus points by unit: campaigns and awards up to the method's cap, less deductions.

    A unit without any is not in it; deductions alone make a bonus negative. Without rules for a
    bonus nobody has one. Raises DataError for points to a unit that the month does not have.
    """
    if rules is None:
        return {}
    given = [one for one in in_effect(adjustments) if one.kind in (Kind.AWARD, Kind.DEDUCT)]
    known = set(features.units["unit"])
    for one in given:
        refuse_unknown_unit(one, one.target, known, str(features.month))
    gained, lost = _by_unit(given, Kind.AWARD), _by_unit(given, Kind.DEDUCT)
    for unit, points in campaigns.points.items():
        gained[unit].extend(points)
    return {
        unit: total_points(gained[unit], rules.total_cap) - sum(lost[unit], Decimal(0))
        for unit in {**gained, **lost}
    }


def capped(
    campaigns: Sequence[tuple[str, CampaignUnit]],
    adjustments: Sequence[Adjustment],
    rules: Bonus | None,
) -> Iterator[Note]:
    """Say that a unit's campaigns and awards came to more than counts; both are the unit's own."""
    awarded = [one.points for one in adjustments if one.kind is Kind.AWARD and one.points]
    gained = sum(awarded, Decimal(0)) + sum(Decimal(str(one.points)) for _, one in campaigns)
    if rules is not None and gained > rules.total_cap:
        yield Note(
            "bonus_capped",
            "Campaigns and awards came to {gained} points; the method counts {cap} at most.",
            {"gained": str(gained), "cap": str(rules.total_cap)},
        )


def _by_unit(given: Iterable[Adjustment], kind: Kind) -> defaultdict[str, list[Decimal]]:
    found: defaultdict[str, list[Decimal]] = defaultdict(list)
    for one in given:
        if one.kind is kind and one.points is not None:
            found[one.target].append(one.points)
    return found
