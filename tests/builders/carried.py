"""Who carried whom: three units, three channels; in communities, by chance, and of one unit.

Three posts, none of them deeper than a level, and the tree of one that is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ranking.model.reprint_cascade import Cascade, PostCascade, Repost
from ranking.model.reprint_network import CarriedUnit, CarryingChannel, Flow, ReprintNetwork

_START = datetime(2026, 10, 1, 2, tzinfo=UTC)
UNITS = tuple(
    CarriedUnit(name, times, times // 2, 3 + n, times - n, 1 - n / 8, 0.5, 1 + n % 2)
    for n, (name, times) in enumerate((("浦东新区", 1200), ("市公安局", 640), ("静安区", 30)))
)
CHANNELS = tuple(
    CarryingChannel(f"c{n}", name, kind, 1.5, 900 - 90 * n, 80, 3, 0.125, part, 1 + n % 2, 0.1 * n)
    for n, (name, kind, part) in enumerate(
        (("人民日报客户端", "client", 0.5), ("新华网", "website", 0.3), ("某号", "wechat", 0.2))
    )
)
FLOWS = tuple(Flow(u.unit, c.channel_id, 10, 4, 0.25) for u in UNITS for c in CHANNELS)
CASCADES = tuple(
    Cascade(f"weibo:{n}", f"第{n}篇", unit.unit, 30 - n, 30 - n, 1, 1.9, 600 * n)
    for n, unit in enumerate(UNITS)
)
SPLIT = ReprintNetwork(None, UNITS, CHANNELS, FLOWS, 0.31, True, CASCADES, ())
ALIKE = replace(SPLIT, modularity=0.02, split=False)
ONE = ReprintNetwork("浦东新区", UNITS[:1], CHANNELS, FLOWS[:3], 0.31, True, CASCADES[:1], ())


def carried_post(parents: dict[str, str | None], **more: Any) -> PostCascade:
    """Return a post's tree: reprint → what it hangs on, a minute apart, named like their ids."""
    below = dict.fromkeys(parents, 0)
    levels: dict[str | None, int] = {None: 0}
    for name, above in parents.items():
        levels[name] = levels[above] + 1
        while above is not None:
            below[above] += 1
            above = parents[above]
    reposts = tuple(
        Repost(
            reprint_id=name,
            channel_id=f"client:{name}",
            name=f"{name}客户端",
            type="client",
            published_at=_START + timedelta(minutes=number),
            seconds=60 * number,
            above=above,
            level=levels[name],
            below=below[name],
            parent=above,
            fault=None,
        )
        for number, (name, above) in enumerate(parents.items(), 1)
    )
    depth = max(levels.values())
    cascade = Cascade("weibo:1", "外滩新闻", "浦东新区", len(reposts), 2, depth, 1.5, 60)
    post = PostCascade(cascade, "浦东发布", "weibo", _START, None, reposts)
    return replace(post, **more)
