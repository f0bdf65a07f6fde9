"""Articles held against posts: those alone that were not compared so before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from ranking.matching_rules import MatchingRules
from ranking.model.reprint_matching import Decision
from ranking.reprints.frames import DECISIONS, MATCHES
from ranking.reprints.match import MATCHER, feed_boilerplate, match, read_feed
from ranking.reprints.posts import Posts, prepare
from ranking.workflow.reprint_articles import Articles
from ranking.workflow.reprint_cache import ReprintCache
from ranking.workflow.reprint_lines import article_lines
from ranking.workflow.workspace import Workspace

_EVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Articles dated after they were seen have no date by now: when they are matched is no matter."""
_PRINTS, _SEEN = "prints", "seen"
_NONE_SEEN = pl.DataFrame(schema={**MATCHES, "key": pl.UInt64})


@dataclass(frozen=True)
class Basis:
    """What all articles are compared with: ORIGINALS, NAMES and rules; ``decisions`` that hold.

    ``accounts``: id of an account → its name, for feeds that name authors by id.
    """

    originals: pl.DataFrame
    names: pl.DataFrame
    rules: MatchingRules
    decisions: Sequence[Decision]
    accounts: Mapping[str, str]

    @property
    def key(self) -> str:
        """SHA-256 (hex) over all but the decisions: what was compared on another basis is void."""
        parts = [MATCHER, pl.__version__, self.rules.sha256, repr(sorted(self.accounts.items()))]
        found = hashlib.sha256("\n".join(parts).encode())
        for frame in (self.originals, self.names):
            found.update(frame.rechunk().write_json().encode())
        return found.hexdigest()


@dataclass(frozen=True)
class Compared:
    """MATCHES of all articles, with posts of whatever month; ``anew``: articles compared now."""

    matches: pl.DataFrame
    anew: int


def compare(
    workspace: Workspace, basis: Basis, key: str, articles: Articles, cache: ReprintCache
) -> Compared:
    """Compare the articles with the posts; ``key`` is that of the basis.

    What was said of an article before is kept if neither the article nor the boilerplate of its
    source nor a decision on it has changed: the result is the same as of comparing all.
    """
    posts = _prepared(workspace, basis, key, cache)
    lines = article_lines(workspace, articles, cache, basis.rules, _reading(basis.rules))
    owner = pl.col("owner").replace(dict(basis.accounts))
    boilerplate = feed_boilerplate(posts, (part.with_columns(owner) for part in lines))
    decisions = _decisions(basis.decisions)
    named = articles.frame.with_columns(pl.col("channel").replace(dict(basis.accounts)))
    keyed = _keyed(named, boilerplate, decisions)
    seen = cache.read(_SEEN, key)
    seen = _NONE_SEEN if seen is None else seen
    known = keyed.join(
        seen.select("article_id", "key").unique(), on=["article_id", "key"], how="semi"
    )
    new = named.join(known, on="article_id", how="anti")
    parts, done = [seen.join(known, on="article_id", how="semi").drop("key")], known.height
    for part in articles.parts(new):
        workspace.progress("Matching articles", done, keyed.height)
        parts.append(match(posts, read_feed(part, basis.rules), boilerplate, decisions, _EVER))
        done += part.height
    matches = pl.concat([parts[0].drop_nulls("post_id"), *parts[1:]]).sort("article_id", "post_id")
    if new.height or known.height != seen["article_id"].n_unique():
        cache.write(
            _SEEN, key, keyed.join(matches, on="article_id", how="left").select(_NONE_SEEN.columns)
        )
        cache.keep_only(_SEEN, [key])
    return Compared(matches, new.height)


def _prepared(workspace: Workspace, basis: Basis, key: str, cache: ReprintCache) -> Posts:
    workspace.progress("Reading posts", 0, 0)
    kept = cache.read(_PRINTS, key)
    posts = prepare(basis.originals, basis.names, basis.rules, kept)
    if kept is None:
        cache.write(_PRINTS, key, posts.fingerprints)
        cache.keep_only(_PRINTS, [key])
    return posts


def _keyed(
    articles: pl.DataFrame, boilerplate: pl.DataFrame, decisions: pl.DataFrame
) -> pl.DataFrame:
    """Return article_id and ``key``: a hash of everything that is said of it by, but the basis."""
    lines = boilerplate.group_by(channel="owner").agg(pl.col("line").hash().sum().alias("lines"))
    pair = pl.struct("post_id", "accepted").hash().sum().alias("decided")
    decided = decisions.group_by("article_id").agg(pair)
    told = ("channel", "title", "url", "linked", "published_at", "said", "lines", "decided")
    joined = articles.join(lines, on="channel", how="left").join(
        decided, on="article_id", how="left"
    )
    return joined.select("article_id", pl.struct(told).hash().alias("key"))


def _reading(rules: MatchingRules) -> str:
    """Return what the lines of a text depend on beside the text."""
    return f"{MATCHER} {pl.__version__} {rules.sha256}"


def _decisions(made: Sequence[Decision]) -> pl.DataFrame:
    rows = [(one.article_id, one.post_id, one.accepted) for one in made]
    return pl.DataFrame(rows, schema=DECISIONS, orient="row")
