"""Campaign files: themes with a window, words and bonus points, as TOML or as a CSV table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from ranking.campaign_table import read_campaign_table
from ranking.config_file import Fault, Strict, Text, faulty, read_toml, validate
from ranking.errors import ConfigError
from ranking.model.edition import Note
from ranking.model.month import Month
from ranking.model.names import clean

_SHORTEST = 2
Points = Annotated[Decimal, Field(ge=0)]


def _hashtag(value: object) -> object:
    return value.strip().strip("#＃") if isinstance(value, str) else value


Hashtag = Annotated[Text, BeforeValidator(_hashtag)]


class ReprintTier(Strict):
    """Further points for a post that was reprinted ``at_least`` times; the highest tier counts."""

    at_least: Annotated[int, Field(ge=1)]
    points: Points


class Campaign(Strict):
    """One theme. ``start`` and ``end`` are days in Asia/Shanghai, both inclusive.

    A post takes part when its title, topics or text hold one of the ``keywords``, or it bears one
    of the ``hashtags``. ``cap`` is the most one unit can gain in one month.
    """

    id: Text
    name: Text
    start: date
    end: date
    keywords: tuple[Text, ...] = ()
    hashtags: tuple[Hashtag, ...] = ()
    points_per_post: Points
    cap: Points
    reprint_tiers: tuple[ReprintTier, ...] = ()

    def overlaps(self, month: Month) -> bool:
        """Tell whether a day of the window lies in the month."""
        return self.start < month.next().first_day and self.end >= month.first_day


class _CampaignFile(Strict):
    campaigns: tuple[Campaign, ...]


def load_campaigns(folder: Path) -> tuple[Campaign, ...]:
    """Read every ``*.toml`` and ``*.csv`` of a folder, by file name; none if there is no folder.

    Raises ConfigError with every fault of all files at once.
    """
    found: list[tuple[Path, Campaign]] = []
    errors: list[ConfigError] = []
    for path in campaign_files(folder):
        try:
            found += [(path, campaign) for campaign in load_campaign_file(path)]
        except ConfigError as error:
            errors.append(error)
    errors += _repeated(found)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ConfigError(
            "{count} campaign files are wrong:\n{faults}",
            count=len(errors),
            faults="\n".join(str(error) for error in errors),
            hint="Correct them and run the command again.",
        )
    return tuple(campaign for _, campaign in found)


def load_campaign_file(path: Path) -> tuple[Campaign, ...]:
    """Read one file: one campaign, several as ``[[campaigns]]``, or a CSV table."""
    data = read_campaign_table(path) if path.suffix.lower() == ".csv" else read_toml(path)[0]
    if "campaigns" not in data:
        return (validate(Campaign, data, path, faults=_cross_faults(data, "")),)
    rows = data["campaigns"]
    numbered = enumerate(rows if isinstance(rows, list) else [])
    faults = [f for number, row in numbered for f in _cross_faults(row, f"campaigns[{number}].")]
    return validate(_CampaignFile, data, path, faults=faults).campaigns


def campaigns_sha256(folder: Path) -> str:
    """Return one digest of all campaign files of a folder, names included."""
    total = hashlib.sha256()
    for path in campaign_files(folder):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def check_campaigns(campaigns: Sequence[Campaign]) -> tuple[Note, ...]:
    """Return what is doubtful though not wrong: short keywords, and words of two campaigns."""
    notes = [
        Note(
            "short_keyword",
            "Campaign {campaign}: the keyword '{word}' is so short that it may match by chance.",
            {"campaign": campaign.name, "word": word},
        )
        for campaign in campaigns
        for word in campaign.keywords
        if len(clean(word)) < _SHORTEST
    ]
    for one, other in combinations(campaigns, 2):
        notes += _shared(one, other)
    return tuple(notes)


def _shared(one: Campaign, other: Campaign) -> Iterable[Note]:
    if one.end < other.start or other.end < one.start:
        return []
    common = {_folded(w): w for w in _words(one)}.keys() & {_folded(w) for w in _words(other)}
    return [
        Note(
            "ambiguous_keyword",
            "'{word}' belongs to {first} and to {second} in the same days: a post counts for both.",
            {"word": word, "first": one.name, "second": other.name},
        )
        for word in sorted(common)
    ]


def _words(campaign: Campaign) -> tuple[str, ...]:
    return campaign.keywords + campaign.hashtags


def _folded(word: str) -> str:
    return clean(word).casefold()


def campaign_files(folder: Path) -> list[Path]:
    """Return the campaign files of a folder, in the order in which they are read."""
    files = (path for path in folder.glob("*") if path.suffix.lower() in (".toml", ".csv"))
    return sorted(files, key=lambda path: path.name)


def _repeated(found: Sequence[tuple[Path, Campaign]]) -> list[ConfigError]:
    first: dict[str, Path] = {}
    errors = []
    for path, campaign in found:
        if campaign.id in first:
            text = f"'{campaign.id}' is also the id of a campaign in '{first[campaign.id].name}'"
            errors.append(faulty(path, [Fault("id", text)]))
        first.setdefault(campaign.id, path)
    return errors


def _cross_faults(row: object, place: str) -> Iterator[Fault]:
    if not isinstance(row, Mapping):
        return
    start, end = row.get("start"), row.get("end")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        yield Fault(f"{place}end", f"{end} is before the start, {start}")
    if not row.get("keywords") and not row.get("hashtags"):
        yield Fault(f"{place}keywords", "neither keywords nor hashtags: no post can match")
