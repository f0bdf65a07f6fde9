"""Pairs of articles and posts of a month as people see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from ranking.errors import DataError
from ranking.intake.identity import digest
from ranking.ledger.reprint_decisions import read_decisions
from ranking.ledger.reprint_matchings import matched_months
from ranking.ledger.roster import read_roster
from ranking.model.month import Month
from ranking.model.reprint_matching import Decision, ReviewItem
from ranking.reprints.choose import DOUBTFUL, REJECTED
from ranking.workflow.configuration import list_of
from ranking.workflow.facts import compact_batches
from ranking.workflow.reprint_inputs import stored_matches
from ranking.workflow.reprint_names import units_of
from ranking.workflow.reprint_posts import read_originals
from ranking.workflow.workspace import Workspace

_ID, _EXCERPT = 10, 80
Pair = tuple[str, str]
"""article_id and post_id."""


def item_id(article_id: str, post_id: str) -> str:
    """Return by what people name a pair. With a letter before it, since spreadsheets would take
    some digests (0012345678, 12345e6789) for numbers and spoil them."""
    return "r" + digest(f"{article_id}\n{post_id}")[:_ID]


def known_items(workspace: Workspace, month: Month, made: Sequence[Decision]) -> dict[str, Pair]:
    """Return id → pair of everything of a month that may be decided: all that matching looked at,
    and what was decided before. Raises DataError for a month that was not matched."""
    matches = _matches(workspace, month)
    pairs = [*matches.select("article_id", "post_id").iter_rows()]
    pairs += [(one.article_id, one.post_id) for one in made if one.month == str(month)]
    return {item_id(*pair): pair for pair in pairs}


def items_of(workspace: Workspace, month: Month, *, decided: bool) -> list[ReviewItem]:
    """Return the items of a month that are decided, the last first, or that wait, the most similar
    first. Raises as ``known_items``."""
    matches, decisions = _matches(workspace, month), _decisions(workspace, month)
    if decided:
        found = _items(workspace, month, _decided(matches, decisions), decisions)
        return sorted(found, key=_last_first)
    return sorted(_items(workspace, month, _waiting(matches, decisions), decisions), key=_alike)


def all_items(workspace: Workspace, month: Month, *conditions: pl.Expr) -> list[ReviewItem]:
    """Return every pair that matching looked at, or those for which the conditions on
    REPRINT_MATCHES hold, the most similar first. Raises as ``known_items``."""
    matches, decisions = _matches(workspace, month), _decisions(workspace, month)
    return sorted(_items(workspace, month, matches.filter(*conditions), decisions), key=_alike)


def _decisions(workspace: Workspace, month: Month) -> dict[Pair, Decision]:
    with workspace.ledger.reading() as connection:
        made = read_decisions(connection)
    return {(one.article_id, one.post_id): one for one in made if one.month == str(month)}


def _items(
    workspace: Workspace, month: Month, chosen: pl.DataFrame, decisions: Mapping[Pair, Decision]
) -> list[ReviewItem]:
    posts = _posts(workspace, month, chosen)
    return [
        _item(row, posts[row["post_id"]], decisions.get((row["article_id"], row["post_id"])))
        for row in chosen.iter_rows(named=True)
        if row["post_id"] in posts
    ]


def _matches(workspace: Workspace, month: Month) -> pl.DataFrame:
    with workspace.ledger.reading() as connection:
        if not compact_batches(connection, "matches", str(month)):
            raise DataError(
                "{month} was not matched; months that were: {known}.",
                month=str(month),
                known=", ".join(matched_months(connection)) or "-",
                hint="Match it with: govrank reprints match {month}",
            )
        return stored_matches(workspace, connection, month)


def _waiting(matches: pl.DataFrame, decisions: Mapping[Pair, Decision]) -> pl.DataFrame:
    doubtful = matches.filter(pl.col("verdict") == DOUBTFUL)
    return doubtful.join(_pairs(decisions), on=["article_id", "post_id"], how="anti")


def _decided(matches: pl.DataFrame, decisions: Mapping[Pair, Decision]) -> pl.DataFrame:
    """Return a row for every decision: what is no match any more has nothing but its ids."""
    pairs = _pairs(decisions)
    found = pairs.join(matches, on=["article_id", "post_id"], how="left")
    words = {"channel": "", "excerpt": "", "reason": "decided", "evidence": "decision"}
    words |= {"verdict": REJECTED}
    return found.with_columns(pl.col(name).fill_null(word) for name, word in words.items())


def _pairs(decisions: Mapping[Pair, Decision]) -> pl.DataFrame:
    schema = {"article_id": pl.String, "post_id": pl.String}
    return pl.DataFrame(list(decisions), schema=schema, orient="row")


def _posts(
    workspace: Workspace, month: Month, chosen: pl.DataFrame
) -> Mapping[str, dict[str, Any]]:
    units = units_of(list_of(workspace.settings), month)
    with workspace.ledger.reading() as connection:
        spans = read_roster(connection)
        every = read_originals(workspace, connection, month, 0, spans, units)
    wanted = every.join(chosen.select("post_id").unique(), on="post_id", how="semi")
    return {row["post_id"]: row for row in wanted.iter_rows(named=True)}


def _item(row: dict[str, Any], post: dict[str, Any], decision: Decision | None) -> ReviewItem:
    return ReviewItem(
        id=item_id(row["article_id"], row["post_id"]),
        article_id=row["article_id"],
        post_id=row["post_id"],
        unit=post["unit"],
        account=post["account"],
        post_title=post["title"],
        post_excerpt=(post["text"] or "")[:_EXCERPT],
        post_published_at=post["published_at"],
        post_url=post["url"],
        channel=row["channel"],
        channel_type=row["channel_type"],
        title=row["title"],
        excerpt=row["excerpt"],
        url=row["url"],
        published_at=row["published_at"],
        reason=row["reason"],
        evidence=row["evidence"],
        similarity=row["similarity"],
        jaccard=row["jaccard"],
        decision=decision.accepted if decision else None,
        decided_by=decision.person if decision else None,
        decided_at=decision.at if decision else None,
        decision_reason=decision.reason if decision else None,
        verdict=row["verdict"],
        channel_id=row["channel_id"],
    )


def _alike(item: ReviewItem) -> tuple[float, str]:
    return -(item.similarity or 0.0), item.id


def _last_first(item: ReviewItem) -> tuple[float, str]:
    assert item.decided_at is not None  # noqa: S101 - only decided items are sorted so
    return -item.decided_at.timestamp(), item.id
