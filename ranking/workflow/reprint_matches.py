"""The pairs of article and post that matching looked at, some of a month, or one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import polars as pl

from ranking.errors import UsageError
from ranking.ledger.reprint_decisions import read_decisions
from ranking.model.month import Month
from ranking.model.names import key, nearest
from ranking.model.reprint_matching import ReviewItem
from ranking.reprints.choose import ACCEPTED, DOUBTFUL, REJECTED
from ranking.workflow.months import past_month
from ranking.workflow.reprint_items import Pair, all_items, items_of, known_items
from ranking.workflow.workspace import Workspace

_VERDICTS = (ACCEPTED, DOUBTFUL, REJECTED)


@dataclass(frozen=True)
class Wanted:
    """Which pairs of a month are asked for; None = all of them. ``post`` is a post_id."""

    verdict: str | None = None
    unit: str | None = None
    post: str | None = None


def month_matches(workspace: Workspace, month_text: str, wanted: Wanted) -> list[ReviewItem]:
    """Return the pairs that are wanted, the most similar first.

    Raises UsageError for a verdict that there is not and a unit of which nothing was matched,
    DataError for a month that was not matched.
    """
    month = past_month(workspace, month_text)
    items = all_items(workspace, month, *_conditions(wanted))
    if wanted.unit is None:
        return items
    asked = key(wanted.unit)
    found = [item for item in items if key(item.unit) == asked]
    if not found and items:
        _refuse_unknown_unit(wanted.unit, {item.unit for item in all_items(workspace, month)})
    return found


def one_match(workspace: Workspace, month_text: str, item: str) -> ReviewItem:
    """Return the pair of that id, be it matched or only decided.

    Raises UsageError where the month has no such id, DataError for a month that was not matched.
    """
    month = past_month(workspace, month_text)
    known = _known(workspace, month)
    article, post = known.get(key(item), ("", ""))
    same = (pl.col("article_id") == article) & (pl.col("post_id") == post)
    found = all_items(workspace, month, same) or items_of(workspace, month, decided=True)
    for one in found:
        if (one.article_id, one.post_id) == (article, post):
            return one
    raise UsageError(
        "{month} has no item {items}.",
        month=str(month),
        items=item,
        near=nearest(item, known),
        hint="See the items with: govrank reprints review {month}",
    )


def item_decisions(workspace: Workspace, month_text: str) -> dict[str, bool | None]:
    """Return id → decision (None = nobody has decided) of all that may be decided.

    Raises DataError for a month that was not matched.
    """
    month = past_month(workspace, month_text)
    with workspace.ledger.reading() as connection:
        made = read_decisions(connection)
    decided = {(one.article_id, one.post_id): one.accepted for one in made}
    pairs = known_items(workspace, month, made).items()
    return {item: decided.get(pair) for item, pair in pairs}


def _known(workspace: Workspace, month: Month) -> dict[str, Pair]:
    with workspace.ledger.reading() as connection:
        made = read_decisions(connection)
    return known_items(workspace, month, made)


def _conditions(wanted: Wanted) -> Iterator[pl.Expr]:
    if wanted.verdict is not None:
        if wanted.verdict not in _VERDICTS:
            raise UsageError(
                "There is no verdict '{verdict}'.",
                verdict=wanted.verdict,
                known=", ".join(_VERDICTS),
                hint="Known are {known}.",
            )
        yield pl.col("verdict") == wanted.verdict
    if wanted.post is not None:
        yield pl.col("post_id") == wanted.post


def _refuse_unknown_unit(unit: str, known: Collection[str]) -> None:
    if key(unit) not in map(key, known):
        raise UsageError(
            "No article was matched with a post of '{unit}'.",
            unit=unit,
            near=nearest(unit, known),
            hint="Leave --unit out to see all.",
        )
