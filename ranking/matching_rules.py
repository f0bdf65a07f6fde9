"""The matching file: every number by which an article is, or is not, a reprint of a post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Generic, TypeVar

from pydantic import Field

from ranking.config_file import Fault, Identifier, Strict, StrictFile, Text, read_toml, validate

FILE_NAME = "matching.toml"
ValueT = TypeVar("ValueT")
Share = Annotated[float, Field(gt=0, le=1)]
Size = Annotated[int, Field(ge=5, le=10_000)]
"""Shingles of five characters, or letters: a text of fewer than five has none."""
_ORDER = (
    ("verdicts.some", "verdicts.enough_of_long"),
    ("verdicts.enough_of_long", "verdicts.enough"),
    ("verdicts.some", "verdicts.enough_of_whole"),
    ("verdicts.enough_of_whole", "verdicts.nearly_all"),
    ("verdicts.nearly_all", "verdicts.whole"),
    ("verdicts.shortest", "verdicts.short"),
    ("verdicts.short", "verdicts.long"),
)
"""Pairs of keys: the first value may not be above the second."""


class Chosen(Strict, Generic[ValueT]):
    """A value and why it is so."""

    value: ValueT
    reason: Text


class PostRules(Strict):
    """Which posts an article is held against, and which of them are one text.

    ``look_back_days``: days of the month before whose posts compete for an article too.
    ``one_text``: Jaccard similarity from which two posts are one family.
    """

    look_back_days: Chosen[Annotated[int, Field(ge=0, le=31)]]
    one_text: Chosen[Share]


class TextRules(Strict):
    """How a text is read before it is compared.

    ``simplified``: traditional characters count as the simplified ones.
    ``boilerplate_texts``: a line near an end that one account or source prints in so many
    different texts is taken out, unless fewer than ``boilerplate_left`` characters were left.
    """

    simplified: Chosen[bool]
    boilerplate_texts: Chosen[Annotated[int, Field(ge=2, le=1_000)]]
    boilerplate_left: Chosen[Annotated[int, Field(ge=5, le=1_000)]]


class VerdictRules(Strict):
    """When a pair is accepted, goes to people, or is rejected.

    Shares are of the post's shingles that are in the article, sizes are shingles of the post.
    ``enough``: a reprint; ``some``: people look, and enough where the article names the unit.
    ``enough_of_long``: enough of a post of ``long`` or more, if ``of_article`` of the article are
    the post's and no other post is in it.
    ``short``: a post of fewer must be nearly all of the article: Jaccard ``nearly_all``, or
    ``enough_of_whole`` if it is in there ``whole``, and no other post is. ``shortest``: a text of
    fewer says nothing.
    ``least_title``: letters of a title that is enough without text.
    ``days_before``: an article may be dated so many days before the post.
    ``for_review``: posts of which people are asked about one article, the nearest ones.
    ``other_numbers``: from so many on, and more than equal ones, another day's bulletin.
    """

    enough: Chosen[Share]
    enough_of_long: Chosen[Share]
    of_article: Chosen[Share]
    long: Chosen[Size]
    some: Chosen[Share]
    short: Chosen[Size]
    shortest: Chosen[Size]
    nearly_all: Chosen[Share]
    whole: Chosen[Share]
    enough_of_whole: Chosen[Share]
    least_title: Chosen[Size]
    days_before: Chosen[Annotated[int, Field(ge=0, le=31)]]
    other_numbers: Chosen[Annotated[int, Field(ge=1, le=100)]]
    for_review: Chosen[Annotated[int, Field(ge=1, le=100)]]


class MatchingRules(StrictFile):
    """The whole file. ``sha256`` is of its bytes: what was matched by other rules is not up to
    date."""

    version: Identifier
    reason: Text
    posts: PostRules
    texts: TextRules
    verdicts: VerdictRules


def load_matching_rules(path: Path) -> MatchingRules:
    """Read a matching file. Raises ConfigError with every fault by line and key."""
    data, digest = read_toml(path)
    return validate(MatchingRules, data, path, faults=_order_faults(data)).with_sha256(digest)


def _order_faults(data: Mapping[str, object]) -> Iterator[Fault]:
    for low, high in _ORDER:
        less, more = _number(data, low), _number(data, high)
        if less is not None and more is not None and less > more:
            yield Fault(f"{low}.value", f"found {less}: at most {high} ({more}) is allowed")


def _number(data: Mapping[str, object], key: str) -> float | None:
    """Return the value of ``section.key``; null = it is no number, said elsewhere."""
    found: object = data
    for step in (*key.split("."), "value"):
        found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        return None
    return float(found)
