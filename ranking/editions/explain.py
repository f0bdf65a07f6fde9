"""Why a unit stands where it stands: every step from counts to rank, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ranking.editions.bonus import capped
from ranking.editions.explain_adjustments import touching
from ranking.editions.explain_board import Teller
from ranking.editions.feature_words import FeatureWords
from ranking.editions.unit_shares import account_shares, channel_shares
from ranking.errors import UsageError
from ranking.features.month import MonthFeatures
from ranking.features.top_posts import top_posts
from ranking.i18n import Language
from ranking.methods.model import Method
from ranking.model.adjustment import Adjustment
from ranking.model.edition import Board, BoardRow, CampaignUnit, Edition, Match
from ranking.model.explanation import Explanation
from ranking.model.names import key, nearest

_TOP_POSTS = 5


def explain(
    unit: str,
    edition: Edition,
    matches: Sequence[Match],
    features: MonthFeatures,
    method: Method,
    language: Language = "zh",
    adjustments: Sequence[Adjustment] = (),
) -> Explanation:
    """Return everything about one unit; ``language`` is that of feature names and definitions.

    ``edition``, ``features``, ``method`` and ``adjustments`` are of the same month. Raises
    UsageError for a unit that is not on the month's roster, with the nearest names.
    """
    name = _unit(unit, features)
    group = features.units.filter(pl.col("unit") == name)["group"].item()
    posts = features.posts.filter(pl.col("unit") == name)
    names = {campaign.id: campaign.name for campaign in edition.campaigns}
    teller = Teller(edition, FeatureWords(method, features), language)
    own = touching(name, adjustments, features)
    campaigns = _campaigns(edition, name)
    return Explanation(
        month=edition.month,
        unit=name,
        group=group,
        method=edition.method,
        decimals=edition.decimals,
        boards=tuple(teller.board(board, row) for board, row in _rows(edition, name)),
        accounts=account_shares(features.accounts, posts).get(name, ()),
        top_posts=top_posts(posts, _TOP_POSTS).rows,
        channels=channel_shares(features.channels).get(name, ()),
        campaigns=campaigns,
        matches=tuple(
            replace(match, campaign=names.get(match.campaign, match.campaign))
            for match in matches
            if match.unit == name
        ),
        adjustments=own,
        notes=tuple(capped(campaigns, own, method.bonus)),
    )


def _unit(unit: str, features: MonthFeatures) -> str:
    known = features.units["unit"].to_list()
    found = next((name for name in known if key(name) == key(unit)), None)
    if found is not None:
        return str(found)
    raise UsageError(
        "No unit '{unit}' on the roster of {month}.",
        unit=unit,
        month=str(features.month),
        near=nearest(unit, known),
        hint="Write the name as the roster has it; 'govrank show {month}' lists all units.",
    )


def _rows(edition: Edition, unit: str) -> list[tuple[Board, BoardRow]]:
    return [(board, row) for board in edition.boards for row in board.rows if row.unit == unit]


def _campaigns(edition: Edition, unit: str) -> tuple[tuple[str, CampaignUnit], ...]:
    return tuple(
        (campaign.name, entry)
        for campaign in edition.campaigns
        for entry in campaign.units
        if entry.unit == unit
    )
