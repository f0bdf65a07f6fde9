"""Random small offices: accounts that move, posts around the month's ends, missing counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.builders.month import OCTOBER, Office, account, channel, post, reprint

CHANNELS = [
    channel("app", "client"),
    channel("site", "website", 0.3),
    channel("mp", "wechat"),
    channel("wb", "weibo", 7.0),
]
ROSTER = [
    account("wechat:a", "甲区"),
    account("weibo:a", "甲区", valid_to=date(2026, 10, 11)),
    account("weibo:a", "乙区", valid_from=date(2026, 10, 11)),
    account("weibo:b", "乙区"),
    account("wechat:c", "丙局", "委办局与人民团体", valid_from=date(2026, 10, 20)),
    account("weibo:d", "丁局", "委办局与人民团体"),
]
counts = st.one_of(st.none(), st.integers(0, 300_000), st.sampled_from([100_000, 100_001]))


@st.composite
def posts(draw: st.DrawFn, number: int) -> dict[str, Any]:
    second = draw(st.integers(-100_000, 31 * 86_400 + 100_000))
    more = {name: draw(counts) for name in ("reads", "likes", "wow", "comments", "reposts")}
    return post(
        f"p{number}",
        draw(st.sampled_from(["wechat:a", "weibo:a", "weibo:b", "wechat:c", "weibo:x"])),
        OCTOBER.start + timedelta(seconds=second),
        position=draw(st.sampled_from([None, 1, 1, 2])),
        original=draw(st.sampled_from([None, True, False])),
        censored=draw(
            st.sampled_from([None, [], ["reads"], ["reposts", "likes"], ["wow", "comments"]])
        ),
        withdrawn_at=draw(st.sampled_from([None, None, None, OCTOBER.start, OCTOBER.end])),
        **more,
    )


@st.composite
def offices(draw: st.DrawFn) -> Office:
    made = [draw(posts(number)) for number in range(draw(st.integers(0, 8)))]
    reprints = [
        reprint(
            f"r{number}",
            draw(st.sampled_from([f"p{n}" for n in range(9)])),
            draw(st.sampled_from(["app", "site", "mp", "wb", "unknown"])),
            reads=draw(counts),
            likes=draw(counts),
            comments=draw(counts),
            censored=draw(st.sampled_from([None, [], ["reads"]])),
        )
        for number in range(draw(st.integers(0, 12)))
    ]
    return Office(ROSTER, made, reprints, CHANNELS, feed=draw(st.booleans()))
