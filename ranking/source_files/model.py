"""What a source file says, once it has been checked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from ranking.config_file import Strict, StrictFile, Text
from ranking.errors import ConfigError
from ranking.model.vocabulary import Platform
from ranking.source_files.kinds import ACCOUNT, NEEDS, Kind, is_native_id


def _float(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


Number = Annotated[float, BeforeValidator(_float), Field(strict=True, allow_inf_nan=False)]
Measure = Literal["reads", "likes", "wow", "comments", "reposts", "favourites"]


class Limits(Strict):
    """How often the source may be asked.

    ``per_second`` null = as often as its kind allows; ``calls_per_day`` (requests of a day in
    Shanghai, over all accounts and runs) null = no limit.
    """

    per_second: Annotated[Number, Field(gt=0)] | None = None
    calls_per_day: Annotated[int, Field(strict=True, ge=1)] | None = None


class Fields(Strict):
    """Which key (or column) of the source's rows is what; null = the rows do not have it.

    ``capped`` are numbers that stand for "this or more"; ``reads_unit`` says what reads count.
    """

    native_id: Text | None = None
    url: Text | None = None
    published_at: Text | None = None
    title: Text | None = None
    text: Text | None = None
    topics: Text | None = None
    original: Text | None = None
    position: Text | None = None
    counts: dict[Measure, Text] = Field(default_factory=dict)
    reads_unit: Literal["times", "people"] | None = None
    capped: tuple[Annotated[int, Field(strict=True, ge=0)], ...] = ()


class Envelope(Strict):
    """Where an answer has its list of posts and, if it says so, how many there are in all."""

    rows: Text = "data"
    total: Text | None = None


class SourceFile(StrictFile):
    """A whole source file.

    ``credentials`` say where secrets are and never hold one. ``accounts``: native id → id at the
    source; empty = every account of ``platforms``, under its native id. A platform without
    ``fields`` has those of the kind. ``media``: accounts whose reads are asked for.
    """

    kind: Kind
    title: Text | None = None
    base_url: Text | None = None
    media: tuple[Text, ...] = ()
    query: Text | None = None
    credentials: dict[str, str] = Field(default_factory=dict)
    accounts: dict[str, str] = Field(default_factory=dict)
    limits: Limits = Limits()
    fields: dict[Platform, Fields] = Field(default_factory=dict)
    envelope: Envelope = Envelope()

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms whose accounts it serves: those with fields, else all of its kind."""
        possible = NEEDS[self.kind].platforms
        return tuple(name for name in possible if name in self.fields) or possible

    def credential(self, name: str, native_id: str, home: Path) -> str:
        """Return ``env:NAME``, ``file:/absolute/path``, or a plain one itself, for one account.

        Raises ConfigError when the file does not give it, or the id cannot be part of a path.
        """
        if name not in self.credentials:
            raise ConfigError(
                "A source of the kind '{kind}' has no '{name}' among its [credentials].",
                kind=str(self.kind),
                name=name,
                hint="Add it to the source file; docs/source-files.md has examples.",
            )
        given = self.credentials[name]
        if ACCOUNT in given and not is_native_id(native_id):
            raise ConfigError(
                "The account id '{account}' cannot be part of the name of a file.",
                account=native_id,
                hint="Correct the id in the roster; it has letters, digits and _ . @ = - only.",
            )
        filled = given.replace(ACCOUNT, native_id)
        if filled.startswith("file:"):
            return f"file:{(home / filled.removeprefix('file:').strip()).absolute()}"
        return filled
