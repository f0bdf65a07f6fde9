"""A walk back through a timeline, newest post first, and whether it left a hole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from connectors.interface import Gap, PostRow, Query, Reason, UnavailableError
from connectors.sources.weibo.limits import BEIJING
from connectors.sources.weibo.posts import STATUS_FIELDS, id_of, read_post, unobserved


class Walk:
    """What a walk has seen. Pages may overlap, repeat and shift: each post is given once.

    ``since`` is the query's cursor, the largest id given before, 0 for none. Posts up to it are
    not given again, and meeting one proves that none between was missed; so does a post older than
    the days asked for. Then ``reached`` is true. ``given`` are the rows' ids and instants.
    """

    def __init__(self, query: Query) -> None:
        self._query = query
        self._seen: dict[str, datetime | None] = {}
        self.since = int(query.cursor or 0)
        self.given: dict[str, datetime] = {}
        self.reached = False

    @property
    def cursor(self) -> str | None:
        """The cursor after the walk; None = as it was."""
        newest = max(map(int, self.given), default=0)
        return str(newest) if newest > self.since else None

    @property
    def seen(self) -> int:
        """How many posts were seen, those among them that are not asked for."""
        return len(self._seen)

    @property
    def newest_id(self) -> int:
        """The largest id seen, 0 where the timeline was empty."""
        return max(map(int, self._seen), default=0)

    @property
    def oldest_id(self) -> int:
        """The smallest id seen, 0 where the timeline was empty."""
        return min(map(int, self._seen), default=0)

    @property
    def oldest_at(self) -> datetime | None:
        """When the oldest post seen was published."""
        return min((at for at in self._seen.values() if at is not None), default=None)

    def take(self, statuses: Sequence[Any]) -> tuple[list[PostRow], list[Gap], bool]:
        """Return the rows and gaps of one answer, and whether it held any post not seen before."""
        rows: list[PostRow] = []
        gaps: list[Gap] = []
        before = self.seen
        for status in statuses:
            post_id = id_of(status)
            if post_id in self._seen:
                continue
            row, troubles = read_post(status, self._query.account)
            gaps += troubles
            if post_id is not None:
                self._note(post_id, row.published_at if row is not None else None)
            if row is not None and post_id in self.given:
                rows.append(row)
        return rows, gaps + unobserved(rows, STATUS_FIELDS), self.seen > before

    def _note(self, post_id: str, at: datetime | None) -> None:
        """Remember a post, and whether it is among those asked for."""
        self._seen[post_id] = at
        day = at.astimezone(BEIJING).date() if at is not None else None
        # A post pinned to the top is old without the walk having come so far: the last decides.
        self.reached = int(post_id) <= self.since or (day is not None and day < self._query.first)
        if at is not None and day is not None and not self.reached and day <= self._query.last:
            self.given[post_id] = at

    def hole(self, reason: Reason, detail: str) -> Gap:
        """Return the gap for the posts that a walk which ended too early may have missed."""
        end = None if self.oldest_at is None else self.oldest_at.astimezone(BEIJING)
        upto = "now" if end is None else f"{end:%F %R}"
        last = self._query.last if end is None else min(end.date(), self._query.last)
        what = f"posts from {self._query.first} to {upto} may be missed"
        return Gap(what, reason, self._query.first, detail, until=last)


def no_successor(cursor: str) -> Gap:
    """Return the gap for a cursor behind which the platform shows nothing, not even its post."""
    return Gap(
        "new posts",
        Reason.SUSPECT,
        detail=f"nothing follows post {cursor}: it is withdrawn, or the stored position is wrong",
    )


def statuses_of(answer: Any, path: str) -> list[Any]:
    """Return the posts of a timeline's answer. Raises UnavailableError for any other shape."""
    return list_in(answer.get("statuses") if isinstance(answer, dict) else None, path)


def list_in(value: Any, path: str) -> list[Any]:
    """Return a list as it is. Raises UnavailableError where the answer has another shape."""
    if isinstance(value, list):
        return value
    raise UnavailableError(
        "Weibo's answer to {path} is not what its documentation says.",
        hint="Try again later; if it stays so, the interface has changed: report it.",
        path=path,
    )
