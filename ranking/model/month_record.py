"""What is known of a month beside its boards: topics, posts and channels by unit, months before.

Pure data at full precision. It is computed together with the edition and frozen with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ranking.model.edition import MethodRef, Statistics, TopPosts
from ranking.model.explanation import AccountShare, ChannelShare


@dataclass(frozen=True)
class HotTopic:
    """A hashtag of the month: how many posts bear it, and of how many units. By posts, then name.

    ``rank`` is a competition rank by posts.
    """

    rank: int
    topic: str
    posts: int
    units: int


@dataclass(frozen=True)
class UnitRecord:
    """One unit of the month's roster.

    ``accounts`` with most posts first; ``top_posts`` by reads (or interactions), ``most_reprinted``
    by the times they were passed on, a few each; ``channels`` that carried it most. Empty = none.
    """

    unit: str
    group: str
    accounts: tuple[AccountShare, ...]
    top_posts: TopPosts
    most_reprinted: TopPosts
    channels: tuple[ChannelShare, ...]


@dataclass(frozen=True)
class PastScore:
    """A unit's place on one board of an earlier month; null = it had none."""

    rank: int | None
    total: float | None


@dataclass(frozen=True)
class PastBoard:
    """One board (index × group) of an earlier month; ``units`` maps unit → its place."""

    index: str
    group: str
    units: dict[str, PastScore]


@dataclass(frozen=True)
class PastPlaces:
    """Where units stood in an earlier month, and nothing else of it."""

    month: str
    boards: tuple[PastBoard, ...]


@dataclass(frozen=True)
class PastMonth:
    """An earlier month as it was known when this one was computed."""

    month: str
    revision: int
    method: MethodRef
    statistics: Statistics
    boards: tuple[PastBoard, ...]


@dataclass(frozen=True)
class MonthRecord:
    """What an edition's readers are told beside the boards.

    ``topics`` are the hottest of the month; ``units`` by name; ``history`` holds what there is of
    the twelve months before, oldest first.
    """

    topics: tuple[HotTopic, ...]
    most_reprinted: TopPosts
    units: tuple[UnitRecord, ...]
    history: tuple[PastMonth, ...]
