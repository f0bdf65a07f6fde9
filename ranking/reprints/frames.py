"""The frames that pass through the matching. Each says its grain and what null means."""

from __future__ import annotations

import polars as pl

from ranking.schemas import REPRINT_MATCHES, UTC_US

ORIGINALS = pl.Schema(
    {
        "post_id": pl.String(),
        "unit": pl.String(),
        "account": pl.String(),
        "title": pl.String(),
        "text": pl.String(),
        "url": pl.String(),
        "published_at": UTC_US,
        "withdrawn_at": UTC_US,
    }
)
"""One row a post that may have been reprinted. ``account`` is the name it is published under."""

ARTICLES = pl.Schema(
    {
        "article_id": pl.String(),
        "source": pl.String(),
        "title": pl.String(),
        "text": pl.String(),
        "url": pl.String(),
        "linked": pl.String(),
        "published_at": UTC_US,
    }
)
"""One row an article of the feed, article_id unique. ``source`` is the name of its channel,
``linked`` the address that the vendor gives for the original (null = none)."""

NAMES = pl.Schema({"name": pl.String(), "unit": pl.String()})
"""One row a spelling of a unit's, account's or district's name. Two names of one unit agree."""

DECISIONS = pl.Schema({"article_id": pl.String(), "post_id": pl.String(), "accepted": pl.Boolean()})
"""One row a pair that a person has decided, for good."""

BOILERPLATE = pl.Schema({"owner": pl.String(), "line": pl.Int64()})
"""One row a line (its stable hash) that an account or a source prints again and again."""

FINGERPRINTS = pl.Schema({"post_id": pl.String(), "hash": pl.Int64()})
"""One row a distinct fingerprint of a post's text. Int64, because Spark has no unsigned number."""

CANDIDATES = pl.Schema({"article": pl.Int64(), "post": pl.Int64(), "hits": pl.Int64()})
"""One row a pair worth a closer look, by row numbers, and the fingerprints that they share."""

COMPARED = pl.Schema(
    {
        "article": pl.Int64(),
        "post": pl.Int64(),
        "shared": pl.Int64(),
        "post_shingles": pl.Int64(),
        "article_shingles": pl.Int64(),
        "containment": pl.Float64(),
        "jaccard": pl.Float64(),
        "names_same": pl.Int64(),
        "names_other": pl.Int64(),
        "numbers_same": pl.Int64(),
        "numbers_other": pl.Int64(),
    }
)
"""One row a compared pair: distinct shingles in both, in the post, in the article;
containment = shared / post_shingles, jaccard = shared / all; names and numbers that stand in the
same place of both texts, and are the same or another."""

_OF_ARTICLE = [
    "channel",
    "channel_type",
    "channel_id",
    "title",
    "url",
    "published_at",
    "reprint_id",
]
"""What is stored beside a match; the matching itself does not know it."""
MATCHES = pl.Schema({k: v for k, v in REPRINT_MATCHES.items() if k not in _OF_ARTICLE})
"""One row a pair of article and post, sorted by both; an article has at most one ``accepted``.

``post_id`` is the post that is credited, ``matched_post`` the member of its family that was
matched. ``verdict`` is accepted, doubtful or rejected, ``reason`` why (a key of choose.REASONS);
``evidence`` is decision, link, mark, text or title (weakest); ``matched_by`` as in REPRINTS;
``similarity`` is the containment, null where texts were not compared, as are ``jaccard`` and
``shared``; ``excerpt`` the beginning of the article."""
