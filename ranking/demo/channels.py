"""Places that reprint: 276 news clients, 251 news sites, others' accounts. All are invented."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.random import Generator

from ranking.demo.streams import draw
from ranking.demo.units import MARK
from ranking.model.vocabulary import ChannelType

_PLACES = (
    "苏河", "申江", "云间", "春申", "练川", "淀山", "佘山", "吴淞", "长滩", "滨江",
    "外滩源", "龙华", "七宝", "朱泾", "南翔", "东滩", "临港湾", "虹桥湾", "张江里", "曹杨里",
    "四川北里", "大世界", "石库门",
)  # fmt: skip
_CLIENTS = (
    "日报", "晚报", "新闻", "快报", "观察", "时报", "资讯", "生活报", "视频",
    "广播", "融媒", "热线",
)  # fmt: skip
_SITES = (
    "网", "在线", "新闻网", "时讯网", "都市网", "民生网", "财经网", "文化网", "科技网", "社区网",
    "健康网",
)  # fmt: skip
_COUNTS = {
    ChannelType.CLIENT: 276,
    ChannelType.WEBSITE: 251,
    ChannelType.WECHAT: 2_400,
    ChannelType.WEIBO: 1_800,
}
_TAIL = 0.85


def channels() -> pl.DataFrame:
    """Return all channels: name, type, alias (null: none), place (most popular = 0 in its type).

    One row a channel; the same whatever the seed.
    """
    frames = [
        pl.DataFrame({"name": _names(kind)[:count], "place": range(count)}).with_columns(
            pl.lit(kind.value).alias("type"),
            pl.when(pl.int_range(pl.len()) % 25 == 3)
            .then(pl.col("name").str.replace(MARK, "App" + MARK, literal=True))
            .alias("alias"),
        )
        for kind, count in _COUNTS.items()
    ]
    return pl.concat(frames)


def pick(places: int, size: int, rng: Generator) -> np.ndarray:
    """Draw channels by popularity (Zipf), as places."""
    return draw(1.0 / (np.arange(places) + 3.0) ** _TAIL, size, rng)


def _names(kind: ChannelType) -> list[str]:
    if kind is ChannelType.CLIENT:
        return [f"{place}{word}客户端{MARK}" for word in _CLIENTS for place in _PLACES]
    if kind is ChannelType.WEBSITE:
        return [f"{place}{word}{MARK}" for word in _SITES for place in _PLACES]
    noun = "公众号" if kind is ChannelType.WECHAT else "博主"
    return [f"演示{noun}{i:04d}" for i in range(_COUNTS[kind])]
