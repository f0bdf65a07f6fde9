"""The demo's posts, as WeChat and Weibo would hold them."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from ranking.demo.live_posts import articles, weibo_posts
from ranking.demo.office import accounts
from ranking.demo.posts import draw_posts
from ranking.demo.themes import themes
from ranking.model.month import SHANGHAI, Month

_LAST = Month(2026, 10)
_ACCOUNTS = accounts(_LAST)
_UIDS = tuple(account.native_id for account in _ACCOUNTS)


@pytest.fixture(scope="module")
def posts() -> pl.DataFrame:
    return draw_posts(_ACCOUNTS, 5, _LAST, 0, 1_000, themes(_LAST))


def test_every_article_is_of_its_account_and_day(posts: pl.DataFrame) -> None:
    """An article keeps its account, day, message number, place in the push and title."""
    found = {(n, a.published, a.mid, a.idx, a.title) for n, a in articles(posts)}
    drawn = posts.filter(platform="wechat").select(
        "account", pl.col("published_at").dt.date(), "mid", "position", "title"
    )
    assert found == set(drawn.iter_rows())


def test_articles_have_their_final_counts_on_the_first_day(posts: pl.DataFrame) -> None:
    """Readers are people, and nothing grows afterwards, so any later day shows the same."""
    drawn = {(r["mid"], r["position"]): r for r in posts.iter_rows(named=True)}
    for _, article in articles(posts):
        row = drawn[article.mid, article.idx]
        counts = article.counts(article.published)
        assert counts == article.counts(date(2030, 1, 1))
        assert counts["read_user"] == row["people"]
        assert counts["share_user"] == row["reposts"]
        assert counts["zaikan_user"] == row["wow"]
        assert counts["like_user"] == row["likes"]
        assert counts["comment_count"] == row["comments"]
        assert counts["collection_user"] == row["favourites"]


def test_weibo_posts_have_the_ids_that_reprint_tables_name(posts: pl.DataFrame) -> None:
    """Id, owner, instant and counts are the drawn ones; Shanghai's time has its zone."""
    drawn = {int(r["ref"]): r for r in posts.filter(platform="weibo").iter_rows(named=True)}
    found = list(weibo_posts(posts, _UIDS))
    assert {post.id for post in found} == set(drawn)
    for post in found:
        row = drawn[post.id]
        assert post.uid == _UIDS[row["account"]]
        assert post.created_at == row["published_at"].replace(tzinfo=SHANGHAI)
        assert (post.reposts, post.comments, post.likes) == (
            row["reposts"],
            row["comments"],
            row["likes"],
        )


def test_weibo_texts_show_topics_and_that_they_are_invented(posts: pl.DataFrame) -> None:
    """Campaigns find their hashtags in the text, and every text says that it is of a demo."""
    drawn = {int(r["ref"]): r for r in posts.filter(platform="weibo").iter_rows(named=True)}
    for post in weibo_posts(posts, _UIDS):
        assert all(f"#{topic}#" in post.text for topic in drawn[post.id]["topics"].split(","))
        assert "演示" in post.text


def test_reposts_hold_what_they_repost(posts: pl.DataFrame) -> None:
    """A post that the account did not write itself shows another's, who is not in the roster."""
    reposts = [post for post in weibo_posts(posts, _UIDS) if post.original is not None]
    assert len(reposts) == posts.filter(platform="weibo", original=False).height
    assert {post.original.uid for post in reposts if post.original}.isdisjoint(_UIDS)
