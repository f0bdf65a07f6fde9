"""Bonus points of campaigns, in exact decimals until the last step."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ranking.campaigns import Campaign


def campaign_points(campaign: Campaign, reprints: Iterable[int | None]) -> Decimal:
    """Return one unit's points in a campaign, at most its cap.

    ``reprints`` has one entry a qualifying post: its reprints, None = not observed (no tier).
    """
    total = sum((_post_points(campaign, times) for times in reprints), Decimal(0))
    return min(campaign.cap, total)


def total_points(points: Iterable[Decimal], cap: Decimal) -> Decimal:
    """Return one unit's points of all campaigns of the month, at most ``cap``."""
    return min(cap, sum(points, Decimal(0)))


def _post_points(campaign: Campaign, times: int | None) -> Decimal:
    reached = [t for t in campaign.reprint_tiers if times is not None and times >= t.at_least]
    tier = max(reached, key=lambda t: t.at_least, default=None)
    return campaign.points_per_post + (tier.points if tier else 0)
