"""The source keeps what every source has to keep."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from connectors.fakes.wechat import Article
from connectors.http.secrets import Secret
from connectors.interface import PostRow
from connectors.sources.wechat import Application, StableTokens, WeChat, Wire
from tests.builders.wechat import BEIJING, Office, query
from tests.connectors.conformance import CLOCK_AT, Bench, OddHttp, SourceContract, clock

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 3)
ADDRESS = "https://mp.weixin.qq.com/s?__biz=MzA5NTk2Nzg0MA==&mid={mid}&idx={idx}&sn={mid:012x}"


def _expected(article: Article) -> PostRow:
    names = {
        "reads": "read_user",
        "likes": "like_user",
        "wow": "zaikan_user",
        "comments": "comment_count",
        "reposts": "share_user",
        "favourites": "collection_user",
    }
    counts = {m: article.totals.get(n, 0) for m, n in names.items() if n not in article.lacking}
    day = article.published
    return PostRow(
        native_id=article.msgid,
        published_at=datetime(day.year, day.month, day.day, tzinfo=BEIJING).astimezone(UTC),
        counts=counts,
        reads_unit="people" if "reads" in counts else None,
        title=article.title,
        url=ADDRESS.format(mid=article.mid, idx=article.idx),
        position=article.idx,
    )


class TestWeChat(SourceContract):
    """WeChat in front of its fake."""

    @pytest.fixture
    def bench(self, office: Office) -> Bench:
        """Three final days; one post without reads, and zeros."""
        office.clock.now = CLOCK_AT.astimezone(BEIJING)
        for n in range(3):
            office.publish(FIRST + timedelta(days=n))
        articles = office.account.articles
        articles[1].lacking = frozenset({"read_user"})
        articles[2].totals = {"read_user": 0}
        articles[3].comments = [{"openid": "oCanary", "nick_name": "网友小明"}]

        def source(secret: str = office.account.secret, http: object = None) -> WeChat:
            wire = office.wire() if http is None else Wire(http, base_url=office.url)
            applications = {"gh_1": Application("wx_1", Secret(secret))}
            return WeChat(clock, wire, StableTokens(clock, wire, applications))

        return Bench(
            source=source,
            refused=lambda: source("canary-wrong"),
            broken=lambda error: source(http=OddHttp(error)),
            query=query(FIRST, LAST),
            expected=tuple(map(_expected, articles)),
            future_cursor="2026-10-01/2999-12-31",
            secrets=(office.account.secret, "canary-wrong"),
            no_circle="one request answers for one day; there are no pages",
            people=("网友小明", "oCanary"),
        )
