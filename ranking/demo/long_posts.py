"""The Weibo posts that are long: those of each account that spread most. The others are a line."""

from __future__ import annotations

import polars as pl
from numpy.random import Generator

from ranking.demo.office import Account
from ranking.demo.stories import story
from ranking.model.month import Month
from ranking.model.vocabulary import Platform

_FEWEST, _ONE_IN = 40, 50
"""Long posts of a month: so many, and one in so many of the Weibo posts."""


def add_stories(
    posts: pl.DataFrame, accounts: tuple[Account, ...], month: Month, rng: Generator
) -> pl.DataFrame:
    """Add ``story``: the text of a long post, empty for all others."""
    weibo = pl.col("platform") == Platform.WEIBO
    place = pl.col("weight").rank("ordinal", descending=True).over("account")
    rows = posts.with_row_index("row").filter(weibo).with_columns(place.alias("place"))
    best = rows.sort("place", "weight", descending=[False, True])
    long = best.head(_FEWEST + rows.height // _ONE_IN).sort("row")
    stories = [
        story(accounts[account].unit_in(month), published.date(), rng)
        for account, published in long.select("account", "published_at").iter_rows()
    ]
    none = pl.repeat("", posts.height, eager=True)
    return posts.with_columns(none.scatter(long["row"], stories).alias("story"))
