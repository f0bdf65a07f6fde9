"""Invented titles and hashtags, some of them about a campaign of the day."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.random import Generator

from ranking.demo.themes import SUBJECTS, Theme


def add_titles(posts: pl.DataFrame, themes: tuple[Theme, ...], rng: Generator) -> pl.DataFrame:
    """Add ``title``, ``topics`` (comma-separated, never null) to posts with day, word and zeal.

    ``zeal`` is how eagerly a unit takes part in campaigns: 1 is the theme's own share.
    """
    subject = rng.integers(0, len(SUBJECTS), posts.height)
    draws = rng.random(posts.height)
    words, sentences, tags = (np.array(column) for column in zip(*SUBJECTS, strict=True))
    keyword, hashtag = _themes_of(posts, themes, draws)
    plain = posts.with_columns(
        pl.Series("subject", words[subject]),
        pl.Series("sentence", sentences[subject]),
        pl.Series("tag", tags[subject]),
        pl.Series("keyword", keyword),
        pl.Series("hashtag", hashtag),
    )
    about = pl.when(pl.col("keyword") == "").then("subject").otherwise("keyword")
    topics = (
        pl.when(pl.col("hashtag") == "")
        .then("tag")
        .otherwise(pl.concat_str("hashtag", "tag", separator=","))
    )
    return plain.with_columns(
        pl.format("【演示】{}{}：{}（第{}号）", "word", about, "sentence", "number").alias("title"),
        topics.alias("topics"),
    ).drop("subject", "sentence", "tag", "keyword", "hashtag")


def _themes_of(
    posts: pl.DataFrame, themes: tuple[Theme, ...], draws: np.ndarray
) -> tuple[list[str], list[str]]:
    """Return per post the keyword and hashtag of the campaign it belongs to, or empty text.

    Within a campaign one post in four shows the keyword only and one in four the hashtag only.
    """
    day = posts["published_at"].dt.date()
    zeal = posts["zeal"].to_numpy()
    keyword = np.full(posts.height, "", dtype=object)
    hashtag = np.full(posts.height, "", dtype=object)
    floor = np.zeros(posts.height)
    for theme in themes:
        within = day.is_between(theme.start, theme.end).to_numpy()
        ceiling = floor + np.where(within, theme.share * zeal, 0.0)
        part = np.where(within, (draws - floor) / np.maximum(ceiling - floor, 1e-9), 2.0)
        chosen = (part >= 0) & (part < 1)
        keyword[chosen & (part < 0.75)] = theme.keyword
        hashtag[chosen & (part >= 0.25)] = theme.hashtag
        floor = ceiling
    return list(keyword), list(hashtag)
