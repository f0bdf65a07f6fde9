"""What the fake of Weibo knows, and its switches: tests and the demo change it as they like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Literal

from connectors.fakes.faults import Faults

BEIJING = timezone(timedelta(hours=8))


@dataclass
class Post:
    """One post. ``original`` is the post that it reposts; ``reads`` are told of media accounts."""

    id: int
    uid: str
    created_at: datetime
    text: str = ""
    reposts: int = 0
    comments: int = 0
    likes: int = 0
    reads: int = 0
    original: Post | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class Grant:
    """Whose a token is, and until when."""

    uid: str
    expires_at: datetime


@dataclass
class Switches:
    """The platform's doubtful behaviours, each both ways, and what a day may bring.

    ``error_status`` None = 403 for limits and rights, 400 for other errors. ``timeline_cap`` None =
    an app without the cap of five. ``closed``: interface → the error that it always gives.
    """

    error_status: int | None = None
    codes_as_text: bool = False
    numbers_as_text: bool = True
    counts_attitudes: bool = True
    gone_in_count: Literal["omitted", "zeros", "error"] = "omitted"
    timeline_cap: int | None = 5
    end_time_inclusive: bool = True
    turns_in_circle: bool = False
    empty_calls: set[int] = field(default_factory=set)
    """Numbers of timeline calls, the first is 1, that are answered with an empty page."""
    busy: int = 0
    """So many calls to come are answered with 10001."""
    closed: dict[str, int] = field(default_factory=dict)


@dataclass
class WeiboState:
    """The whole platform. ``now`` is its clock, in UTC; ``calls`` counts requests by interface.

    ``tokens``: token → grant; ``codes``: authorisation code → uid; ``contracts``: uids whose
    tokens open the commercial interfaces; ``media``: uids of media accounts. ``before_call`` is
    told each interface before it answers, and may change anything. ``used`` counts calls against
    the limits.
    """

    now: datetime
    accounts: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, Grant] = field(default_factory=dict)
    contracts: set[str] = field(default_factory=set)
    media: set[str] = field(default_factory=set)
    codes: dict[str, str] = field(default_factory=dict)
    app_key: str = "1352222456"
    app_secret: str = "demo-app-secret"  # noqa: S105 a fake's
    redirect_uri: str = "https://example.gov.cn/weibo"
    token_lifetime: timedelta = timedelta(days=30)
    per_user_and_day: int = 100
    per_address_and_hour: int = 15_000
    switches: Switches = field(default_factory=Switches)
    faults: Faults = field(default_factory=Faults)
    before_call: Callable[[str], None] | None = None
    calls: Counter[str] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)
    _posts: dict[str, Post] = field(default_factory=dict)
    _by_account: dict[str, dict[int, Post]] = field(default_factory=dict)

    def publish(self, *posts: Post) -> None:
        """Add posts; a post whose id is there already takes its place."""
        for post in posts:
            self._posts[str(post.id)] = post
            self._by_account.setdefault(post.uid, {})[post.id] = post

    def posts_of(self, uid: str) -> list[Post]:
        """Return the account's posts that are still there, newest first."""
        there = (post for post in self._by_account.get(uid, {}).values() if not post.withdrawn)
        return sorted(there, key=lambda post: post.id, reverse=True)

    def post(self, post_id: str) -> Post | None:
        """Return the post with that id, withdrawn ones included."""
        return self._posts.get(post_id)

    @property
    def hour(self) -> str:
        """The hour in which calls of an address are counted."""
        return f"{self.now:%F %H}"

    def day_of(self, uid: str) -> str:
        """Return the day in Beijing in which calls of an account are counted."""
        return f"{uid} {self.now.astimezone(BEIJING):%F}"
