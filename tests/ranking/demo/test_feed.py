"""The monitoring feed: made of the posts, marked, and with a truth that matching finds."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import polars as pl

from ranking.demo.feed import draw_feed
from ranking.demo.office import accounts
from ranking.demo.posts import draw_posts
from ranking.demo.seen_in import UNKNOWN
from ranking.demo.streams import stream
from ranking.demo.write_weibo import with_texts
from ranking.model.month import Month
from ranking.model.vocabulary import Platform
from ranking.reprints.frames import ARTICLES, DECISIONS, NAMES, ORIGINALS
from ranking.reprints.match import feed_boilerplate, feed_lines, match, read_feed
from ranking.reprints.posts import prepare
from tests.builders.matching_rules import RULES

_LAST = Month(2026, 10)
_UNTIL = datetime(2026, 10, 31, 23, 59, 59)  # noqa: DTZ001 - Shanghai time, as the demo has it
_ACCOUNTS = accounts(_LAST)
_FOUND = {"copied", "framed", "retitled", "cut", "linked", "brief"}
_MOSTLY = {"sourced": "accepted", "titled": "accepted", "excerpt": "doubtful", "quoted": "doubtful"}
"""Names may be unknown, titles those of two posts, and excerpts a little too short or long."""
_WRONG = {"twin", "bulletin", "unrelated"}


@cache
def _posts() -> pl.DataFrame:
    return draw_posts(_ACCOUNTS, 5, _LAST, 0, 1_000, ())


def _draw(seed: int = 5) -> pl.DataFrame:
    return draw_feed(_posts(), _ACCOUNTS, _LAST, 300, _UNTIL, stream(seed, "feed", _LAST))


def _in_utc(column: str) -> pl.Expr:
    local = pl.col(column).dt.replace_time_zone("Asia/Shanghai")
    return local.dt.convert_time_zone("UTC").dt.cast_time_unit("us")


def _originals() -> pl.DataFrame:
    """Return ORIGINALS as they come of the demo's files: WeChat without texts, Weibo untitled."""
    wechat, nothing = pl.col("platform") == Platform.WECHAT, pl.lit(None, pl.String)
    account = pl.col("account")
    frame = with_texts(_posts()).select(
        post_id="ref",
        unit=account.map_elements(lambda i: _ACCOUNTS[i].unit, pl.String),
        account=account.map_elements(lambda i: _ACCOUNTS[i].name, pl.String),
        title=pl.when(wechat).then("title"),
        text=pl.when(~wechat).then("text"),
        url=pl.when(wechat).then("ref"),
        published_at=_in_utc("published_at"),
        withdrawn_at=nothing,
    )
    return frame.select(ORIGINALS.names()).cast(ORIGINALS)


@cache
def _judged() -> pl.DataFrame:
    """Return every article with its kind and post, and each post that it was matched with."""
    pairs = {(name, one.unit) for one in _ACCOUNTS for name in (one.unit, one.name)}
    names = pl.DataFrame(sorted(pairs), schema=NAMES, orient="row")
    posts, drawn = prepare(_originals(), names, RULES), _draw()
    told = drawn.with_columns(pl.col("发布时间").str.to_datetime("%Y-%m-%d %H:%M:%S"))
    articles = told.select(
        article_id="链接",
        source=pl.coalesce("账号", "来源"),
        title="标题",
        text="正文",
        url="链接",
        linked="原文出处链接",
        published_at=_in_utc("发布时间"),
    )
    feed = read_feed(articles.cast(ARTICLES), RULES)
    boilerplate = feed_boilerplate(posts, [feed_lines(feed)])
    matches = match(
        posts, feed, boilerplate, DECISIONS.to_frame(), datetime(2027, 1, 1, tzinfo=UTC)
    )
    truth = drawn.select("kind", "post", article_id="链接")
    return truth.join(matches, on="article_id", how="left")


def _ends(kind: str, verdict: str) -> float:
    """Return which share of a kind's articles has the verdict with the post it was made from."""
    rows = _judged().filter(kind=kind)
    right = rows.filter(pl.col("post_id") == pl.col("post"), verdict=verdict)
    return right["article_id"].n_unique() / rows["article_id"].n_unique()


def test_the_same_seed_draws_the_same_feed() -> None:
    """Two draws of one seed are equal, those of two seeds are not."""
    assert _draw().equals(_draw())
    assert not _draw().equals(_draw(6))


def test_every_row_says_that_it_is_synthetic() -> None:
    """Title and source are marked, and links lead nowhere real."""
    rows = _draw()
    assert rows["标题"].str.contains("演示").all()
    assert rows.select(pl.coalesce("账号", "来源")).to_series().str.contains("演示").all()
    assert rows["链接"].str.contains(r"^https://\w+\.example\.(com|org)/").all()
    assert rows["链接"].n_unique() == rows.height == 300


def test_some_sources_are_no_known_channel() -> None:
    """The names that no table of channels has are among the sources, and are few."""
    strange = _draw()["来源"].is_in([name for name, _ in UNKNOWN])
    assert 0 < strange.sum() < 60


def test_matching_finds_the_reprints_it_was_made_of() -> None:
    """Copies with and without a frame, cut or retitled ones and links are all accepted."""
    assert {kind: _ends(kind, "accepted") for kind in _FOUND} == dict.fromkeys(_FOUND, 1.0)
    assert all(_ends(kind, verdict) > 0.5 for kind, verdict in _MOSTLY.items())


def test_what_is_no_reprint_is_not_accepted() -> None:
    """Another unit's release, another day's numbers and other news are nobody's reprint."""
    wrong = _judged().filter(pl.col("kind").is_in(_WRONG))
    assert wrong["article_id"].n_unique() > 50
    assert wrong.filter(verdict="accepted").is_empty()


def test_most_articles_are_reprints_and_some_are_for_review() -> None:
    """A user who tries the commands sees each verdict."""
    best = _judged().group_by("article_id").agg(pl.col("verdict").drop_nulls().unique())
    verdicts = best.select(pl.col("verdict").list.contains("accepted")).to_series()
    assert verdicts.mean() > 0.5
    assert set(_judged()["verdict"].drop_nulls()) == {"accepted", "doubtful", "rejected"}
