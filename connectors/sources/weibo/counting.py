"""Counts of posts that are known already, a hundred a call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.errors import ConnectorError
from connectors.interface import (
    Account,
    Gap,
    KnownPost,
    Measure,
    Page,
    PostRow,
    Reason,
    Unit,
)
from connectors.sources.weibo.api import Api, DeclinedError
from connectors.sources.weibo.posts import (
    Fields,
    Reading,
    counts_row,
    id_of,
    read_counts,
    read_post,
    unobserved,
    withdrawn,
)
from connectors.sources.weibo.walk import list_in

BATCH = 100
"""Ids a call, at most."""
_MOST_SHOWN = 10
"""Posts a run that are asked for one by one, because the common answer leaves them in doubt."""


@dataclass(frozen=True)
class Counter:
    """An interface that counts: ``ids`` in, a list of objects with an id and numbers out.

    ``confirms``: where a post is missing or all its counts fell to zero, statuses/show is asked
    whether it is gone.
    """

    path: str
    fields: Fields
    unit: Unit | None = None
    confirms: bool = False


class Counting:
    """The counts of one account's posts by one interface, in one fetch."""

    def __init__(self, counter: Counter, api: Api, account: Account) -> None:
        self._counter = counter
        self._api = api
        self._account = account
        self._shows = _MOST_SHOWN if counter.confirms else 0

    def pages(self, posts: Sequence[KnownPost]) -> Iterator[Page]:
        """Yield a page a batch; where the interface is closed to the account, one gap and no more.

        Batches follow the order given: who comes first is observed first when calls run out.
        """
        batches = [posts[start : start + BATCH] for start in range(0, len(posts), BATCH)]
        for number, batch in enumerate(batches):
            locator = f"{self._counter.path} batch {number + 1} of {len(batches)}"
            try:
                rows, gaps = self._answered(batch)
            except DeclinedError as declined:
                rest = len(posts) - number * BATCH
                what = f"{', '.join(self._counter.fields.values())} of {rest} posts"
                gap = Gap(what, declined.reason, detail=declined.detail)
                yield Page(gaps=(gap,), locator=locator, calls=self._api.take_calls())
                return
            gaps += unobserved(rows, self._counter.fields)
            yield Page(tuple(rows), (), tuple(gaps), None, locator, self._api.take_calls())

    def _answered(self, batch: Sequence[KnownPost]) -> tuple[list[PostRow], list[Gap]]:
        """Ask for a batch; where one withdrawn post spoils the whole answer, for its halves."""
        ids = ",".join(post.native_id for post in batch)
        try:
            answer = self._api.get(self._counter.path, {"ids": ids})
        except DeclinedError as declined:
            if declined.reason is not Reason.WITHDRAWN:
                raise
            if len(batch) == 1:
                return [], [withdrawn(batch[0].native_id)]
            half = len(batch) // 2
            rows, gaps = self._answered(batch[:half])
            more_rows, more_gaps = self._answered(batch[half:])
            return rows + more_rows, gaps + more_gaps
        return self._sorted_out(batch, _by_id(list_in(answer, self._counter.path)))

    def _sorted_out(
        self, batch: Sequence[KnownPost], answers: dict[str, dict[str, Any]]
    ) -> tuple[list[PostRow], list[Gap]]:
        rows: list[PostRow] = []
        gaps: list[Gap] = []
        for post in batch:
            row, troubles = self._read(post, answers.get(post.native_id))
            rows += [row] if row is not None else []
            gaps += troubles
        return rows, gaps

    def _read(self, post: KnownPost, values: dict[str, Any] | None) -> Reading:
        what = f"post {post.native_id}"
        if values is None:
            return self._shown(post, Gap(what, Reason.NOT_ANSWERED))
        counts, gaps = read_counts(post.native_id, values, self._counter.fields)
        if _fell_to_zero(post, counts):
            return self._shown(post, Gap(what, Reason.SUSPECT, detail="all its counts are zero"))
        row = counts_row(post.native_id, counts, self._counter.unit) if counts else None
        return row, gaps

    def _shown(self, post: KnownPost, doubt: Gap) -> Reading:
        """Return what statuses/show tells of a post in doubt, else the doubt itself.

        An error here spoils nothing: if it lasts, the next call meets it again.
        """
        if not self._shows:
            return None, [doubt]
        self._shows -= 1
        try:
            status = self._api.get("statuses/show", {"id": post.native_id})
        except DeclinedError as declined:
            if declined.reason is Reason.WITHDRAWN:
                return None, [withdrawn(post.native_id)]
            self._shows = 0
            return None, [doubt]
        except ConnectorError:
            self._shows = 0
            return None, [doubt]
        row, gaps = read_post(status, self._account)
        if row is None or row.native_id != post.native_id or _fell_to_zero(post, row.counts):
            return None, [gap for gap in gaps if gap.reason is Reason.WITHDRAWN] or [doubt]
        return row, gaps


def _by_id(values: list[Any]) -> dict[str, dict[str, Any]]:
    """Return the objects by their id; an object that names no post is nobody's."""
    return {post_id: value for value in values if (post_id := id_of(value)) is not None}


def _fell_to_zero(post: KnownPost, counts: Mapping[Measure, int]) -> bool:
    """Return whether every count is zero though one was not when the post was last observed."""
    return not any(counts.values()) and any(post.counts.get(measure) for measure in counts)
