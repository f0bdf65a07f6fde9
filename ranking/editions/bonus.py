"""A unit's bonus: what campaigns brought it, and what two people awarded or deducted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from ranking.editions.campaign_results import MonthCampaigns
from ranking.features.adjusted import refuse_unknown_unit
from ranking.features.month import MonthFeatures
from ranking.methods.month import Bonus
from ranking.model.adjustment import Adjustment, Kind, in_effect
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
    units = dict.fromkeys((*campaigns.points, *(one.target for one in given)))
    return {
        unit: total_points(
            (*campaigns.points.get(unit, ()), *_points(given, Kind.AWARD, unit)), rules.total_cap
        )
        - sum(_points(given, Kind.DEDUCT, unit), Decimal(0))
        for unit in units
    }


def _points(given: Iterable[Adjustment], kind: Kind, unit: str) -> list[Decimal]:
    return [one.points for one in given if one.kind == kind and one.target == unit and one.points]
