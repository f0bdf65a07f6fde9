"""Which key (or column) of a foreign row means what, and the post that a row becomes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from connectors.interface import Gap, Measure, PostRow, Reason, Unit
from connectors.sources.values import count_of, day_of, flag_of, instant_of, text_of

PUBLIC_PAGE_CAPS = frozenset({100_000, 100_001})
"""What vendors write where a WeChat page shows 10万+: at least 100,000."""
_TOPIC_SEPARATORS = re.compile(r"[,，;；、|]")


@dataclass(frozen=True)
class Fields:
    """The key of each part of a post; None = the rows do not have it.

    ``counts`` maps a measure to its key. ``capped`` are numbers that stand for "this or more";
    the smallest of them is stored, marked as censored. ``reads_unit`` says what reads count.
    """

    native_id: str | None = None
    url: str | None = None
    published_at: str | None = None
    title: str | None = None
    text: str | None = None
    topics: str | None = None
    original: str | None = None
    position: str | None = None
    counts: Mapping[Measure, str] | None = None
    reads_unit: Unit | None = None
    capped: frozenset[int] = frozenset()

    def keys(self) -> set[str]:
        """Return every key that is named."""
        own = (self.native_id, self.url, self.published_at, self.title, self.text, self.topics)
        more = (self.original, self.position, *(self.counts or {}).values())
        return {key for key in (*own, *more) if key is not None}


@dataclass(frozen=True)
class ReadRow:
    """The post of a row (None if it cannot be named or dated), and what was unreadable in it."""

    post: PostRow | None
    gaps: tuple[Gap, ...] = ()


def read_row(row: object, fields: Fields) -> ReadRow:
    """Read one row. Never raises: what cannot be read becomes a gap, never a zero."""
    if not isinstance(row, Mapping):
        return ReadRow(None, (_suspect("a post", "the row is no record"),))
    name, url = text_of(_at(row, fields.native_id)), text_of(_at(row, fields.url))
    shown = f"post {name or url}"
    if name is None and url is None:
        return ReadRow(None, (_suspect("a post", "it has neither id nor link"),))
    published_at = instant_of(_at(row, fields.published_at))
    if published_at is None and fields.published_at is not None:
        return ReadRow(None, (_suspect(shown, "its time of publication cannot be read"),))
    day = published_at and day_of(published_at)
    counts, censored, gaps = _counts(row, fields, shown, day)
    post = PostRow(
        native_id=name,
        url=url,
        published_at=published_at,
        counts=counts,
        reads_unit=fields.reads_unit if "reads" in counts else None,
        censored=censored,
        title=text_of(_at(row, fields.title)),
        text=text_of(_at(row, fields.text)),
        topics=_topics(_at(row, fields.topics)),
        original=flag_of(_at(row, fields.original)),
        position=_position(_at(row, fields.position)),
    )
    return ReadRow(post, gaps)


def _counts(
    row: Mapping[str, Any], fields: Fields, shown: str, day: date | None
) -> tuple[dict[Measure, int], frozenset[Measure], tuple[Gap, ...]]:
    counts: dict[Measure, int] = {}
    censored: set[Measure] = set()
    gaps: list[Gap] = []
    for measure, key in (fields.counts or {}).items():
        try:
            found = count_of(row.get(key))
        except ValueError as error:
            gaps.append(_suspect(f"{measure} of {shown}", str(error), day))
            continue
        if found is None:
            continue
        count, at_least = found
        capped = count in fields.capped
        counts[measure] = min(fields.capped) if capped else count
        if capped or at_least:
            censored.add(measure)
    return counts, frozenset(censored), tuple(gaps)


def _at(row: Mapping[str, Any], key: str | None) -> Any:
    return None if key is None else row.get(key)


def _topics(value: object) -> tuple[str, ...]:
    parts = _TOPIC_SEPARATORS.split(value) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        return ()
    return tuple(topic for part in parts if (topic := text_of(part)))


def _position(value: object) -> int | None:
    """Return a 1-based place; anything else is not known."""
    try:
        found = count_of(value)
    except ValueError:
        return None
    return found[0] if found and found[0] >= 1 else None


def _suspect(what: str, detail: str, day: date | None = None) -> Gap:
    return Gap(what[:200], Reason.SUSPECT, day, detail)
