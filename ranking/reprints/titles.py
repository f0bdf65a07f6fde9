"""Articles or posts without text: known by their title alone, which is weaker."""

from __future__ import annotations

import numpy as np
import polars as pl

from ranking.matching_rules import MatchingRules
from ranking.reprints.normal import Texts, normalise
from ranking.reprints.shingles import WIDTH


def same_titles(
    articles: pl.DataFrame, texts: Texts, posts: pl.DataFrame, rules: MatchingRules
) -> pl.DataFrame:
    """Return article, post and ``title``, of articles that have a post's title, where one of the
    two has no text: many exports of accounts give titles alone.

    ``texts`` are those of the articles (article, title). ``title`` is ``equal``, or ``common``
    where it is short, or posts of different texts have it. ``posts``: post, title, credited and
    ``bare``: whether it has no text.
    """
    alike = rules.texts.simplified.value
    empty = pl.Series("empty", texts.lengths < WIDTH)
    there = posts.select("post", "credited", "bare", _key(posts["title"], simplified=alike))
    asked = articles if there["bare"].any() else articles.filter(empty)
    here = asked.select("article", _key(asked["title"], simplified=alike))
    different = (pl.col("credited").n_unique() > 1).alias("different")
    common = there.group_by("key").agg(different)
    least = rules.verdicts.least_title.value
    short = pl.col("key").bin.size() < least * np.dtype(np.uint16).itemsize
    unsure = pl.col("different") | short
    met = here.drop_nulls("key").join(there, on="key").join(common, on="key")
    unread = articles.select("article", empty)
    met = met.join(unread, on="article").filter(pl.col("empty") | pl.col("bare"))
    word = pl.when(unsure).then(pl.lit("common")).otherwise(pl.lit("equal"))
    return met.select("article", "post", word.alias("title"))


def _key(titles: pl.Series, *, simplified: bool) -> pl.Series:
    """Return each title as it is spelled for comparison; null = it has no letters."""
    texts = normalise(titles, simplified=simplified)
    bounds = zip(texts.starts[:-1].tolist(), texts.starts[1:].tolist(), strict=True)
    keys = [texts.codes[a:b].tobytes() or None for a, b in bounds]
    return pl.Series("key", keys, dtype=pl.Binary)
