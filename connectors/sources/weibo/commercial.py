"""Weibo's commercial interfaces: any account by the token of the office's contract.

They read accounts that gave no consent, page back through any span of time, and tell the reads of
media accounts.
"""

from __future__ import annotations

import time as clocks
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from connectors.http.client import Http
from connectors.interface import (
    Clock,
    Gap,
    KnownPost,
    Measure,
    Page,
    Query,
    Reason,
    Remembers,
    Source,
    Unit,
)
from connectors.sources.weibo.api import Api, expired
from connectors.sources.weibo.counting import Counter, Counting
from connectors.sources.weibo.limits import BEIJING, Stops
from connectors.sources.weibo.timeline import Timeline
from connectors.sources.weibo.tokens import Token
from connectors.sources.weibo.walk import Walk, no_successor

OFFICIAL = "https://c.api.weibo.com"
_PAGE = 25
_COUNTS = Counter(
    "statuses/count/biz", {"reposts": "reposts", "comments": "comments", "likes": "likes"}
)
_READS = Counter("media_statuses/count_sp/biz", {"reads": "reads"}, unit="times")
"""Its other numbers are left alone: the documentation's own sample shows likes of 0 beside them."""


class WeiboCommercial(Source):
    """The posts and counts of any account. ``media``: uids whose posts' reads are asked for.

    The cursor is the largest id given. ``base`` is another address in tests and the demo.
    """

    id: ClassVar[str] = "weibo_commercial"
    platforms: ClassVar[tuple[str, ...]] = ("weibo",)
    remembers: ClassVar[Remembers] = "newest"

    def __init__(
        self,
        clock: Clock,
        http: Http,
        token: Token,
        *,
        media: Collection[str] = (),
        base: str = OFFICIAL,
        sleep: Callable[[float], None] = clocks.sleep,
    ) -> None:
        super().__init__(clock)
        self._http = http
        self._token = token
        self._media = frozenset(media)
        self._base = base
        self._sleep = sleep
        self._stops = Stops()

    @classmethod
    def measures(cls) -> Mapping[Measure, Unit | None]:
        """Return what is counted; reads are times, of media accounts alone."""
        return {"reads": "times", "reposts": None, "comments": None, "likes": None}

    def _fetch(self, query: Query) -> Iterator[Page]:
        """Yield the new posts, then the reads of all, then the counts of the known ones.

        A media account's cursor waits for the reads: a run cut before them asks for them again.
        """
        now = self._clock()
        api = self._api(query.account.name, now)
        media = query.account.native_id in self._media
        timeline = _AnyTimeline(query, now)
        given, cursor = yield from timeline.pages(api, query, holds_cursor=media)
        known = [post for post in query.known if post.native_id not in given]
        if media:
            new = [KnownPost(post_id, at) for post_id, at in given.items()]
            yield from Counting(_READS, api, query.account).pages([*new, *known])
            if cursor is not None:
                yield Page(cursor=cursor, locator=timeline.path)
        yield from Counting(_COUNTS, api, query.account).pages(known)

    def _api(self, name: str, now: datetime) -> Api:
        if self._token.expires_within(0, now):
            raise expired(name)
        return Api(
            self._http,
            self._base,
            self._token,
            name,
            clock=self._clock,
            sleep=self._sleep,
            stops=self._stops,
        )


class _AnyTimeline(Timeline):
    """The timeline of any account, by instants; only a page without new posts is the last."""

    path = "statuses/user_timeline/other"
    most_pages = 1000
    full_page = 0

    def __init__(self, query: Query, now: datetime) -> None:
        self._uid = query.account.native_id
        self._start = datetime.combine(query.first, time(), BEIJING)
        self._end = datetime.combine(query.last, time(), BEIJING) + timedelta(days=1)
        self._now = now

    def params(self, walk: Walk) -> dict[str, str]:
        """Ask from a second after the oldest post seen, so that it comes again."""
        end = self._end if walk.oldest_at is None else walk.oldest_at + timedelta(seconds=1)
        return {
            "uid": self._uid,
            "count": str(_PAGE),
            "start_time": str(int(self._start.timestamp())),
            "end_time": str(int(end.timestamp())),
        }

    def end(self, walk: Walk, answer: Any) -> tuple[list[Gap], str | None]:
        """Return a gap where the walk lost its way; then the cursor stays, to walk again."""
        if 0 < walk.newest_id < walk.since and self._now < self._end:
            return [no_successor(str(walk.since))], None
        answered = len(answer["statuses"])
        came_back = 0 < answered < _PAGE and walk.oldest_at is not None
        if walk.reached or came_back or not walk.seen:
            return [], walk.cursor
        return [walk.hole(Reason.SUSPECT, "the timeline broke off or turned in a circle")], None
