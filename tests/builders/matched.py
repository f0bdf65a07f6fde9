"""Articles and posts that matching looked at, as its parts hand them over."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from itertools import cycle
from typing import Any

from ranking.model.reprint_matching import MatchReport, ReviewItem, UnknownChannel
from tests.builders.hostile import HOSTILE

ITEM = ReviewItem(
    id="r0a1b2c3d4e",
    article_id="a" * 32,
    post_id="weibo:4500000000000001",
    unit="浦东新区",
    account="浦东发布",
    post_title="国庆长假浦东各景区实时客流查询",
    post_excerpt="国庆长假期间，浦东各景区将公布实时客流，市民可以提前查询。",
    post_published_at=datetime(2026, 10, 1, 0, 30, tzinfo=UTC),
    post_url="https://weibo.com/1000000001/J2oQo0001",
    channel="新浪新闻客户端",
    channel_type="client",
    title="浦东景区客流可以提前查了",
    excerpt="记者获悉，国庆长假期间，浦东各景区将公布实时客流。",
    url="https://news.example.com/2026/1.html",
    published_at=datetime(2026, 10, 1, 2, 5, tzinfo=UTC),
    reason="some",
    evidence="text",
    similarity=0.4375,
    jaccard=0.31,
    channel_id="client:sina",
)
"""A doubtful pair; nobody has decided."""
BARE = replace(
    ITEM,
    id="r5f6a7b8c9d",
    post_title=None,
    post_url=None,
    channel="某网",
    channel_type=None,
    channel_id=None,
    title="浦东景区",
    excerpt="",
    url=None,
    published_at=None,
    reason="title_common",
    evidence="title",
    similarity=None,
    jaccard=None,
)
"""A doubtful pair of which as little is known as may be."""
DECIDED = replace(
    ITEM,
    decision=False,
    decided_by="张三",
    decided_at=datetime(2026, 11, 2, 1, 0, tzinfo=UTC),
    decision_reason="只是同一活动的报道",
    verdict="rejected",
    reason="decided",
    evidence="decision",
)
"""A pair that a person has rejected."""
REPORT = MatchReport(
    month="2026-10",
    posts=1234,
    articles=56789,
    accepted=2345,
    doubtful=24,
    rejected=40,
    unmatched=54380,
    rules="ab" * 32,
    evidence={"title": 12, "text": 2000, "link": 33, "mark": 300},
    title_only=70,
    compared=3000,
    added=200,
    taken_back=3,
    changed=4,
    unknown=(
        UnknownChannel("新浪新闻", "client", 300, 20, 2, "浦东景区客流可以提前查了"),
        UnknownChannel("某网", None, 3, 0, 0, ""),
    ),
)
"""A matching that found a bit of everything."""


def hostile_items() -> list[ReviewItem]:
    """Return an item a hostile text, which stands in every field from outside; ids are sound."""
    return [_spoiled(number) for number in range(len(HOSTILE))]


def _spoiled(number: int) -> ReviewItem:
    texts = cycle([*HOSTILE[number:], *HOSTILE[:number]])
    sound = ("id", "verdict", "reason", "evidence", "channel_type")
    found: dict[str, Any] = {
        field.name: next(texts)
        for field in fields(ReviewItem)
        if isinstance(getattr(DECIDED, field.name), str) and field.name not in sound
    }
    return replace(ITEM, id=f"r{number:010x}", **found)
