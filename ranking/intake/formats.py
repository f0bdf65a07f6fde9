"""A format is a data file: how a vendor's headers map to ours. A mapping file is one too."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ranking.errors import ConfigError
from ranking.model import names
from ranking.source_files.kinds import is_source_file

Dataset = Literal["posts", "reprints", "articles", "channels", "roster"]

CANONICAL: dict[str, tuple[str, ...]] = {
    "posts": (
        *("platform", "native_id", "account_id", "account_name", "title", "text", "url"),
        *("published_at", "topics", "original", "retweet_of", "position", "read_times"),
        *("read_people", "likes", "wow", "comments", "reposts", "favourites", "observed_at"),
    ),
    "reprints": (
        *("post", "channel", "channel_type", "title", "url", "published_at"),
        *("reads", "likes", "comments", "observed_at", "parent"),
    ),
    "articles": (
        *("channel", "channel_type", "account", "title", "text", "url", "linked", "published_at"),
        *("reads", "likes", "comments", "observed_at"),
    ),
    "channels": ("channel_id", "name", "type", "aliases", "weight", "tier", "merged"),
    "roster": (
        *("platform", "account_id", "account_name", "unit", "group"),
        *("valid_from", "valid_to", "aliases"),
    ),
}
"""The columns a format may map, by dataset."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "posts": ("published_at",),
    "reprints": ("post", "channel"),
    "articles": ("channel|account", "title|text"),
    "channels": ("name", "type"),
    "roster": ("account_id|account_name", "unit"),
}
"""What any table of a dataset must have; ``a|b`` = one of the two."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Marks(_Frozen):
    """How a format is told from others.

    ``headers``: literal headers that must all be there; ``columns``: canonical columns that must be
    found under any of their headers (``a|b`` = one of the two); ``absent``: headers that must not
    be there; ``yields_to``: datasets whose formats are taken instead wherever one of them fits.
    """

    headers: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    yields_to: tuple[Dataset, ...] = ()


class Format(_Frozen):
    """One kind of table. ``columns`` maps a canonical column to accepted headers, best first.

    ``values`` fill a canonical column where the table has no such column or an empty cell.
    ``topic_separators`` are single characters. ``account_in_file_name``: the file is called by its
    account's id, as weibo-crawler does.
    """

    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    dataset: Dataset
    recognise: Marks = Marks()
    columns: dict[str, tuple[str, ...]]
    values: dict[str, str] = Field(default_factory=dict)
    topic_separators: str = Field(default=",，、;；#", min_length=1)
    account_in_file_name: bool = False

    @property
    def required(self) -> tuple[str, ...]:
        """Canonical columns a header must offer; ``a|b`` = one of the two."""
        return tuple(dict.fromkeys((*REQUIRED[self.dataset], *self.recognise.columns)))


def load_formats(*folders: Path) -> tuple[Format, ...]:
    """Load every ``*.toml`` of the folders; a later folder replaces a format of the same id.

    A folder that does not exist is passed over, and so is a file with a ``kind``: it sets up an
    interface to collect from. Raises ConfigError for a faulty file, or when there is no format.
    """
    files = [file for folder in folders for file in sorted(folder.glob("*.toml"))]
    read = [(file, _read(file)) for file in files]
    found = [_checked(file, data) for file, data in read if not is_source_file(data)]
    formats = {known.id: known for known in found}
    if not formats:
        raise ConfigError(
            "There is no format file in {folders}.",
            folders=", ".join(str(folder) for folder in folders),
            hint="Run 'govrank doctor', or install govrank again.",
        )
    return tuple(formats.values())


def load_mapping(path: Path) -> Format:
    """Load one format or mapping file. Raises ConfigError that lists all faults at once."""
    return _checked(path, _read(path))


def _checked(path: Path, data: dict[str, Any]) -> Format:
    faults = _own_faults(data)
    try:
        loaded = Format.model_validate(data)
    except ValidationError as error:
        faults = _schema_faults(error) + faults
    if faults:
        raise ConfigError(
            "{file} is not a valid format file:\n{faults}",
            file=path,
            faults="\n".join(f"- {fault}" for fault in faults),
            hint="Correct these keys; the shipped files in config/sources show each of them.",
        )
    return loaded


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(
            "{file} cannot be read: {reason}.",
            file=path,
            reason=error.strerror or error,
            hint="Check the path and its permissions.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            "{file} is not TOML in UTF-8: {reason}.",
            file=path,
            reason=error,
            hint="Correct the place named, or start again from a shipped format file.",
        ) from error


def _schema_faults(error: ValidationError) -> list[str]:
    """Return one sentence a fault that pydantic found."""
    sentences = []
    for fault in error.errors(include_url=False):
        key = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            model = Marks if fault["loc"][0] == "recognise" else Format
            known = _suggest(str(fault["loc"][-1]), tuple(model.model_fields))
            sentences.append(f"{key}: no such key{known}")
        else:
            sentences.append(f"{key}: {fault['msg']} (found {fault['input']!r})")
    return sentences


def _own_faults(data: dict[str, Any]) -> list[str]:
    """Return one sentence a canonical column that the dataset does not know or still lacks."""
    dataset = str(data.get("dataset"))
    if dataset not in get_args(Dataset):
        return []
    given = {key: part for part in ("columns", "values") for key in _table(data, part)}
    faults = [
        f"{part}.{key}: {dataset} have no such column{_suggest(key, CANONICAL[dataset])}"
        for key, part in given.items()
        if key not in CANONICAL[dataset]
    ]
    lacking = [need for need in REQUIRED[dataset] if given.keys().isdisjoint(need.split("|"))]
    faults += [f"columns.{need.replace('|', ' or columns.')}: missing" for need in lacking]
    wanted = [str(entry) for entry in _table(data, "recognise").get("columns", ())]
    return faults + [
        f"recognise.columns: '{name}' is not among this file's columns{_suggest(name, given)}"
        for name in dict.fromkeys(name for entry in wanted for name in entry.split("|"))
        if name not in given
    ]


def _table(data: dict[str, Any], part: str) -> dict[str, Any]:
    table = data.get(part)
    return table if isinstance(table, dict) else {}


def _suggest(text: str, known: Iterable[str]) -> str:
    names_known = tuple(known)
    near = names.nearest(text, names_known)
    return f"; did you mean {', '.join(near)}?" if near else f"; allowed: {', '.join(names_known)}"
