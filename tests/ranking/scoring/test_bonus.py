"""Campaign points in exact decimals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ranking.campaigns import Campaign
from ranking.scoring.bonus import campaign_points, total_points

CAMPAIGN = Campaign.model_validate(
    {
        "id": "c",
        "name": "主题",
        "start": date(2026, 10, 1),
        "end": date(2026, 10, 7),
        "keywords": ["主题"],
        "points_per_post": "0.1",
        "cap": 1,
        "reprint_tiers": [
            {"at_least": 100, "points": "0.3"},
            {"at_least": 20, "points": "0.1"},
        ],
    }
)


@pytest.mark.parametrize(
    ("reprints", "points"),
    [
        ([], "0"),
        ([0], "0.1"),
        ([19, 20], "0.3"),
        ([99], "0.2"),
        ([100], "0.4"),
        ([None], "0.1"),
        ([0, 0, 0], "0.3"),
        ([100, 100, 100], "1"),
    ],
)
def test_points_are_per_post_and_for_the_highest_tier_up_to_the_cap(
    reprints: list[int | None], points: str
) -> None:
    """Sums are exact (three times 0.1 is 0.3); unknown reprints reach no tier."""
    assert campaign_points(CAMPAIGN, reprints) == Decimal(points)


def test_a_month_has_a_cap_of_its_own() -> None:
    """All campaigns together give at most the method's total."""
    assert total_points([Decimal("0.1"), Decimal("0.2")], Decimal(5)) == Decimal("0.3")
    assert total_points([Decimal(4), Decimal(4)], Decimal(5)) == Decimal(5)
    assert total_points([], Decimal(5)) == 0
