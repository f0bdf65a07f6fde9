"""Why a unit stands where it stands: from counts to rank. Pure data, full precision."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.model.adjustment import Adjustment
from ranking.model.edition import BoardRow, CampaignUnit, Match, MethodRef, Note, TopPost


@dataclass(frozen=True)
class Step:
    """One indicator on its way from a count to points.

    ``formula`` is plain text with the numbers in it, e.g. ``0.50 × ln(1 + 1 × 1234)``.
    """

    feature: str
    name: str
    definition: str
    count: float | None
    status: str
    formula: str
    points: float | None
    reason: str | None


@dataclass(frozen=True)
class Gain:
    """What one feature alone would have to become for the unit to gain one place.

    ``needed`` None = no value of this feature alone is enough.
    """

    feature: str
    name: str
    now: float | None
    needed: int | None


@dataclass(frozen=True)
class BoardExplanation:
    """One board: the unit's row, its steps, who stands above and what it takes to pass them.

    ``units_in_group`` counts those that are ranked.
    """

    index: str
    index_name: str
    group: str
    units_in_group: int
    row: BoardRow
    formula: str
    steps: tuple[Step, ...]
    above: str | None
    gap: float | None
    gains: tuple[Gain, ...]


@dataclass(frozen=True)
class ChannelShare:
    """A channel that carried the unit's posts, and how often."""

    channel_id: str
    name: str
    type: str
    reprints: int


@dataclass(frozen=True)
class AccountShare:
    """One account of the unit in the month."""

    account: str
    name: str
    platform: str
    posts: int
    counts: dict[str, int | None]


@dataclass(frozen=True)
class Explanation:
    """Everything about one unit in one month; ``matches`` bear the campaign's name, not its id.

    ``adjustments``: those in effect that touch the unit, by number.
    """

    month: str
    unit: str
    group: str
    method: MethodRef
    decimals: int
    boards: tuple[BoardExplanation, ...]
    accounts: tuple[AccountShare, ...]
    top_posts: tuple[TopPost, ...]
    channels: tuple[ChannelShare, ...]
    campaigns: tuple[tuple[str, CampaignUnit], ...]
    matches: tuple[Match, ...]
    adjustments: tuple[Adjustment, ...] = ()
    notes: tuple[Note, ...] = ()
