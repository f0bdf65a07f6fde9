"""Campaigns: list them, and check them against the posts they are meant for."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.campaigns import Campaign, check_campaigns
from ranking.ledger.editions import read_edition
from ranking.model.edition import CampaignResult, Note
from ranking.model.month import Month
from ranking.workflow.configuration import all_campaigns
from ranking.workflow.editions import edition_of
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class CampaignState:
    """A campaign and what it came to in the months drafted so far."""

    campaign: Campaign
    results: tuple[tuple[str, CampaignResult], ...]

    @property
    def posts(self) -> int | None:
        """Posts that took part; None = no month of its window was drafted."""
        return sum(result.posts for _, result in self.results) if self.results else None


def campaign_states(workspace: Workspace) -> list[CampaignState]:
    """Return every campaign with its results."""
    return [
        CampaignState(campaign, tuple(_results(workspace, campaign)))
        for campaign in all_campaigns(workspace.settings)
    ]


def campaign_notes(states: list[CampaignState]) -> list[Note]:
    """Return what is doubtful: short or shared words, and campaigns nobody took part in."""
    unmatched = [
        Note(
            "no_match",
            "Campaign {campaign}: no post takes part in it.",
            {"campaign": state.campaign.name},
        )
        for state in states
        if state.posts == 0
    ]
    return [*check_campaigns([state.campaign for state in states]), *unmatched]


def _results(workspace: Workspace, campaign: Campaign) -> list[tuple[str, CampaignResult]]:
    month = Month(campaign.start.year, campaign.start.month)
    found: list[tuple[str, CampaignResult]] = []
    with workspace.ledger.reading() as connection:
        while month.first_day <= campaign.end:
            stored = read_edition(connection, workspace.settings.list_id, str(month))
            results = edition_of(stored).campaigns if stored else ()
            found += [(str(month), r) for r in results if r.id == campaign.id]
            month = month.next()
    return found
