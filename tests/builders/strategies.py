"""Random small offices: accounts that move, posts around the month's ends, missing counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from ranking.model.adjustment import Adjustment, Kind, Status
from tests.builders.adjusted import adjustment, undo
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
ACCOUNTS = ["wechat:a", "weibo:a", "weibo:b", "wechat:c", "weibo:x"]
POINTS = st.decimals("0.01", "9", places=2)
counts = st.one_of(st.none(), st.integers(0, 300_000), st.sampled_from([100_000, 100_001]))


@st.composite
def posts(draw: st.DrawFn, number: int) -> dict[str, Any]:
    second = draw(st.integers(-100_000, 31 * 86_400 + 100_000))
    more = {name: draw(counts) for name in ("reads", "likes", "wow", "comments", "reposts")}
    return post(
        f"p{number}",
        draw(st.sampled_from(ACCOUNTS)),
        OCTOBER.start + timedelta(seconds=second),
        position=draw(st.sampled_from([None, 1, 1, 2])),
        original=draw(st.sampled_from([None, True, False])),
        censored=draw(
            st.sampled_from([None, [], ["reads"], ["reposts", "likes"], ["wow", "comments"]])
        ),
        topics=draw(st.sampled_from([None, [], ["进博会"], ["#进博会#", "进博会", "申城"]])),
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


_OF_POSTS = st.sampled_from([Kind.EXCLUDE_POST, Kind.INCLUDE_POST, Kind.ATTRIBUTE_POST])
_OF_ACCOUNTS = st.sampled_from([Kind.EXCLUDE_ACCOUNT, Kind.INCLUDE_ACCOUNT, Kind.ATTRIBUTE_ACCOUNT])
_OF_POINTS = st.sampled_from([Kind.AWARD, Kind.DEDUCT])
UNITS = st.sampled_from(["甲区", "乙区", "丙局", "丁局"])


@st.composite
def adjustments(draw: st.DrawFn) -> list[Adjustment]:
    """Return adjustments of an office of ``offices``; some are undone, or not confirmed."""
    made: list[Adjustment] = []
    for number in range(1, draw(st.integers(0, 9)) + 1):
        post, account = f"p{draw(st.integers(0, 8))}", draw(st.sampled_from(ACCOUNTS))
        one = draw(
            st.one_of(
                st.builds(adjustment, st.just(number), _OF_POSTS, st.just(post), unit=UNITS),
                st.builds(adjustment, st.just(number), _OF_ACCOUNTS, st.just(account), unit=UNITS),
                st.builds(adjustment, st.just(number), _OF_POINTS, UNITS, points=POINTS),
                st.builds(undo, st.just(number), st.integers(1, max(1, number - 1))),
            )
        )
        made.append(replace(one, status=draw(st.sampled_from([Status.CONFIRMED] * 3 + [*Status]))))
    return made
