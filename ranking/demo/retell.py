"""What a site makes of a post's text, for better or worse."""

from __future__ import annotations

from numpy.random import Generator

from ranking.demo.units import DISTRICTS, MARK

_HEADS = ("首页 > 要闻 > 正文", "本地 > 街坊 > 正文", "滚动新闻 > 正文")
_FEET = (
    f"责任编辑：小苏{MARK}\n版权归原作者所有，如有异议请联系本站",
    f"编辑：阿云{MARK}\n下载客户端，看更多街坊新闻",
)


def framed(text: str, rng: Generator) -> str:
    """Return the text with a site's line above it and its footer below."""
    return f"{_HEADS[rng.integers(len(_HEADS))]}\n{text}\n{_FEET[rng.integers(len(_FEET))]}"


def beginning(text: str, least: float, most: float, rng: Generator) -> str:
    """Return the beginning of the text: a share of it between ``least`` and ``most``."""
    return text[: round(len(text) * rng.uniform(least, most))]


def retitled(title: str) -> str:
    """Return another title for a post."""
    return f"{title.removeprefix('【演示】').partition('：')[0]}又有新动静{MARK}"


def with_source(text: str, unit: str, rng: Generator) -> str:
    """Return the text with the name of the unit that it is from, above or below."""
    mark = f"来源：{unit}"
    return f"{mark}\n{text}" if rng.random() < 0.5 else f"{text}\n（{mark}）"


def elsewhere(text: str, unit: str, rng: Generator) -> str:
    """Return the text as another district would have issued it."""
    other = [name for name, _, _ in DISTRICTS if name != unit][rng.integers(len(DISTRICTS) - 1)]
    return text.replace(unit.removesuffix(MARK) + MARK, other + MARK)
