"""Reprint tables: of known posts, after them, heavy-tailed, with counts that may be unseen."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np
import polars as pl
import pytest

from ranking.demo.channels import channels, pick
from ranking.demo.office import accounts
from ranking.demo.posts import draw_posts
from ranking.demo.reprints import draw_reprints
from ranking.demo.streams import stream
from ranking.model.month import Month
from ranking.model.vocabulary import ChannelType

_LAST = Month(2026, 10)
_UNTIL = datetime.combine(date(2026, 10, 31), time(23, 59, 59))
_POSTS = draw_posts(accounts(_LAST), 5, _LAST, 0, 3_000, ())


def _draw(kind: ChannelType) -> pl.DataFrame:
    return draw_reprints(_POSTS, channels(), kind, 5_000, _UNTIL, stream(5, str(kind)))


@pytest.mark.parametrize("kind", list(ChannelType))
def test_reprints_follow_their_post(kind: ChannelType) -> None:
    """Each names a known post, is not before it, mostly within three days, never after the end."""
    joined = _draw(kind).join(_POSTS, left_on="稿件", right_on="ref", how="inner")
    assert joined.height == 5_000
    appeared = joined["转载时间"].str.to_datetime("%Y-%m-%d %H:%M:%S")
    late = appeared - joined["published_at"]
    assert late.min() >= timedelta(0)
    assert (late <= timedelta(days=3)).mean() > 0.9
    assert appeared.max() <= _UNTIL


@pytest.mark.parametrize("kind", list(ChannelType))
def test_reprints_are_distinct_and_in_channels_of_their_type(kind: ChannelType) -> None:
    """No two share a link; every channel is known and of the type."""
    rows = _draw(kind)
    known = channels().filter(type=kind.value)["name"]
    assert rows["链接"].n_unique() == rows.height
    assert rows["渠道"].is_in(known.implode()).all()


def test_a_few_posts_and_channels_carry_much() -> None:
    """A tenth of the posts and of the channels get far more than a tenth of the reprints."""
    rows = _draw(ChannelType.CLIENT)
    for column, all_of in (("稿件", _POSTS.height), ("渠道", 276)):
        many = np.sort(rows[column].value_counts()["count"].to_numpy())[::-1]
        assert many[: all_of // 10].sum() / rows.height > 0.3


def test_unseen_reads_are_empty() -> None:
    """Weibo shows no reads at all, sites some; an unseen count is empty, never 0."""
    weibo, site = _draw(ChannelType.WEIBO), _draw(ChannelType.WEBSITE)
    assert weibo["阅读"].null_count() == weibo.height
    assert 0 < site["阅读"].null_count() < site.height


def test_527_clients_and_sites() -> None:
    """There are 276 clients and 251 sites, all names distinct, and accounts beyond them."""
    table = channels()
    many = dict(table.group_by("type").len().iter_rows())
    assert many["client"] == 276
    assert many["website"] == 251
    assert many["wechat"] > 1_000
    assert table["name"].n_unique() == table.height
    assert table["name"].str.contains("演示").all()


def test_popular_channels_are_picked_more_often() -> None:
    """Channels are picked by Zipf's law: the first more often than the hundredth."""
    places = pick(276, 20_000, stream(1, "x"))
    many = np.bincount(places, minlength=276)
    assert places.min() >= 0
    assert places.max() < 276
    assert many[0] > 5 * many[100] > 0
