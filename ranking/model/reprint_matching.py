"""What matching said of a month's articles, and what people decided on those it was not sure of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class UnknownChannel:
    """A source of articles that no known channel has.

    ``type`` as the feed says, null = it does not. ``articles``: how many were read, ``accepted``
    and ``doubtful`` how many of them. ``example``: the title of one of them, "" = none has one.
    """

    name: str
    type: str | None
    articles: int
    accepted: int
    doubtful: int
    example: str


@dataclass(frozen=True)
class MatchReport:
    """What a matching of a month found, and what it changed.

    ``posts`` that may have been reprinted, of the month and of the days before it; ``articles``
    looked at. Every article is ``accepted``, ``doubtful``, ``rejected`` or ``unmatched`` by its
    best pair with a post of the month. ``evidence``: accepted by link, mark, text, title or
    decision. ``title_only``: articles without a text, which are known by their title alone.
    ``compared``: how many articles were compared this time, the others were as before.
    ``added`` reprints are new or count again, ``taken_back`` count no more, ``changed`` are
    described anew. ``rules``: SHA-256 of the rules file. ``up_to_date``: nothing had changed since
    the last matching, and nothing was written. ``unknown`` by accepted, then articles, then name.
    """

    month: str
    posts: int
    articles: int
    accepted: int
    doubtful: int
    rejected: int
    unmatched: int
    rules: str
    evidence: dict[str, int] = field(default_factory=dict)
    title_only: int = 0
    compared: int = 0
    added: int = 0
    taken_back: int = 0
    changed: int = 0
    unknown: tuple[UnknownChannel, ...] = ()
    up_to_date: bool = False


@dataclass(frozen=True)
class ReviewItem:
    """A pair of article and post for people to look at, or that a person has decided.

    ``id`` names it within the month. ``url`` and times null = not known; ``title`` null = it has
    none. ``similarity`` is the part of the post that is in the article, null where texts were not
    compared, as is ``jaccard``. ``decision`` is the latest one, null = undecided, as are the other
    ``decided_*`` and ``decision_reason`` (null also = no reason was given). ``verdict`` is
    accepted, doubtful or rejected; ``channel_id`` null = the channel is not known, and the pair
    does not count.
    """

    id: str
    article_id: str
    post_id: str
    unit: str
    account: str
    post_title: str | None
    post_excerpt: str
    post_published_at: datetime
    post_url: str | None
    channel: str
    channel_type: str | None
    title: str | None
    excerpt: str
    url: str | None
    published_at: datetime | None
    reason: str
    evidence: str
    similarity: float | None
    jaccard: float | None
    decision: bool | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    decision_reason: str | None = None
    verdict: str = "doubtful"
    channel_id: str | None = None


@dataclass(frozen=True)
class Decision:
    """What a person said of an article and a post of a month: ``accepted``, it is a reprint.

    ``reason`` null = not said. ``person`` is a name of the list file, or the user; ``actor`` the
    user at the keyboard.
    """

    month: str
    article_id: str
    post_id: str
    accepted: bool
    reason: str | None
    person: str
    actor: str
    at: datetime
