"""WeChat Official Accounts through WeChat's own interfaces (datacube, since 2025-11).

One request answers for one account and one day of publication, with or without notification
(群发 and 发布); it carries title, link and the latest counts. ``freepublish/batchget`` is not
asked: it lists only what was published without notification, and of those posts nothing that the
day's answer lacks but a mark of deletion; here a deletion shows as a known post without an answer.
Comments are never fetched: their number is enough, so no commenter's name or id can come in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Final

from connectors.http.pace import Pace
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
from connectors.sources.wechat import codes
from connectors.sources.wechat.api import Api
from connectors.sources.wechat.datacube import FIELDS, PATH, DayAnswer, not_ready, read_day
from connectors.sources.wechat.days import Plan, is_final, plan
from connectors.sources.wechat.refusals import day_quota, refusal
from connectors.sources.wechat.tokens import TokenProvider
from connectors.sources.wechat.walk import Walk
from connectors.sources.wechat.wire import Reply, Wire

CALLS_PER_MINUTE: Final = 600
LONG_WALK: Final = 31
"""More days than these and WeChat is asked first how many calls it allows today. The daily run of
the days that are still counted is shorter, and spares the question."""

_NOT_PERMITTED = Gap(
    "all posts",
    Reason.NOT_PERMITTED,
    detail="WeChat gives figures of verified accounts alone, and to a third-party platform only "
    "with permission set 7",
)


class WeChat(Source):
    """Posts and counts of accounts whose tokens ``tokens`` gives. Reads are people (人数).

    The cursor writes the days that are final: nothing of them is asked for again. Younger days
    are asked for by every fetch, and their pages carry no cursor: the stored one stays. An
    account that has known posts in the days asked for, and not one post in all the answers, is
    suspect, and its cursor does not move.
    """

    id: ClassVar[str] = "wechat"
    platforms: ClassVar[tuple[str, ...]] = ("wechat",)
    remembers: ClassVar[Remembers] = "days"

    def __init__(
        self, clock: Clock, wire: Wire, tokens: TokenProvider, *, pace: Pace | None = None
    ) -> None:
        super().__init__(clock)
        self._wire = wire
        self._tokens = tokens
        self._pace = pace or Pace(None, CALLS_PER_MINUTE)
        self._asked_quota: set[str] = set()
        self._not_permitted: set[str] = set()

    @classmethod
    def measures(cls) -> Mapping[Measure, Unit | None]:
        """Return the counts of getarticletotaldetail; only reads have a unit to tell apart."""
        return {measure: "people" if measure == "reads" else None for measure in FIELDS}

    def _fetch(self, query: Query) -> Iterator[Page]:
        todo = plan(query, self._clock())
        if todo.gaps:
            yield Page(gaps=todo.gaps)
        if not todo.days:
            return
        if query.account.native_id in self._not_permitted:
            yield Page(gaps=(_NOT_PERMITTED,))
            return
        yield from self._walk(query, todo)

    def _walk(self, query: Query, todo: Plan) -> Iterator[Page]:
        api = Api(query.account, self._wire, self._tokens)
        walk = Walk(todo, query.known)
        affordable = self._affordable(api, query.account, len(todo.days))
        counted = 0
        for number, day in enumerate(todo.days):
            if number == affordable:
                raise day_quota(query.account.name, self._clock())
            self._pace.wait(query.account.native_id)
            # Judged by the time of asking: an answer of 07:59 lacks the row that is due at 08:00.
            final = is_final(day, self._clock())
            reply = api.ask(PATH, {"begin_date": day.isoformat(), "end_date": day.isoformat()})
            cost, counted = api.calls - counted, api.calls
            if reply.code == codes.NO_PERMISSION:
                self._not_permitted.add(query.account.native_id)
                yield Page(gaps=(_NOT_PERMITTED,), locator=PATH, calls=cost)
                return
            answer = self._answer(reply, day, query.account)
            gaps = answer.gaps + walk.missing(day, answer)
            cursor = walk.cursor(day, final=final and not answer.delayed)
            yield Page(answer.posts, (), gaps, cursor, f"{PATH} {day}", cost)
        if suspicion := walk.suspicion():
            yield Page(gaps=suspicion)

    def _answer(self, reply: Reply, day: date, account: Account) -> DayAnswer:
        if reply.code == 0:
            return read_day(reply.data, day)
        if reply.code == codes.DAY_REFUSED and is_final(day, self._clock()):
            # Whether days this old are still answered is not documented: it costs these days only.
            gap = Gap("posts of the day", Reason.NOT_ANSWERED, day, "too long ago for WeChat")
            return DayAnswer(gaps=(gap,), refused=True)
        if reply.code in (codes.NOT_READY, codes.DAY_REFUSED):
            return DayAnswer(gaps=(not_ready(day),), delayed=True)
        raise refusal(reply, account.name, self._clock())

    def _affordable(self, api: Api, account: Account, days: int) -> int | None:
        """Return how many days today's calls allow, None = unknown or plenty."""
        if days <= LONG_WALK or account.native_id in self._asked_quota:
            return None
        self._asked_quota.add(account.native_id)
        return api.calls_left(PATH)
