"""What the fake WeChat holds: accounts, articles, its clock, its moods and its call counter."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from connectors.fakes.faults import Faults
from connectors.interface import Clock

BEIJING: Final = ZoneInfo("Asia/Shanghai")
FLOOR: Final = date(2025, 11, 1)
COUNTED_DAYS: Final = 30
TOTALS: Final = (
    "read_user",
    "share_user",
    "zaikan_user",
    "like_user",
    "comment_count",
    "collection_user",
)


@dataclass
class Article:
    """One article. ``totals``: what each count of TOTALS grows to, 0 if left out.

    The growth is even and ends ``settles`` days after publication; 0 = all on the first day.
    ``publish_type`` 0 = sent with notification (群发), 1 = without (发布). ``lacking``: counts that
    the answers leave out.
    """

    published: date
    mid: int
    idx: int
    title: str
    totals: Mapping[str, int]
    settles: int = 0
    publish_type: int = 0
    deleted: bool = False
    lacking: frozenset[str] = frozenset()
    comments: list[dict[str, Any]] = field(default_factory=list)

    @property
    def msgid(self) -> str:
        """The name in the statistics: the index counts from 1."""
        return f"{self.mid}_{self.idx}"

    def counts(self, day: date) -> dict[str, int]:
        """Return what each count had grown to at the end of ``day``."""
        steps = self.settles + 1
        elapsed = min(max((day - self.published).days + 1, 0), steps)
        return {name: self.totals.get(name, 0) * elapsed // steps for name in TOTALS}


@dataclass
class WeChatAccount:
    """One Official Account. ``addresses``: its IP whitelist, None = every address.

    ``refused``: a code that every request of the account meets (50004, 89503 …), 0 = none.
    ``delayed``: days of publication that WeChat says it still counts. ``authorised``: the account
    lets the platform read it; ``permissions`` are the permission sets it granted.
    """

    appid: str
    secret: str
    articles: list[Article] = field(default_factory=list)
    biz: str = "MzA5NTk2Nzg0MA=="
    verified: bool = True
    addresses: frozenset[str] | None = None
    refused: int = 0
    comments_open: bool = True
    daily_limit: int = 10_000
    minute_limit: int = 600
    delayed: set[date] = field(default_factory=set)
    authorised: bool = False
    permissions: frozenset[int] = frozenset({1, 7})
    used: Counter[tuple[str, date]] = field(default_factory=Counter)
    minutes: Counter[datetime] = field(default_factory=Counter)


@dataclass
class Platform:
    """A third-party platform. ``ticket`` is the newest that was pushed to it, at ``pushed``."""

    appid: str
    secret: str
    ticket: str
    pushed: datetime
    pre_auth_codes: dict[str, str] = field(default_factory=dict)
    refresh_tokens: dict[str, str] = field(default_factory=dict)


@dataclass
class Doubts:
    """Behaviours that no source settles; each can be switched to either side."""

    before_eight: Literal["error", "empty", "delay"] = "error"
    before_floor: Literal["empty", "error"] = "empty"
    old_days: Literal["answer", "empty", "error"] = "answer"
    rows: Literal["elapsed", "thirty"] = "elapsed"
    links: bool = True
    deleted_answered: bool = False
    zero_errcode: bool = False
    plain_text: bool = False
    summary_span: int = 30
    comments_at_most: int = 49
    too_many_published: int = 40007
    legacy_answers: bool = False
    refresh_token_changes: bool = False
    pre_auth_seconds: int = 1800


@dataclass
class WeChatState:
    """The whole of the fake. Tests change it between requests; ``calls`` counts them by path.

    ``codes``: errors for the next requests, first come first served, 0 = none. ``refuse_tokens``:
    a code with which every access token is refused, 0 = none. ``caller`` is the address from
    which, as the fake sees it, all requests come.
    """

    clock: Clock
    accounts: list[WeChatAccount] = field(default_factory=list)
    platform: Platform | None = None
    doubts: Doubts = field(default_factory=Doubts)
    faults: Faults = field(default_factory=Faults)
    codes: deque[int] = field(default_factory=deque)
    refuse_tokens: int = 0
    caller: str = "203.0.113.7"
    calls: Counter[str] = field(default_factory=Counter)

    def now(self) -> datetime:
        """Return the present moment in Beijing."""
        return self.clock().astimezone(BEIJING)

    def today(self) -> date:
        """Return the present day in Beijing."""
        return self.now().date()

    def last_counted(self) -> date:
        """Return the last day whose figures are ready: yesterday from 08:00 on."""
        return self.today() - timedelta(days=1 if self.now().time() >= time(8) else 2)

    def account(self, appid: object) -> WeChatAccount | None:
        """Return the account of that AppID."""
        return next((a for a in self.accounts if a.appid == appid), None)
