"""Who owns which account, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """One account during [valid_from, valid_to) with one name and one unit; None = no bound."""

    account: str
    platform: str
    native_id: str
    name: str
    aliases: tuple[str, ...]
    unit: str
    group: str
    valid_from: date | None
    valid_to: date | None
    origin: str

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a day."""
        return _before(self.valid_from, other.valid_to) and _before(other.valid_from, self.valid_to)

    def covers(self, day: date) -> bool:
        """Tell whether the day is within the span."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


@dataclass(frozen=True)
class Channel:
    """A place that reprints; ``weight`` None = the method's weight of its type.

    ``tier``: a ChannelTier, None = not said. ``merged``: ids of channels that turned out to be this
    one; their reprints count as its own.
    """

    channel_id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    weight: float | None
    origin: str
    tier: str | None = None
    merged: tuple[str, ...] = ()


def _before(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start < end
