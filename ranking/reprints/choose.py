"""Which compared pairs are reprints: one post an article, the doubtful ones for people to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from ranking.reprints.frames import MATCHES
from ranking.reprints.marks import same_address

ACCEPTED, DOUBTFUL, REJECTED = "accepted", "doubtful", "rejected"
ENOUGH = 0.5
"""Share of the post's shingles in the article from which it is a reprint."""
SOME = 0.25
"""Share from which people should look; enough where the article names the unit as its source."""
SHORT, SHORTEST = 60, 12
"""A post of fewer shingles than SHORT must be nearly all of the article: greetings and slogans
are in many texts that reprint nothing. Below SHORTEST the text says nothing."""
NEARLY_ALL = 0.8
"""Jaccard similarity of a short post and its reprint."""
BEFORE = timedelta(days=1)
"""An article may be dated this much before its original: many feeds have days without times."""
LEAST_TITLE = 12
"""Letters of a title by which an article without text is known."""
REASONS = {
    "decided": "a person decided",
    "link": "the article links to the post",
    "mark": "the article names the unit as its source, and part of the text agrees",
    "text": "the texts agree",
    "title": "the titles are equal, and there is no text",
    "title_common": "the titles are equal, there is no text, and several posts have that title",
    "some": "part of the text agrees",
    "names": "another unit is named in the same place",
    "numbers": "other numbers stand in the same places",
    "short": "a short post, and the article is not nearly the same",
    "early": "the article is older than the post",
    "own": "the article is the post itself, or by its own account",
    "nearer": "more of another post is in the article",
}
"""Why a pair has its verdict."""
_EVIDENCE = ("decision", "link", "mark", "text", "title")
_RANK = {word: number for number, word in enumerate(_EVIDENCE)}


@dataclass(frozen=True)
class Known:
    """What is known beside the texts, by row numbers ``article`` and ``post``.

    ``posts``: post, credited (the post that its family counts for), post_id, unit, account, url,
    and since, when the family's first was published. ``articles``: article, article_id, source,
    source_unit, marked (the unit it names), url, published_at, excerpt. ``source`` and ``account``
    are keys of names. ``decisions``: article, post, accepted.
    """

    posts: pl.DataFrame
    articles: pl.DataFrame
    decisions: pl.DataFrame


def choose(pairs: pl.DataFrame, known: Known, now: datetime) -> pl.DataFrame:
    """Return MATCHES of ``pairs``: COMPARED (nulls where texts were not), ``linked`` (Boolean) and
    ``title``: null, ``equal``, or ``common``.

    An article dated after ``now`` has no date. Pairs that share too little have no row.
    """
    judged = _judged(_described(pairs, known, now))
    best = judged.sort(
        pl.col("verdict").replace_strict({ACCEPTED: 0, DOUBTFUL: 1, REJECTED: 2}),
        pl.col("evidence").replace_strict(_RANK),
        pl.col("shared").fill_null(0),
        pl.col("jaccard").fill_null(0.0),
        "since",
        "matched_post",
        descending=[False, False, True, True, False, False],
        nulls_last=True,
    )
    once = best.unique(["article", "credited"], keep="first", maintain_order=True)
    later = (pl.col("verdict") == ACCEPTED) & (pl.int_range(pl.len()).over("article") > 0)
    chosen = once.with_columns(
        verdict=pl.when(later).then(pl.lit(REJECTED)).otherwise("verdict"),
        reason=pl.when(later).then(pl.lit("nearer")).otherwise("reason"),
    )
    return _matches(chosen)


def _described(pairs: pl.DataFrame, known: Known, now: datetime) -> pl.DataFrame:
    """Return the pairs with what is known of the article and of the credited post, and
    ``decided``: accepted, of any member of the family; null = not decided."""
    family = known.posts.select("post", "credited", "since", matched_post="post_id")
    credited = known.posts.select(
        "unit", "account", credited="post", post_id="post_id", post_url="url"
    )
    decided = (
        known.decisions.join(family.select("post", "credited"), on="post")
        .group_by("article", "credited")
        .agg(pl.col("accepted").max().alias("decided"))
    )
    dated = pl.when(pl.col("published_at") <= now).then("published_at")
    return (
        pairs.join(family, on="post")
        .join(credited, on="credited")
        .join(known.articles, on="article")
        .join(decided, on=["article", "credited"], how="left")
        .with_columns(dated.alias("published_at"))
    )


def _judged(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs with verdict, reason and evidence by the first rule that holds; without
    those of which none does."""
    rules = _rules()
    first = pl.coalesce(
        pl.when(holds).then(pl.lit(number, pl.Int64)) for number, (holds, *_) in enumerate(rules)
    )
    table = pl.DataFrame(
        [(number, *words) for number, (_, *words) in enumerate(rules)],
        schema={"rule": pl.Int64, **dict.fromkeys(("verdict", "reason", "evidence"), pl.String)},
        orient="row",
    )
    return pairs.with_columns(first.alias("rule")).join(table, on="rule")


def _rules() -> list[tuple[pl.Expr, str, str, str]]:
    """Return condition, verdict, reason and evidence, in the order in which they are asked."""
    share, alike = pl.col("containment"), pl.col("jaccard")
    names_same, names_other = pl.col("names_same"), pl.col("names_other")
    same, other = pl.col("numbers_same"), pl.col("numbers_other")
    short = pl.col("post_shingles") < SHORT
    some = share >= SOME
    own = (
        same_address("url", "post_url").fill_null(value=False)
        | (pl.col("source") == pl.col("account")).fill_null(value=False)
        | (pl.col("source_unit") == pl.col("unit")).fill_null(value=False)
    )
    early = pl.col("published_at") < pl.col("since") - BEFORE
    title = pl.col("title")
    telling = pl.col("post_shingles") >= SHORTEST
    return [
        (pl.col("decided"), ACCEPTED, "decided", "decision"),
        (~pl.col("decided"), REJECTED, "decided", "decision"),
        (own & (some | pl.col("linked")), REJECTED, "own", "text"),
        (pl.col("linked"), ACCEPTED, "link", "link"),
        (early & (some | title.is_not_null()), REJECTED, "early", "text"),
        (title == "equal", ACCEPTED, "title", "title"),
        (title == "common", DOUBTFUL, "title_common", "title"),
        (some & (names_other > 0) & (names_other >= names_same), REJECTED, "names", "text"),
        (some & (other > 1) & (other > same), REJECTED, "numbers", "text"),
        (some & (pl.col("marked") == pl.col("unit")) & telling, ACCEPTED, "mark", "mark"),
        (some & (names_other > 0), DOUBTFUL, "names", "text"),
        (some & (other > same), DOUBTFUL, "numbers", "text"),
        (short & telling & (alike >= NEARLY_ALL), ACCEPTED, "text", "text"),
        (short & telling & ((share >= NEARLY_ALL) | (alike >= SOME)), DOUBTFUL, "short", "text"),
        (short & some, REJECTED, "short", "text"),
        (share >= ENOUGH, ACCEPTED, "text", "text"),
        (some, DOUBTFUL, "some", "text"),
    ]


def _matches(chosen: pl.DataFrame) -> pl.DataFrame:
    declared = pl.col("evidence").is_in(["decision", "link", "mark"])
    by = pl.when(declared).then(pl.lit("declared")).otherwise(pl.lit("similarity"))
    named = chosen.with_columns(matched_by=by, similarity="containment")
    return named.select(MATCHES.names()).cast(MATCHES).sort("article_id", "post_id")
