"""How the posts of a month travelled, as the network of its edition counts them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ranking.features.titles import post_title
from ranking.model.reprint_cascade import Cascade, CascadeFault
from ranking.network.cascades import cascades
from ranking.network.reposts import counted_reposts
from ranking.workflow.network_facts import NetworkFacts

_ORDER = ("depth", "virality", "reprints", "post_id")


@dataclass(frozen=True)
class MonthCascades:
    """``posts``: those reprinted, the deepest first; ``faults``: by post and reprint."""

    posts: tuple[Cascade, ...]
    faults: tuple[CascadeFault, ...]


def month_cascades(facts: NetworkFacts, unit: str | None = None) -> MonthCascades:
    """Measure the tree of every post that was reprinted, or of those of one unit."""
    posts = facts.features.posts.select("post_id", "published_at", "title", "text", "unit")
    if unit is not None:
        posts = posts.filter(pl.col("unit") == unit)
    found = cascades(posts, counted_reposts(facts.reprints, posts, facts.channels))
    return MonthCascades(
        reprinted(posts, found.posts),
        tuple(CascadeFault(*row) for row in found.faults.iter_rows()),
    )


def reprinted(posts: pl.DataFrame, measured: pl.DataFrame) -> tuple[Cascade, ...]:
    """Return the CASCADES of ``posts`` (post_id, unit, title, text) without those of nobody's."""
    named = posts.select("post_id", "unit", "title", "text")
    known = measured.filter(pl.col("reprints") > 0).join(named, on="post_id")
    ordered = known.sort(*_ORDER, descending=[True, True, True, False])
    titles = map(post_title, ordered["title"], ordered["text"])
    rows = ordered.drop("title", "text").iter_rows(named=True)
    return tuple(Cascade(title=title, **row) for title, row in zip(titles, rows, strict=True))
