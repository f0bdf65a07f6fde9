"""Which posts take part in which campaign, with the word that shows it and where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import polars as pl

from ranking.campaigns import Campaign
from ranking.features.titles import post_title
from ranking.model.edition import Match

_TAG = re.compile("#([^#\n]+)#")
_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]+")
_COMPATIBLE = (
    "[\u2e80-\u2fdf\u3036-\u303a\u3190-\u319f\u3200-\u33ff\uf900-\ufaff"
    "\U0001f200-\U0001f2ff\U0002f800-\U0002fa1f]"
)
"""Every character that NFKC turns into something with an ideograph lies in these blocks."""
_PLACES: tuple[Literal["title", "topics", "text"], ...] = ("title", "topics", "text")


def match_campaigns(posts: pl.DataFrame, campaigns: Sequence[Campaign]) -> tuple[Match, ...]:
    """Return one Match a campaign and post, in the order of the campaigns, then by post_id.

    ``posts`` is the post table. A keyword may stand anywhere in title, topics or text; a hashtag
    must equal a topic, or stand between two # in title or text. Width (NFKC) and the case of
    Latin letters do not matter. The word reported is the first of the file in the best place:
    title, topics, text.
    """
    if not campaigns:
        return ()
    windows = [pl.col("day").is_between(c.start, c.end) for c in campaigns]
    in_any = pl.any_horizontal(windows)
    words = [word for campaign in campaigns for word in campaign.keywords + campaign.hashtags]
    folded = _fold(_possible(posts.filter(in_any), words))
    found: list[Match] = []
    for campaign, in_window in zip(campaigns, windows, strict=True):
        found += _matches(folded.filter(in_window), campaign)
    return tuple(found)


def _possible(posts: pl.DataFrame, words: Sequence[str]) -> pl.DataFrame:
    """Drop most posts that cannot match, since folding their texts is what takes time.

    A folded text can only hold a word's ideographs if the text itself holds them, or a character
    that folds into ideographs.
    """
    runs = [max(_IDEOGRAPHS.findall(_folded(word)), key=len, default="") for word in words]
    if "" in runs:
        return posts
    places = (pl.col("title"), pl.col("topics").list.join("\n"), pl.col("text"))
    found = [p.str.contains_any(runs) | p.str.contains(_COMPATIBLE) for p in places]
    return posts.filter(pl.any_horizontal(found))


def _fold(posts: pl.DataFrame) -> pl.DataFrame:
    """Add the three places in NFKC; every topic of a post stands between two # in a line."""
    tags = pl.col("topics").list.eval("#" + pl.element() + "#").list.join("\n")
    places = [
        expr.fill_null("").str.normalize("NFKC").alias(f"{place}_folded")
        for place, expr in zip(_PLACES, (pl.col("title"), tags, pl.col("text")), strict=True)
    ]
    return posts.select("post_id", "unit", "day", "title", "text", *places).sort("post_id")


def _matches(posts: pl.DataFrame, campaign: Campaign) -> Iterator[Match]:
    keywords = {_folded(word): word for word in campaign.keywords}
    hashtags = {_folded(tag): f"#{tag}#" for tag in campaign.hashtags}
    patterns = [*keywords, *hashtags]
    hits = posts.filter(
        pl.any_horizontal(
            pl.col(f"{place}_folded").str.contains_any(patterns, ascii_case_insensitive=True)
            for place in _PLACES
        )
    )
    for row in hits.iter_rows(named=True):
        match = _match(row, campaign.id, keywords, hashtags)
        if match:
            yield match


def _match(
    row: dict[str, Any], campaign: str, keywords: dict[str, str], hashtags: dict[str, str]
) -> Match | None:
    for place in _PLACES:
        content = row[f"{place}_folded"].lower()
        tags = {tag.strip() for tag in _TAG.findall(content)}
        words = [word for folded, word in keywords.items() if folded in content]
        words += [tag for folded, tag in hashtags.items() if folded in tags]
        if words:
            title = post_title(row["title"], row["text"])
            return Match(campaign, row["post_id"], row["unit"], title, words[0], place)
    return None


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).lower()
