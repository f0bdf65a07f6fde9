"""Which compared pairs are reprints: one post an article, the doubtful ones for people to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from ranking.matching_rules import VerdictRules
from ranking.reprints.frames import MATCHES
from ranking.reprints.marks import same_address

ACCEPTED, DOUBTFUL, REJECTED = "accepted", "doubtful", "rejected"
REASONS = {
    "decided": "a person decided",
    "link": "the article links to the post",
    "mark": "the article names the unit as its source, and part of the text agrees",
    "text": "the texts agree",
    "title": "the titles are equal, and one of the two has no text",
    "title_common": "the titles are equal, without text, but short or of several posts",
    "some": "part of the text agrees",
    "names": "another unit is named in the same place",
    "numbers": "other numbers stand in the same places",
    "short": "a short post, and the article is not nearly the same",
    "early": "the article is older than the post",
    "own": "the article is the post itself, or by its own account",
    "nearer": "another post is nearer to the article",
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


def choose(pairs: pl.DataFrame, known: Known, now: datetime, rules: VerdictRules) -> pl.DataFrame:
    """Return MATCHES of ``pairs``: COMPARED (nulls where texts were not), ``linked`` (Boolean) and
    ``title``: null, ``equal``, or ``common``.

    An article dated after ``now`` has no date. Pairs that share too little have no row.
    """
    judged = _judged(_described(pairs, known, now), rules)
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
    place, asked = pl.int_range(pl.len()).over("article"), pl.col("verdict") == DOUBTFUL
    settled = (pl.col("verdict") == ACCEPTED).any().over("article")
    second = (pl.col("verdict") == ACCEPTED) & (place > 0)
    later = second | (asked & (settled | (place >= rules.for_review.value)))
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


def _judged(pairs: pl.DataFrame, limits: VerdictRules) -> pl.DataFrame:
    """Return the pairs with verdict, reason and evidence by the first rule that holds; without
    those of which none does."""
    rules = _rules(limits)
    first = pl.coalesce(
        pl.when(holds).then(pl.lit(number, pl.Int64)) for number, (holds, *_) in enumerate(rules)
    )
    table = pl.DataFrame(
        [(number, *words) for number, (_, *words) in enumerate(rules)],
        schema={"rule": pl.Int64, **dict.fromkeys(("verdict", "reason", "evidence"), pl.String)},
        orient="row",
    )
    return pairs.with_columns(first.alias("rule")).join(table, on="rule")


def _rules(limits: VerdictRules) -> list[tuple[pl.Expr, str, str, str]]:
    """Return condition, verdict, reason and evidence, in the order in which they are asked."""
    some = pl.col("containment") >= limits.some.value
    own = (
        same_address("url", "post_url").fill_null(value=False)
        | (pl.col("source") == pl.col("account")).fill_null(value=False)
        | (pl.col("source_unit") == pl.col("unit")).fill_null(value=False)
    )
    early = pl.col("published_at") < pl.col("since") - timedelta(days=limits.days_before.value)
    title = pl.col("title")
    return [
        (pl.col("decided"), ACCEPTED, "decided", "decision"),
        (~pl.col("decided"), REJECTED, "decided", "decision"),
        (own & (some | pl.col("linked")), REJECTED, "own", "text"),
        (pl.col("linked"), ACCEPTED, "link", "link"),
        (early & (some | title.is_not_null()), REJECTED, "early", "text"),
        (title == "equal", ACCEPTED, "title", "title"),
        (title == "common", DOUBTFUL, "title_common", "title"),
        *_rules_of_names(some, limits),
        *_rules_of_texts(some, limits),
    ]


def _rules_of_names(some: pl.Expr, limits: VerdictRules) -> list[tuple[pl.Expr, str, str, str]]:
    names_same, names_other = pl.col("names_same"), pl.col("names_other")
    same, other = pl.col("numbers_same"), pl.col("numbers_other")
    bulletin = (other >= limits.other_numbers.value) & (other > same)
    telling = pl.col("post_shingles") >= limits.shortest.value
    return [
        (some & (names_other > 0) & (names_other >= names_same), REJECTED, "names", "text"),
        (some & bulletin, REJECTED, "numbers", "text"),
        (some & (pl.col("marked") == pl.col("unit")) & telling, ACCEPTED, "mark", "mark"),
        (some & (names_other > 0), DOUBTFUL, "names", "text"),
        (some & (other > same), DOUBTFUL, "numbers", "text"),
    ]


def _rules_of_texts(some: pl.Expr, limits: VerdictRules) -> list[tuple[pl.Expr, str, str, str]]:
    share, alike, size = pl.col("containment"), pl.col("jaccard"), pl.col("post_shingles")
    # No other post, of whatever verdict, has a part in the article that is worth a look.
    alone = pl.when(some).then("credited").drop_nulls().n_unique().over("article") == 1
    short = size < limits.short.value
    telling = short & (size >= limits.shortest.value)
    whole = (share >= limits.whole.value) & (alike >= limits.enough_of_whole.value)
    same = (alike >= limits.nearly_all.value) | (whole & alone)
    likely = (share >= limits.nearly_all.value) | (alike >= limits.some.value)
    of_article = pl.col("shared") / pl.col("article_shingles") >= limits.of_article.value
    cut_short = (size >= limits.long.value) & (share >= limits.enough_of_long.value)
    return [
        (telling & same, ACCEPTED, "text", "text"),
        (telling & likely, DOUBTFUL, "short", "text"),
        (short & some, REJECTED, "short", "text"),
        (share >= limits.enough.value, ACCEPTED, "text", "text"),
        (cut_short & of_article & alone, ACCEPTED, "text", "text"),
        (some, DOUBTFUL, "some", "text"),
    ]


def _matches(chosen: pl.DataFrame) -> pl.DataFrame:
    declared = pl.col("evidence").is_in(["decision", "link", "mark"])
    by = pl.when(declared).then(pl.lit("declared")).otherwise(pl.lit("similarity"))
    named = chosen.with_columns(matched_by=by, similarity="containment")
    return named.select(MATCHES.names()).cast(MATCHES).sort("article_id", "post_id")
