"""What the drawings have in common: page, colours, words of the legend, text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ranking.model.vocabulary import ChannelType
from ranking.network.labels import fitted, markup

Translate = Callable[..., str]
WIDTH, MARGIN = 1160, 40
INK, GREY, RED, RULE = "#262626", "#5a5a5a", "#a3121b", "#e3dcd4"
COLOURS = {
    ChannelType.CLIENT.value: "#a3121b",
    ChannelType.WEBSITE.value: "#2c6aa0",
    ChannelType.WECHAT.value: "#4f7d3a",
    ChannelType.WEIBO.value: "#c46a1b",
    "": "#767676",
}
"""A colour a kind of channel, in the order they stand in; "" = a kind that is not known."""
_FONTS = (
    "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, sans-serif"
)


def page(name: str, title: str, about: str, height: int, parts: Iterable[str]) -> str:
    """Return a whole SVG file with a title and a description for those who do not see it.

    Without styles, scripts and links, so it may stand in any page; ``name`` begins its ids.
    """
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-labelledby="{name}-title {name}-about" font-family="{_FONTS}">'
    )
    named = (
        f'<title id="{name}-title">{markup(title)}</title>',
        f'<desc id="{name}-about">{markup(about)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
    )
    return "\n".join((start, *named, *parts, "</svg>\n"))


def heading(title: str, about: str) -> Iterator[str]:
    """Yield the title, a line below it and the rule under both."""
    yield f'<rect x="{MARGIN}" y="34" width="5" height="28" fill="{RED}"/>'
    yield text(MARGIN + 16, 57, markup(fitted(title, 72)), size=25, weight=700)
    yield text(MARGIN + 16, 84, markup(about), size=13.5, fill=GREY)
    yield f'<path d="M{MARGIN} 98H{WIDTH - MARGIN}" stroke="{RULE}"/>'


def legend(kinds: Iterable[str], left: float, tr: Translate) -> Iterator[str]:
    """Yield the colours of those kinds and what they are called, from ``left`` on."""
    names = _kind_names(tr)
    for kind in kinds:
        label = names[kind]
        yield f'<rect x="{left:g}" y="110" width="10" height="10" rx="2" fill="{COLOURS[kind]}"/>'
        yield text(left + 14, 120, markup(label), size=12, fill=GREY)
        left += 32 + sum(12 if ord(c) > 255 else 6.5 for c in label)


def _kind_names(tr: Translate) -> dict[str, str]:
    return {
        ChannelType.CLIENT.value: tr("news client"),
        ChannelType.WEBSITE.value: tr("news site"),
        ChannelType.WECHAT.value: tr("WeChat account"),
        ChannelType.WEIBO.value: tr("Weibo account"),
        "": tr("other channel"),
    }


def text(
    x: float,
    y: float,
    content: str,
    *,
    size: float,
    anchor: str = "",
    fill: str = INK,
    weight: int = 0,
    turn: float = 0,
    halo: bool = False,
) -> str:
    """Return a text element; ``content`` is markup already.

    ``turn``: degrees about its own place; ``halo``: on white, where lines run below it.
    """
    more = f' text-anchor="{anchor}"' if anchor else ""
    more += f' font-weight="{weight}"' if weight else ""
    more += f' transform="rotate({turn:.2f} {x:.1f} {y:.1f})"' if turn else ""
    more += ' stroke="#fff" stroke-width="3" paint-order="stroke"' if halo else ""
    return f'<text x="{x:g}" y="{y:.1f}" font-size="{size:g}" fill="{fill}"{more}>{content}</text>'
