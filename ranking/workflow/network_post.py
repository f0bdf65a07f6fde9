"""One post's way through the channels, from the facts that its edition was computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from ranking.errors import DataError, UsageError
from ranking.model.reprint_cascade import PostCascade, Repost
from ranking.network.cascades import cascades, forest
from ranking.network.forest import ROOT
from ranking.network.reposts import counted_reposts
from ranking.workflow.editions import MonthEdition
from ranking.workflow.network_cascades import reprinted
from ranking.workflow.network_facts import NetworkFacts, network_facts
from ranking.workflow.post_names import posts_named
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class MonthPost:
    """A post of an edition and how it travelled."""

    found: MonthEdition
    post: PostCascade


def month_post(
    workspace: Workspace, month_text: str, post: str, revision: int | None = None
) -> MonthPost:
    """Grow the tree of the post of that id, number or link.

    Raises UsageError where no post that counts is called so, or several are, DataError where
    nobody reprinted it, and as ``network_facts`` does.
    """
    facts = network_facts(workspace, month_text, revision)
    chosen = facts.features.posts.filter(pl.col("post_id") == _post_id(post, facts))
    carried = counted_reposts(facts.reprints, chosen, facts.channels)
    measured = reprinted(chosen, cascades(chosen, carried).posts)
    row = chosen.row(0, named=True)
    if not measured:
        raise DataError(
            "No known channel reprinted post '{post}' in {month}.",
            post=row["post_id"],
            month=str(facts.features.month),
            hint="See which posts were reprinted with: govrank network {month}",
        )
    tree = PostCascade(
        cascade=measured[0],
        account=row["account_name"],
        platform=row["platform"],
        published_at=row["published_at"],
        url=row["url"],
        reposts=_reposts(forest(chosen, carried), facts.channels),
    )
    return MonthPost(facts.found, tree)


def _post_id(text: str, facts: NetworkFacts) -> str:
    month = str(facts.features.month)
    found = posts_named(facts.features.posts, text.strip())
    if not found:
        raise UsageError(
            "No post '{post}' counts in {month}.",
            post=text,
            month=month,
            hint="Name a post by its id, its number or its link; 'govrank network {month}' shows "
            "ids, and 'govrank network {month} --json' those of all posts that were reprinted.",
        )
    if len(found) > 1:
        raise UsageError(
            "'{post}' is {count} posts of {month}: {posts}.",
            post=text,
            count=len(found),
            month=month,
            posts=", ".join(found[:5]),
            hint="Name one of them by its id.",
        )
    return found[0]


def _reposts(nodes: pl.DataFrame, channels: pl.DataFrame) -> tuple[Repost, ...]:
    """Return the nodes of one tree, by time."""
    named = nodes.join(
        channels.select("channel_id", "name", "type"), on="channel_id", maintain_order="left"
    ).with_columns(
        seconds=(pl.col("published_at") - pl.col("origin")).dt.total_seconds().clip(0),
        below=pl.col("size") - 1,
    )
    ids = named["reprint_id"].to_list()
    return tuple(_repost(row, ids) for row in named.iter_rows(named=True))


def _repost(row: dict[str, Any], ids: list[str]) -> Repost:
    same = {name: row[name] for name in Repost.__dataclass_fields__ if name != "above"}
    return Repost(**same, above=None if row["above"] == ROOT else ids[row["above"]])
