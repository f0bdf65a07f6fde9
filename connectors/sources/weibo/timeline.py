"""Timelines read page by page, newest post first, whatever parameters an interface pages by."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Mapping
from datetime import datetime
from typing import Any, ClassVar

from connectors.interface import Gap, Page, Query
from connectors.sources.weibo.api import Api, DeclinedError
from connectors.sources.weibo.fields import is_identifier
from connectors.sources.weibo.walk import Walk, no_successor, statuses_of


class Timeline(ABC):
    """An interface that gives an account's posts.

    Each page begins with the post that ended the one before. So neither new nor withdrawn posts
    shift anything between two pages, and an empty page shows that the walk has lost its way.
    """

    path: ClassVar[str]
    most_pages: ClassVar[int]
    full_page: ClassVar[int]
    """A page of fewer posts is known to be the last; 0 = that proves nothing."""

    @abstractmethod
    def params(self, walk: Walk) -> dict[str, str]:
        """Return the parameters of the next page."""

    @abstractmethod
    def end(self, walk: Walk, answer: Any) -> tuple[list[Gap], str | None]:
        """Return what was missed and the cursor, once a walk has ended with ``answer``."""

    def pages(
        self, api: Api, query: Query, *, holds_cursor: bool = False
    ) -> Generator[Page, None, tuple[Mapping[str, datetime], str | None]]:
        """Yield the pages of the new posts; return their ids and instants, and the cursor.

        The cursor comes with the last page alone: a walk that was cut off begins again. With
        ``holds_cursor`` no page has it: the caller gives it when all is known of the posts.
        """
        if query.cursor is not None and not is_identifier(query.cursor):
            yield Page(gaps=(no_successor(query.cursor),), locator=self.path)
            return {}, None
        walk, cursor = Walk(query), None
        for pages_left in reversed(range(self.most_pages)):
            try:
                answer = self._asked(api, walk)
            except DeclinedError as declined:
                gap = Gap("new posts", declined.reason, detail=declined.detail)
                yield Page(gaps=(gap,), locator=self.path, calls=api.take_calls())
                break
            statuses = statuses_of(answer, self.path)
            rows, gaps, fresh = walk.take(statuses)
            ends = not fresh or walk.reached or len(statuses) < self.full_page or not pages_left
            if ends:
                missed, cursor = self.end(walk, answer)
                gaps += missed
            given = None if holds_cursor else cursor
            yield Page(tuple(rows), (), tuple(gaps), given, self.path, api.take_calls())
            if ends:
                break
        return walk.given, cursor

    def _asked(self, api: Api, walk: Walk) -> Any:
        """Ask for the next page; once more where it lacks even the post that it begins with."""
        answer = api.get(self.path, self.params(walk))
        if not statuses_of(answer, self.path) and self.expects_posts(walk, answer):
            answer = api.get(self.path, self.params(walk))
        return answer

    def expects_posts(self, walk: Walk, answer: Any) -> bool:  # noqa: ARG002 - for subclasses
        """Say whether an empty answer cannot be right."""
        return walk.seen > 0
