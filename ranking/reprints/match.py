"""The way in: a feed of articles against a month's posts.

    posts = prepare(originals, names, rules)
    feed = read_feed(articles, rules)
    boilerplate = feed_boilerplate(posts, [feed_lines(feed)])
    matches = match(posts, feed, boilerplate, decisions, now)

What is said of an article depends on the posts, the boilerplate and the decisions, never on the
other articles: so batches and days may come in any order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from ranking.matching_rules import MatchingRules
from ranking.model.names import key
from ranking.reprints.boilerplate import edge_lines, learned, of_anybody, stripped
from ranking.reprints.candidates import candidates
from ranking.reprints.choose import Known, choose
from ranking.reprints.fingerprints import looked_up
from ranking.reprints.frames import ARTICLES, COMPARED, MATCHES
from ranking.reprints.marks import linked_posts, marked_units, units_by_name
from ranking.reprints.markup import plain
from ranking.reprints.normal import Texts, normalise, part
from ranking.reprints.posts import Posts
from ranking.reprints.shingles import WIDTH
from ranking.reprints.slots import agreement
from ranking.reprints.titles import same_titles
from ranking.reprints.verify import compared

MATCHER = "2"
"""Version of all in this package that decides a verdict and stands in no file of rules: raised
with every change after which the same input may be judged otherwise."""
BATCH = 25_000
"""Articles matched at a time."""
_EXCERPT = 80
_NO_LINES = pl.DataFrame(schema={"owner": pl.String, "line": pl.Int64, "text": pl.Int64})


@dataclass(frozen=True)
class Feed:
    """``frame``: ARTICLES sorted by article_id, their normalised ``texts``, and their edge
    ``lines`` (row, owner, line, text, begin, end)."""

    frame: pl.DataFrame
    texts: Texts
    lines: pl.DataFrame


def read_feed(articles: pl.DataFrame, rules: MatchingRules) -> Feed:
    """Return ARTICLES, ids unique and in any order, with their texts as they are compared.

    Takes 2 bytes a character; what is larger than memory is read and matched in parts.
    """
    frame = articles.select(ARTICLES.names()).sort("article_id")
    texts = normalise(frame["text"], simplified=rules.texts.simplified.value)
    return Feed(frame, texts, edge_lines(texts, frame["source"]))


def feed_lines(feed: Feed) -> pl.DataFrame:
    """Return owner, line and text of the edge lines, distinct: to be kept by day."""
    return feed.lines.select("owner", "line", "text").unique()


def feed_boilerplate(posts: Posts, lines: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return BOILERPLATE of the sources, from the edge lines of any days."""
    return learned(pl.concat([_NO_LINES, *lines]), posts.rules.texts, posts.lines)


def match(
    posts: Posts, feed: Feed, boilerplate: pl.DataFrame, decisions: pl.DataFrame, now: datetime
) -> pl.DataFrame:
    """Return MATCHES of the feed with the posts, by the rules of these; the feed was read by the
    same.

    ``boilerplate`` of the sources, DECISIONS of people, and ``now``: what is dated later has no
    date.
    """
    gone = pl.concat([boilerplate, of_anybody(feed.lines, posts.boilerplate)]).unique()
    texts = stripped(feed.texts, feed.lines, gone, posts.rules.texts)
    parts = [MATCHES.to_frame()]
    for at in range(0, feed.frame.height, BATCH):
        articles = feed.frame[at : at + BATCH].with_row_index("article")
        articles = articles.with_columns(pl.col("article").cast(pl.Int64))
        parts.append(_matched(posts, articles, part(texts, at, BATCH), decisions, now))
    return pl.concat(parts)


def _matched(
    posts: Posts, articles: pl.DataFrame, texts: Texts, decisions: pl.DataFrame, now: datetime
) -> pl.DataFrame:
    decided = _numbered(decisions, articles, posts)
    linked = linked_posts(articles, posts.frame).with_columns(linked=pl.lit(value=True))
    pairs = _compared(posts, texts)
    for others in (
        linked,
        same_titles(articles, texts, _titled(posts), posts.rules),
        decided.filter("accepted").select("article", "post"),
    ):
        pairs = pairs.join(others, on=["article", "post"], how="full", coalesce=True)
    pairs = pairs.with_columns(pl.col("linked").fill_null(value=False))
    return choose(pairs, _known(posts, articles, decided), now, posts.rules.verdicts)


def _compared(posts: Posts, texts: Texts) -> pl.DataFrame:
    """Return COMPARED of all candidates among these articles."""
    prints = looked_up(texts, posts.asked)
    pairs = candidates(prints.lazy(), posts.index.lazy()).collect()
    shared = compared(texts, posts.texts, pairs)
    close = shared.filter(pl.col("containment") >= posts.rules.verdicts.some.value)
    agreed = agreement(close, texts, posts.names, posts.slots)
    return agreed.select(COMPARED.names()).cast(COMPARED)


def _known(posts: Posts, articles: pl.DataFrame, decided: pl.DataFrame) -> Known:
    units = pl.DataFrame(
        list(units_by_name(posts.spellings.rows()).items()),
        schema={"source": pl.String, "source_unit": pl.String},
        orient="row",
    )
    sources = _keys(articles["source"]).to_frame("source")
    described = articles.select(
        *("article", "article_id", "url", "published_at"),
        *sources.join(units, on="source", how="left", maintain_order="left"),
        marked=marked_units(
            articles["text"], posts.spellings, simplified=posts.rules.texts.simplified.value
        ),
        excerpt=plain(articles["text"].str.head(4 * _EXCERPT)).str.head(_EXCERPT),
    )
    known = posts.frame.select(
        *("post", "credited", "post_id", "unit", "url", "since"),
        account=_keys(posts.frame["account"]),
    )
    return Known(known, described, decided)


def _keys(names: pl.Series) -> pl.Series:
    """Return the key of each name; null = it has none."""
    each = names.drop_nulls().unique()
    keys = pl.Series([key(name) or None for name in each], dtype=pl.String)
    return names.replace_strict(each, keys, default=None, return_dtype=pl.String)


def _titled(posts: Posts) -> pl.DataFrame:
    bare = pl.Series(posts.texts.lengths < WIDTH)
    return posts.frame.select("post", "title", "credited", bare=bare)


def _numbered(decisions: pl.DataFrame, articles: pl.DataFrame, posts: Posts) -> pl.DataFrame:
    """Return article, post and accepted of the decisions on these articles and posts."""
    return (
        decisions.join(articles.select("article", "article_id"), on="article_id")
        .join(posts.frame.select("post", "post_id"), on="post_id")
        .select("article", "post", "accepted")
    )
