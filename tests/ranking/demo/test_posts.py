"""The posts of a month: enough of them, within the month, with counts that hang together."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from ranking.demo.habits import habits
from ranking.demo.office import accounts
from ranking.demo.posts import draw_posts
from ranking.demo.themes import themes
from ranking.model.month import Month

_LAST = Month(2026, 10)
_ACCOUNTS = accounts(_LAST)


@pytest.fixture(scope="module")
def posts() -> pl.DataFrame:
    return draw_posts(_ACCOUNTS, 5, _LAST, 0, 6_000, themes(_LAST))


def test_as_many_posts_as_wanted_three_in_ten_on_wechat(posts: pl.DataFrame) -> None:
    """6,000 posts are 1,800 of WeChat and 4,200 of Weibo, and no account is silent."""
    assert posts.height == 6_000
    assert posts.filter(platform="wechat").height == 1_800
    assert posts["account"].n_unique() == len(_ACCOUNTS)


def test_every_account_posts_even_in_the_smallest_month() -> None:
    """Fewer posts than accounts are not possible: each account makes one."""
    assert draw_posts(_ACCOUNTS, 5, _LAST, 0, 10, ()).height == len(_ACCOUNTS)


def test_posts_lie_within_the_month(posts: pl.DataFrame) -> None:
    """Every post is of the month, in Shanghai time."""
    days = posts["published_at"].dt.date()
    assert days.is_between(date(2026, 10, 1), date(2026, 10, 31)).all()
    assert days.n_unique() == 31


def test_posts_are_told_apart(posts: pl.DataFrame) -> None:
    """No two posts share a reference, and no two WeChat articles a mid and position."""
    assert posts["ref"].n_unique() == posts.height
    wechat = posts.filter(platform="wechat")
    assert wechat.select("mid", "position").n_unique() == wechat.height


def test_articles_of_a_push_share_account_and_time(posts: pl.DataFrame) -> None:
    """A push is of one account and one instant and starts with position 1."""
    pushes = (
        posts.filter(platform="wechat")
        .group_by("mid")
        .agg(
            pl.col("account").n_unique(),
            pl.col("published_at").n_unique().alias("times"),
            pl.col("position").min().alias("first"),
            pl.col("position").max().alias("last"),
        )
    )
    assert (pushes["account"] == 1).all()
    assert (pushes["times"] == 1).all()
    assert (pushes["first"] == 1).all()
    assert pushes["last"].max() == 3


def test_no_count_of_an_article_exceeds_its_reads(posts: pl.DataFrame) -> None:
    """Readers, likes, hearts, comments, shares and favourites are at most the reads."""
    wechat = posts.filter(platform="wechat")
    for measure in ("people", "likes", "wow", "comments", "reposts", "favourites"):
        assert (wechat[measure] <= wechat["reads"]).all(), measure
        assert (wechat[measure] >= 0).all(), measure


def test_weibo_has_no_reads(posts: pl.DataFrame) -> None:
    """On Weibo reads, hearts and favourites are missing, never 0."""
    weibo = posts.filter(platform="weibo")
    for measure in ("reads", "people", "wow", "favourites"):
        assert weibo[measure].null_count() == weibo.height


def test_campaign_posts_stand_in_its_window(posts: pl.DataFrame) -> None:
    """A campaign's hashtag appears on its days only, in a share of posts like the theme's."""
    for theme in themes(_LAST):
        part = posts.filter(pl.col("topics").str.contains(theme.hashtag))
        days = part["published_at"].dt.date()
        assert days.is_between(theme.start, theme.end).all()
    fair = themes(_LAST)[0]
    within = posts.filter(pl.col("published_at").dt.date().is_between(fair.start, fair.end))
    about = pl.col("title").str.contains(fair.keyword) | pl.col("topics").str.contains(fair.hashtag)
    share = within.filter(about).height / within.height
    assert 0.04 < share < 0.25


def test_some_campaign_posts_show_only_the_word_or_only_the_hashtag(posts: pl.DataFrame) -> None:
    """Participation can be seen in the title alone, in the topics alone, or in both."""
    fair = themes(_LAST)[0]
    word = pl.col("title").str.contains(fair.keyword)
    tag = pl.col("topics").str.contains(fair.hashtag)
    for case in (word & tag, word & ~tag, ~word & tag):
        assert posts.filter(case).height > 0


@pytest.mark.parametrize("month", [Month(2027, 2), Month(2026, 1), Month(2028, 3)])
def test_windows_lie_in_the_last_months(month: Month) -> None:
    """Windows are sound in short months and over the turn of a year."""
    for theme in themes(month):
        assert theme.start <= theme.end < month.next().first_day
        assert theme.start >= month.previous().first_day


def test_units_change_places_from_month_to_month() -> None:
    """Popularity differs between units and moves between months, so that ranks move."""
    before = habits(_ACCOUNTS, 5, _LAST.previous(), 1).popularity
    now = habits(_ACCOUNTS, 5, _LAST, 0).popularity
    assert list(before.argsort()) != list(now.argsort())
    assert now.std() > 0.3


def test_a_few_weibo_posts_are_long(posts: pl.DataFrame) -> None:
    """A hundred or so have a story of their own, spread over the accounts; articles have none."""
    long = posts.filter(pl.col("story") != "")
    assert 100 < long.height < 200
    assert long["story"].n_unique() == long.height
    assert long["story"].str.len_chars().min() > 250
    assert set(long["platform"]) == {"weibo"}
    assert long["account"].n_unique() > 75
