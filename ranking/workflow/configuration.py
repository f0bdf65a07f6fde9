"""The configuration a month is computed with: list, method, campaigns, feature cards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ranking.campaigns import Campaign, campaigns_sha256, load_campaigns
from ranking.errors import ConfigError
from ranking.features.cards import Cards, load_cards
from ranking.lists import ListFile, load_list
from ranking.matching_rules import FILE_NAME, MatchingRules, load_matching_rules
from ranking.methods.load import load_method
from ranking.methods.model import Method
from ranking.model.month import Month
from ranking.model.names import nearest
from ranking.settings import Settings
from ranking.workflow.method_files import cards_file, open_method


@dataclass(frozen=True)
class ConfigurationFiles:
    """Where the configuration of one month is kept; there may be no folder ``campaigns``.

    ``text``: the templates of sentences; ``templates``: the folder of Word templates, which may
    not be there.
    """

    list_file: Path
    method: Path
    features: Path
    campaigns: Path
    text: Path
    templates: Path


@dataclass(frozen=True)
class Configuration:
    """Everything that configuration files say about one month; ``campaigns`` of this month only.

    ``files``: where it was read from.
    """

    files: ConfigurationFiles
    list_file: ListFile
    method: Method
    campaigns: tuple[Campaign, ...]
    campaigns_sha256: str
    cards: Cards


def load_configuration(settings: Settings, month: Month) -> Configuration:
    """Read all files a month needs. Raises ConfigError naming the faults of the first bad one."""
    return read_configuration(configuration_files(settings, month), month)


def configuration_files(settings: Settings, month: Month) -> ConfigurationFiles:
    """Find the files a month needs. Raises ConfigError where the list has no method for it."""
    method = open_method(list_of(settings).method_for(month), settings.config_folders)
    return ConfigurationFiles(
        list_file=_list_path(settings),
        method=method.path,
        features=cards_file(settings.config_folders),
        campaigns=campaign_folder(settings),
        text=text_file(settings),
        templates=settings.home / "config" / "templates",
    )


def read_configuration(files: ConfigurationFiles, month: Month) -> Configuration:
    """Read the configuration of a month. Raises ConfigError as ``load_configuration``."""
    cards = load_cards(files.features)
    campaigns = load_campaigns(files.campaigns)
    return Configuration(
        files=files,
        list_file=load_list(files.list_file).for_month(month),
        method=load_method(files.method, cards),
        campaigns=tuple(c for c in campaigns if c.overlaps(month)),
        campaigns_sha256=campaigns_sha256(files.campaigns),
        cards=cards,
    )


def list_of(settings: Settings) -> ListFile:
    """Return the list this workspace makes. Raises ConfigError when there is no such list."""
    return load_list(_list_path(settings))


def _list_path(settings: Settings) -> Path:
    files = settings.config_files("lists")
    if settings.list_id not in files:
        raise ConfigError(
            "govrank.toml names the list '{list}', but there is none; known: {known}.",
            list=settings.list_id,
            known=", ".join(files),
            near=nearest(settings.list_id, files, 1),
            hint="Correct 'list' in govrank.toml, or add config/lists/{list}.toml.",
        )
    return files[settings.list_id]


def text_file(settings: Settings) -> Path:
    """Return the file of the sentences: the workspace's own, else the shipped one."""
    return _own_or_shipped(settings, "text.toml")


def matching_rules(settings: Settings) -> MatchingRules:
    """Read by which rules reprints are matched: the workspace's own, else the shipped ones.

    Raises ConfigError with every fault of the file.
    """
    return load_matching_rules(_own_or_shipped(settings, FILE_NAME))


def _own_or_shipped(settings: Settings, name: str) -> Path:
    found = (folder / name for folder in settings.config_folders)
    return next(path for path in found if path.is_file())


def campaign_folder(settings: Settings) -> Path:
    """Return where the office keeps its campaign files."""
    return settings.home / "config" / "campaigns"


def all_campaigns(settings: Settings) -> tuple[Campaign, ...]:
    """Return every campaign of the workspace."""
    return load_campaigns(campaign_folder(settings))
