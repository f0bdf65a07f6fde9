"""The configuration a month is computed with: list, method, campaigns, feature cards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ranking.campaigns import Campaign, campaigns_sha256, load_campaigns
from ranking.errors import ConfigError
from ranking.features.cards import Cards
from ranking.lists import ListFile, load_list
from ranking.methods.model import Method
from ranking.model.month import Month
from ranking.model.names import nearest
from ranking.settings import Settings
from ranking.workflow.method_files import feature_cards, open_method


@dataclass(frozen=True)
class Configuration:
    """Everything that configuration files say about one month; ``campaigns`` of this month only."""

    list_file: ListFile
    method: Method
    campaigns: tuple[Campaign, ...]
    campaigns_sha256: str
    cards: Cards


def load_configuration(settings: Settings, month: Month) -> Configuration:
    """Read all files a month needs. Raises ConfigError naming the faults of the first bad one."""
    list_file = list_of(settings).for_month(month)
    method = open_method(list_file.method_for(month), settings.config_folders).method
    campaigns = all_campaigns(settings)
    return Configuration(
        list_file=list_file,
        method=method,
        campaigns=tuple(c for c in campaigns if c.overlaps(month)),
        campaigns_sha256=campaigns_sha256(campaign_folder(settings)),
        cards=feature_cards(settings.config_folders),
    )


def list_of(settings: Settings) -> ListFile:
    """Return the list this workspace makes. Raises ConfigError when there is no such list."""
    files = settings.config_files("lists")
    if settings.list_id not in files:
        raise ConfigError(
            "govrank.toml names the list '{list}', but there is none; known: {known}.",
            list=settings.list_id,
            known=", ".join(files),
            near=nearest(settings.list_id, files, 1),
            hint="Correct 'list' in govrank.toml, or add config/lists/{list}.toml.",
        )
    return load_list(files[settings.list_id])


def campaign_folder(settings: Settings) -> Path:
    """Return where the office keeps its campaign files."""
    return settings.home / "config" / "campaigns"


def all_campaigns(settings: Settings) -> tuple[Campaign, ...]:
    """Return every campaign of the workspace."""
    return load_campaigns(campaign_folder(settings))
