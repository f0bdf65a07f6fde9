"""The frames that pass between parts. Each says its grain; counts are Int64, null = not observed.

Instants are UTC with microseconds. A count named in ``censored`` is a lower bound (10万+ is
">= 100000"). Raw datasets are appended as observed; compact ones hold, per key and measure, the
latest observation, sorted by key, and are what features read.
"""

from __future__ import annotations

import polars as pl

from ranking.model.vocabulary import POST_MEASURES, REPRINT_MEASURES

UTC_US = pl.Datetime("us", "UTC")
_POST_COUNTS = dict.fromkeys(POST_MEASURES, pl.Int64())
_REPRINT_COUNTS = dict.fromkeys(REPRINT_MEASURES, pl.Int64())

POSTS = pl.Schema(
    {
        "post_id": pl.String(),
        "account": pl.String(),
        "published_at": UTC_US,
        "title": pl.String(),
        "text": pl.String(),
        "url": pl.String(),
        "topics": pl.List(pl.String()),
        "original": pl.Boolean(),
        "position": pl.Int64(),
        "withdrawn_at": UTC_US,
    }
)
"""One row a post. ``post_id`` is ``platform:…``; ``account`` is ``platform:native_id``;
``original`` null = the source does not say; ``position`` 1 = 头条, null = not known."""

POST_COUNTS = pl.Schema(
    {
        "post_id": pl.String(),
        "observed_at": UTC_US,
        "source": pl.String(),
        **_POST_COUNTS,
        "reads_unit": pl.String(),
        "censored": pl.List(pl.String()),
    }
)
"""One row an observation of a post by a source. ``reads_unit`` is ``times`` 次数, ``people`` 人数
or null where reads are null."""

REPRINTS = pl.Schema(
    {
        "reprint_id": pl.String(),
        "post_id": pl.String(),
        "channel_id": pl.String(),
        "published_at": UTC_US,
        "title": pl.String(),
        "url": pl.String(),
        "matched_by": pl.String(),
        "similarity": pl.Float64(),
        "parent": pl.String(),
        "rejected": pl.Boolean(),
    }
)
"""One row a reprint, stored under the month of its post. ``matched_by`` is ``declared`` or
``similarity``; ``similarity`` null = declared. ``parent``: address or reprint_id of the reprint it
was taken from, null = the post itself, or not known. ``rejected``: null = imported, False = found
by matching, True = taken back: matching or a person says that it is none; the latest that is not
null holds."""

REPRINT_COUNTS = pl.Schema(
    {
        "reprint_id": pl.String(),
        "observed_at": UTC_US,
        "source": pl.String(),
        **_REPRINT_COUNTS,
        "censored": pl.List(pl.String()),
    }
)
"""One row an observation of a reprint by a source."""

COMPACT_POSTS = pl.Schema(
    {**POSTS, **_POST_COUNTS, "reads_unit": pl.String(), "censored": pl.List(pl.String())}
)
"""One row a post, sorted by post_id: latest description, and per measure the latest count."""

ARTICLES = pl.Schema(
    {
        "article_id": pl.String(),
        "channel": pl.String(),
        "channel_type": pl.String(),
        "title": pl.String(),
        "text": pl.String(),
        "url": pl.String(),
        "linked": pl.String(),
        "published_at": UTC_US,
        "observed_at": UTC_US,
        "source": pl.String(),
        **_REPRINT_COUNTS,
        "censored": pl.List(pl.String()),
    }
)
"""One row an observation of an article of a monitoring feed 全网监测 by a source, stored under the
month of its publication, or of its observation where that is not known. ``article_id`` is made of
channel and address. ``channel`` is a name as in the feed, ``channel_type`` null = not said;
``linked``: the original's address by the feed, null = none."""

REPRINT_MATCHES = pl.Schema(
    {
        "article_id": pl.String(),
        "post_id": pl.String(),
        "matched_post": pl.String(),
        "verdict": pl.String(),
        "reason": pl.String(),
        "evidence": pl.String(),
        "matched_by": pl.String(),
        "similarity": pl.Float64(),
        "jaccard": pl.Float64(),
        "shared": pl.Int64(),
        "excerpt": pl.String(),
        "channel": pl.String(),
        "channel_type": pl.String(),
        "channel_id": pl.String(),
        "title": pl.String(),
        "url": pl.String(),
        "published_at": UTC_US,
        "reprint_id": pl.String(),
    }
)
"""One row a pair of article and post that matching looked at, stored under the month of the post,
sorted by article_id and post_id: the columns of ranking.reprints.frames.MATCHES, and what the
article is. ``channel_id`` null = the channel is not known; ``reprint_id`` null = it counts as no
reprint: not accepted, or in no known channel."""

COMPACT_REPRINTS = pl.Schema(
    {
        **{k: REPRINTS[k] for k in ("reprint_id", "post_id", "channel_id", "published_at")},
        "parent": pl.String(),
        **_REPRINT_COUNTS,
        "censored": pl.List(pl.String()),
    }
)
"""One row a reprint that is not taken back, sorted by reprint_id, counts as in COMPACT_POSTS;
``parent``: the reprint_id it was taken from (the text of the source where no reprint of the post
is that), null = the post itself or not known. Titles and addresses stay in the raw batches,
because no feature needs them and a month may hold millions."""

ROSTER = pl.Schema(
    {
        "account": pl.String(),
        "platform": pl.String(),
        "native_id": pl.String(),
        "name": pl.String(),
        "aliases": pl.List(pl.String()),
        "unit": pl.String(),
        "group": pl.String(),
        "valid_from": pl.Date(),
        "valid_to": pl.Date(),
    }
)
"""One row an account and a span of days [valid_from, valid_to) in which it had this name and
belonged to this unit; null = no bound on that side."""

CHANNELS = pl.Schema(
    {
        "channel_id": pl.String(),
        "name": pl.String(),
        "type": pl.String(),
        "aliases": pl.List(pl.String()),
        "weight": pl.Float64(),
        "tier": pl.String(),
        "merged": pl.List(pl.String()),
    }
)
"""One row a channel. ``type`` is a ChannelType; ``weight`` null = the method's for its type;
``tier`` is a ChannelTier, null = not said; ``merged``: ids of channels that turned out to be this
one, whose reprints count as its own."""

DATASETS = {
    "posts": POSTS,
    "post_counts": POST_COUNTS,
    "reprints": REPRINTS,
    "reprint_counts": REPRINT_COUNTS,
    "articles": ARTICLES,
}
"""The raw datasets of the facts store by folder name."""
COMPACT = {"posts": COMPACT_POSTS, "reprints": COMPACT_REPRINTS, "matches": REPRINT_MATCHES}
"""The compact datasets by folder name."""
