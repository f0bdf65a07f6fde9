"""Lines near the ends of a month's articles, by which the boilerplate of sources is learned."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import polars as pl

from ranking.matching_rules import MatchingRules
from ranking.reprints.frames import ARTICLES
from ranking.reprints.match import feed_lines, read_feed
from ranking.workflow.reprint_articles import Articles
from ranking.workflow.reprint_cache import ReprintCache
from ranking.workflow.workspace import Workspace

_KIND = "lines"


def article_lines(
    workspace: Workspace, articles: Articles, cache: ReprintCache, rules: MatchingRules, key: str
) -> Iterator[pl.DataFrame]:
    """Yield the edge lines of every batch of articles, those of a known batch from the cache.

    All observations teach, so that the order in which they arrive teaches nothing. ``owner`` is
    the channel as in the feed; ``key`` names the way of reading texts.
    """
    keys = [_key(key, batch.sha256, str(articles.month)) for batch in articles.batches]
    for number, own in enumerate(keys):
        workspace.progress("Reading articles", number, len(keys))
        lines = cache.read(_KIND, own)
        if lines is None:
            parts = [_lines(part, rules) for part in articles.whole(number)]
            lines = pl.concat(parts).unique()
            cache.write(_KIND, own, lines)
        yield lines
    cache.keep_only(_KIND, keys)


def _lines(rows: pl.DataFrame, rules: MatchingRules) -> pl.DataFrame:
    given = {"article_id": pl.lit(""), "source": pl.col("channel"), "text": pl.col("text")}
    every = {name: given.get(name, pl.lit(None, kind)) for name, kind in ARTICLES.items()}
    return feed_lines(read_feed(rows.select(**every), rules))


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
