"""One list for one month: the boards and all that is printed around them. Pure data.

Full precision everywhere: rounding belongs to the views. ``None`` is always "not observed" or
"does not apply", never zero. ``Note`` holds an English template that is translated when shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Change = Literal["up", "down", "same", "new", "return", "first"]
"""Against the previous edition: ``new`` 新上榜, ``return`` 重回, ``first`` = there is none, or it
has no board of this index."""

PartStatus = Literal["observed", "lower_bound", "missing"]
"""``lower_bound``: some counts in it were censored (10万+); ``missing``: not observed at all."""


@dataclass(frozen=True)
class Note:
    """A sentence for the reader: template with ``str.format`` fields, and a code for machines."""

    code: str
    template: str
    params: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One indicator of a unit's index.

    ``count`` is that of the whole feature; ``transformed`` is the value that enters the level;
    ``weight`` is the indicator's share of the index; ``points`` of all parts add up to the index,
    and are None where it is not a sum. ``reason`` says why the indicator brings nothing.
    """

    feature: str
    count: float | None
    status: PartStatus
    weight: float
    transformed: float | None
    points: float | None
    reason: str | None = None


@dataclass(frozen=True)
class BoardRow:
    """One unit on one board. ``rank`` None = not ranked, with the reason in ``notes``.

    ``total`` = ``value`` + ``bonus``; ``moved`` counts places gained (negative: lost). ``parts``
    by the indicator's name in the method.
    """

    rank: int | None
    unit: str
    value: float | None
    bonus: float
    total: float | None
    previous_rank: int | None
    change: Change
    moved: int | None
    parts: dict[str, Part]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Board:
    """One ranked table: index × group. Rows by rank, then unit name; ``dropped`` 落榜 units.

    ``rows`` holds every unit; views print ranks 1 to ``shown`` (None = all rows).
    """

    index: str
    index_name: str
    group: str
    rows: tuple[BoardRow, ...]
    dropped: tuple[str, ...] = ()
    shown: int | None = None


@dataclass(frozen=True)
class MethodRef:
    """Which method file computed the boards."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True)
class MeasureCoverage:
    """Of how many posts a count is known: observed (of which censored) + missing = posts."""

    observed: int
    missing: int
    censored: int


@dataclass(frozen=True)
class Coverage:
    """What the month's numbers rest on. ``measures`` maps platform → measure → coverage."""

    units: int
    units_with_posts: int
    accounts: int
    accounts_with_posts: int
    posts: dict[str, int]
    measures: dict[str, dict[str, MeasureCoverage]]
    reprint_feed: bool
    reprints: int
    unattributed_posts: int
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class PlatformStatistics:
    """Posts of one platform. ``originals`` counts among ``original_known`` posts only."""

    posts: int
    originals: int
    original_known: int


@dataclass(frozen=True)
class Statistics:
    """The month in figures. Sums are of observed counts; None = observed for no post.

    The original rate is pooled: originals ÷ posts whose originality is known.
    """

    platforms: dict[str, PlatformStatistics]
    totals: dict[str, int | None]
    reprints: int | None


@dataclass(frozen=True)
class TopPost:
    """One line of the month's most read (or most shared) posts."""

    rank: int
    post_id: str
    title: str
    unit: str
    account: str
    account_name: str
    platform: str
    published_at: datetime
    url: str | None
    counts: dict[str, int | None]
    censored: tuple[str, ...]
    reprints: int | None


PostOrder = Literal["reads", "interactions", "reprints"]
"""What top posts are ranked by."""


@dataclass(frozen=True)
class TopPosts:
    """``by`` is ``reads``, or ``interactions`` (reposts + comments + likes) without any reads.

    ``reprints``: how often a post was passed on, as the post table counts it.
    """

    by: PostOrder
    rows: tuple[TopPost, ...]


@dataclass(frozen=True)
class CampaignUnit:
    """What one unit did for a campaign. ``points`` after the campaign's cap."""

    unit: str
    group: str
    posts: int
    points: float


@dataclass(frozen=True)
class CampaignResult:
    """One campaign of the month. ``units`` by points, then name."""

    id: str
    name: str
    start: date
    end: date
    posts: int
    units: tuple[CampaignUnit, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Match:
    """A post that takes part in a campaign, and the word that shows it."""

    campaign: str
    post_id: str
    unit: str
    title: str
    word: str
    found_in: Literal["title", "text", "topics"]


@dataclass(frozen=True)
class Edition:
    """One list, one month, one revision; ``inputs`` maps list, roster, facts … to SHA-256."""

    list_id: str
    title: str
    offices: tuple[str, ...]
    month: str
    revision: int
    state: str
    created_at: datetime
    method: MethodRef
    inputs: dict[str, str]
    engine: str
    synthetic: bool
    decimals: int
    boards: tuple[Board, ...]
    statistics: Statistics
    previous_statistics: Statistics | None
    top_posts: TopPosts
    campaigns: tuple[CampaignResult, ...]
    coverage: Coverage
    notes: tuple[Note, ...] = ()
    footnotes: tuple[str, ...] = ()
