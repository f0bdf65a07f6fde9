"""Weibo's free interfaces: each account read with its own consent; no reads.

A timeline gives the newest five posts, whatever is asked: it must be asked at least as often as
an account posts five times. What was posted before is counted by id.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from connectors.http.client import Http
from connectors.interface import (
    Account,
    Clock,
    Gap,
    Measure,
    Page,
    Query,
    Reason,
    Remembers,
    Source,
    Unit,
)
from connectors.sources.weibo.api import Api, expired
from connectors.sources.weibo.counting import BATCH, Counter, Counting
from connectors.sources.weibo.limits import Stops
from connectors.sources.weibo.timeline import Timeline
from connectors.sources.weibo.tokens import Token
from connectors.sources.weibo.walk import Walk, no_successor

OFFICIAL = "https://api.weibo.com"
_PAGE = 100
"""Posts asked for a call; apps without the cap get as many."""
_CAP = 5
"""Posts that a capped timeline gives at most; fewer mean that there are no more."""
_CERTAIN = 20
"""So many calls of an account's hundred a day are taken for granted; before more, it is asked."""
_COUNTS = Counter(
    "statuses/count",
    {"reposts": "reposts", "comments": "comments", "attitudes": "likes"},
    confirms=True,
)


class Weibo(Source):
    """The posts and counts of accounts that consented. ``tokens``: account's uid → its token.

    The cursor is the largest id given. ``base`` is another address in tests and the demo.
    """

    id: ClassVar[str] = "weibo"
    platforms: ClassVar[tuple[str, ...]] = ("weibo",)
    remembers: ClassVar[Remembers] = "newest"

    def __init__(
        self,
        clock: Clock,
        http: Http,
        tokens: Mapping[str, Token],
        *,
        base: str = OFFICIAL,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(clock)
        self._http = http
        self._tokens = tokens
        self._base = base
        self._sleep = sleep
        self._stops = Stops()

    @classmethod
    def measures(cls) -> Mapping[Measure, Unit | None]:
        """Return reposts, comments and likes; reads are not among the free interfaces."""
        return {"reposts": None, "comments": None, "likes": None}

    def _fetch(self, query: Query) -> Iterator[Page]:
        """Yield the new posts first: they are what a later run may not see any more."""
        api = self._api(query.account)
        given, _ = yield from _OwnTimeline().pages(api, query)
        known = [post for post in query.known if post.native_id not in given]
        if len(known) > _CERTAIN * BATCH:
            api.ask_what_is_left()
        yield from Counting(_COUNTS, api, query.account).pages(known)

    def _api(self, account: Account) -> Api:
        token = self._tokens.get(account.native_id)
        if token is None or token.expires_within(0, self._clock()):
            raise expired(account.name)
        return Api(
            self._http,
            self._base,
            token,
            account.name,
            clock=self._clock,
            sleep=self._sleep,
            stops=self._stops,
        )


class _OwnTimeline(Timeline):
    """The timeline of the token's own account, paged by ids; both ends are inclusive."""

    path = "statuses/user_timeline"
    most_pages = 100
    full_page = _PAGE

    def params(self, walk: Walk) -> dict[str, str]:
        """Ask for one post more than is new: where it comes, none between is missing."""
        params = {"count": str(_PAGE)}
        if walk.since:
            params["since_id"] = str(walk.since - 1)
        if walk.seen:
            params["max_id"] = str(walk.oldest_id)
        return params

    def expects_posts(self, walk: Walk, answer: Any) -> bool:
        """Say whether an empty answer cannot be right: it has no days to choose by."""
        return walk.seen > 0 or bool(answer.get("total_number"))

    def end(self, walk: Walk, answer: Any) -> tuple[list[Gap], str | None]:
        """Return a gap where posts may be missed. The cursor goes on: no later call finds them."""
        if not walk.seen and self.expects_posts(walk, answer):
            said = f"the timeline is empty, and said to have {answer.get('total_number')} posts"
            return [Gap("all posts", Reason.SUSPECT, detail=said)], None
        if walk.newest_id < walk.since:
            return [no_successor(str(walk.since))], None
        if walk.reached or walk.seen < _CAP or walk.seen == answer.get("total_number"):
            return [], walk.cursor
        if walk.seen < _PAGE:
            reason, why = Reason.NOT_ANSWERED, "the platform gives the newest five posts alone"
        else:
            reason, why = Reason.SUSPECT, "the timeline broke off"
        return [walk.hole(reason, why)], walk.cursor
