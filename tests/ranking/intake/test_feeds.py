"""Which tables are monitoring feeds: the headers of many vendors, and none of another dataset."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.tables import Table
from ranking.errors import IntakeError
from ranking.intake.formats import Format
from ranking.intake.recognise import HeaderNotFound, Recognition, recognise

MakeTable = Callable[..., Table]
Formats = tuple[Format, ...]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("标题,摘要,信息来源,来源类型,作者,发布日期,原文链接", "channel_type account text url"),
        ("标题,内容,来源,原文链接,发布时间,相似文章数", "channel text url published_at"),
        ("标题,正文,媒体名称,原文链接,发布时间", "channel text url"),
        ("标题,链接,站点,时间", "channel url published_at"),
        ("全文,来源", "channel text"),
        ("公众号,标题,正文,转自链接", "account text linked"),
        ("title,content,media,url,publish_time,read_count", "channel text url reads"),
        ("标题,正文,来源,链接,原文链接,入库时间,回复数", "url linked observed_at comments"),
    ],
)
def test_the_exports_of_many_vendors_are_feeds(
    header: str, columns: str, make_table: MakeTable, formats: Formats
) -> None:
    """A source, a title or a text, and a link, a time or the text: more is not needed."""
    found = recognise(make_table([header.split(",")]), formats)
    assert isinstance(found, Recognition), found
    assert found.format.id == "monitoring-feed"
    assert found.columns.keys() >= set(columns.split())


@pytest.mark.parametrize(
    "header",
    [
        "原文链接,媒体名称,标题,发布时间",
        "原文链接,媒体名称,链接,标题,正文,作者,发布时间",
        "稿件ID,媒体名称,链接,标题,正文,作者,发布时间,阅读数",
        "稿件链接,媒体,转载链接,转载时间,标题,正文",
    ],
)
def test_a_table_that_says_which_post_was_reprinted_is_one_of_reprints(
    header: str, make_table: MakeTable, formats: Formats
) -> None:
    """A link 原文链接 beside the row's own one is the post's, and so it is without a text."""
    found = recognise(make_table([header.split(",")]), formats)
    assert isinstance(found, Recognition), found
    assert found.format.id == "reprints"


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150
)
@given(data=st.data())
def test_no_table_of_posts_channels_or_accounts_is_taken_for_a_feed(
    data: st.DataObject, make_table: MakeTable, formats: Formats
) -> None:
    """Any headers of the known formats together: what was one of these stays what it was."""
    others = tuple(one for one in formats if one.dataset != "articles")
    one = data.draw(st.sampled_from(others))
    feed = next(one for one in formats if one.dataset == "articles")
    own = [name for names in one.columns.values() for name in names] + [*one.recognise.headers]
    more = [name for names in feed.columns.values() for name in names]
    texts = data.draw(st.lists(st.sampled_from(own), max_size=9, unique=True))
    texts += data.draw(st.lists(st.sampled_from(more), max_size=4, unique=True))
    table = make_table([list(dict.fromkeys(texts))])
    before = _recognised(table, others)
    if before is not None and before.format.dataset != "reprints":
        assert _recognised(table, formats) == before


def _recognised(table: Table, formats: Formats) -> Recognition | None:
    try:
        found = recognise(table, formats)
    except IntakeError:  # two columns of one meaning: no answer either way
        return None
    return None if isinstance(found, HeaderNotFound) else found


def test_who_misses_a_format_is_not_told_that_a_feed_comes_near(
    make_table: MakeTable, formats: Formats
) -> None:
    """A feed needs so little that it would come nearest to everything."""
    found = recognise(make_table([["标题", "发布时间", "阅读数"]]), formats)
    assert isinstance(found, HeaderNotFound)
    assert found.nearest is not None
    assert found.nearest.id == "generic-posts"
