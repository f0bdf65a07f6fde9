"""What a walk over days of publication has seen so far, and how far its cursor may move."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from connectors.interface import Gap, KnownPost, Reason
from connectors.sources.wechat.datacube import DayAnswer
from connectors.sources.wechat.days import BEIJING, Plan, Span


class Walk:
    """Judges the answers of one account, oldest day first.

    The cursor moves over final days without a break. While an account with known posts has shown
    no post at all, it does not move: an empty answer that is a failure would count as final.
    """

    def __init__(self, todo: Plan, known: Iterable[KnownPost]) -> None:
        self._first = todo.first
        self._known: dict[date, set[str]] = {}
        for post in known:
            day = post.published_at.astimezone(BEIJING).date()
            if day in todo.days:
                self._known.setdefault(day, set()).add(post.native_id)
        self._broken = False
        self._settled: date | None = None
        self._written: date | None = None
        self._seen = False
        self._missed = False

    def missing(self, day: date, answer: DayAnswer) -> tuple[Gap, ...]:
        """Return the gap of known posts that a complete answer leaves out."""
        known = self._known.get(day, set())
        self._seen = self._seen or bool(answer.posts)
        if answer.delayed or answer.refused:
            return ()
        absent = sorted(known - {post.native_id for post in answer.posts})
        if not absent:
            return ()
        self._missed = True
        detail = "perhaps withdrawn: " + ", ".join(absent)
        return (Gap("known posts", Reason.NOT_ANSWERED, day, detail),)

    def cursor(self, day: date, *, final: bool) -> str | None:
        """Return the cursor once ``day`` is stored, None = it does not move."""
        self._broken = self._broken or not final
        if not self._broken:
            self._settled = day
        if self._settled == self._written or (self._known and not self._seen):
            return None
        self._written = self._settled
        return str(Span(self._first, self._settled)) if self._settled else None

    def suspicion(self) -> tuple[Gap, ...]:
        """Return the gap of an account that has known posts and showed none; after the last day."""
        if self._seen or not self._missed:
            return ()
        detail = "the account has known posts in these days, and WeChat's answers are all empty"
        return (Gap("all posts", Reason.SUSPECT, detail=detail),)
