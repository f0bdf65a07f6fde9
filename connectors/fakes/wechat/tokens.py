"""Access tokens as WeChat keeps them: two stores that do not touch one another, and grants."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from connectors.fakes.wechat.refusal import RefusedError
from connectors.fakes.wechat.state import WeChatState

LIFE: Final = timedelta(seconds=7200)
OVERLAP: Final = timedelta(minutes=5)
FORCED_PER_DAY: Final = 20
FORCED_PAUSE: Final = timedelta(seconds=30)


@dataclass
class Grant:
    """One token that was given out. ``owner`` is the AppID it speaks for."""

    token: str
    owner: str
    until: datetime
    killed: bool = False


class TokenBook:
    """Every token ever given out by one fake."""

    def __init__(self, state: WeChatState) -> None:
        self._state = state
        self._grants: dict[str, Grant] = {}
        self._stable: dict[str, Grant] = {}
        self._legacy: dict[str, Grant] = {}
        self._forced: Counter[tuple[str, date]] = Counter()
        self._forced_at: dict[str, datetime] = {}

    def grant(self, owner: str, kind: str) -> Grant:
        """Return a new token."""
        name = f"{kind} {owner} {len(self._grants)}"
        text = f"{len(self._grants) + 61}_" + hashlib.sha512(name.encode()).hexdigest()
        made = Grant(text, owner, self._state.clock() + LIFE)
        self._grants[text] = made
        return made

    def stable(self, appid: str, *, force: bool) -> Grant:
        """Return the account's token: the same until 5 minutes before its end, unless forced.

        A forced one kills the old at once; within 30 seconds of the last, force counts for
        nothing. Refuses with 45009 the 21st of a day.
        """
        now = self._state.clock()
        held = self._stable.get(appid)
        last = self._forced_at.get(appid)
        if force and (last is None or now - last >= FORCED_PAUSE):
            key = (appid, self._state.today())
            if self._forced[key] >= FORCED_PER_DAY:
                raise RefusedError(45009)
            self._forced[key] += 1
            self._forced_at[appid] = now
            if held is not None:
                held.killed = True
            held = None
        if held is None or held.killed or held.until - now < OVERLAP:
            held = self._stable[appid] = self.grant(appid, "stable")
        return held

    def legacy(self, appid: str) -> Grant:
        """Return a new token; the one before it is good for 5 more minutes."""
        before = self._legacy.get(appid)
        if before is not None:
            before.until = min(before.until, self._state.clock() + OVERLAP)
        self._legacy[appid] = self.grant(appid, "legacy")
        return self._legacy[appid]

    def owner(self, token: str | None) -> str:
        """Return the AppID for which a token speaks. Refuses what is no good token."""
        if not token:
            raise RefusedError(41001)
        if self._state.refuse_tokens:
            raise RefusedError(self._state.refuse_tokens)
        grant = self._grants.get(token)
        if grant is None:
            raise RefusedError(40014)
        if grant.killed:
            raise RefusedError(40001)
        if grant.until <= self._state.clock():
            raise RefusedError(42001)
        return grant.owner

    def kill(self, owner: str) -> None:
        """Make every token of an AppID worthless, as a force_refresh elsewhere does."""
        for grant in self._grants.values():
            grant.killed = grant.killed or grant.owner == owner

    def seconds(self, grant: Grant) -> int:
        """Return how long a token is still good."""
        return int((grant.until - self._state.clock()).total_seconds())
