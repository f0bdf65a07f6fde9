"""The network drawn: the units most carried, the channels that carry them most, and the flows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from ranking.model.vocabulary import ChannelType
from ranking.network.labels import fitted, markup
from ranking.network.layout import BAR, LEFT, RIGHT, Bar, Layout, Ribbon, lay_out

Translate = Callable[..., str]
_WIDTH, _MARGIN = 1160, 40
_UNITS, _CHANNELS, _LABEL = 14, 18, 28
_FONTS = (
    "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, sans-serif"
)
_INK, _GREY, _RED, _RULE = "#262626", "#5a5a5a", "#a3121b", "#e3dcd4"
_COLOURS = {
    ChannelType.CLIENT.value: "#a3121b",
    ChannelType.WEBSITE.value: "#2c6aa0",
    ChannelType.WECHAT.value: "#4f7d3a",
    ChannelType.WEIBO.value: "#c46a1b",
    "": "#767676",
}
"""A colour a kind of channel, in the order they stand in; "" = a kind that is not known."""


def draw(
    edges: pl.DataFrame,
    channels: pl.DataFrame,
    title: str,
    tr: Translate,
    units_shown: int = _UNITS,
    channels_shown: int = _CHANNELS,
) -> str:
    """Return an SVG file of EDGES in any order: a bar a unit and a channel, ribbons between them.

    Heights are in proportion to reprints. Only the largest are drawn; the subtitle says how many
    and what part of all reprints they are. ``channels``: channel_id, name, type. ``title`` is
    escaped. Every shape says what it is to a pointer and to a screen reader. Without styles,
    scripts and links, so it may stand in any page.
    """
    shown = _largest(edges, units_shown, channels_shown)
    rows = channels.select("channel_id", "name", "type").unique("channel_id", keep="first").rows()
    kinds = {key: kind if kind in _COLOURS else "" for key, _, kind in rows}
    layout = lay_out(shown, kinds, list(_COLOURS))
    names = {key: name or key for key, name, _ in rows}
    about = _about(edges, shown, tr)
    most = max((ribbon.times for ribbon in layout.ribbons), default=1)
    parts = [
        *_head(title, about, layout, tr),
        *(_ribbon(ribbon, most, names, tr) for ribbon in layout.ribbons),
        *(part for bar in layout.units for part in _unit(bar)),
        *(part for bar in layout.channels for part in _channel(bar, names)),
    ]
    return _file(title, about, round(layout.bottom) + _MARGIN, parts)


def _largest(edges: pl.DataFrame, units: int, channels: int) -> pl.DataFrame:
    """Return the edges between the largest units and, among what carries them, channels."""
    for key, count in (("unit", units), ("channel_id", channels)):
        totals = edges.group_by(key).agg(pl.col("times").sum())
        kept = totals.sort("times", key, descending=[True, False]).head(count)
        edges = edges.join(kept.select(key), on=key, how="semi")
    return edges


def _about(edges: pl.DataFrame, shown: pl.DataFrame, tr: Translate) -> str:
    total, drawn = int(edges["times"].sum()), int(shown["times"].sum())
    counts = {
        "channels": shown["channel_id"].n_unique(),
        "all_channels": f"{edges['channel_id'].n_unique():,}",
        "drawn": f"{drawn:,}",
        "total": f"{total:,}",
        "share": f"{1000 * drawn // max(1, total) / 10}%",  # cut, so that 100% is all
    }
    units = edges["unit"].n_unique()
    if units == 1:
        return tr(
            "The {channels} of {all_channels} channels with the most reprints: {drawn} of {total} "
            "reprints, {share}.",
            **counts,
        )
    return tr(
        "The {units} of {all_units} units and {channels} of {all_channels} channels with the most "
        "reprints: {drawn} of {total} reprints, {share}.",
        units=shown["unit"].n_unique(),
        all_units=units,
        **counts,
    )


def _file(title: str, about: str, height: int, parts: list[str]) -> str:
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' aria-labelledby="network-title network-about" font-family="{_FONTS}">'
    )
    named = (
        f'<title id="network-title">{markup(title)}</title>',
        f'<desc id="network-about">{markup(about)}</desc>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
    )
    return "\n".join((start, *named, *parts, "</svg>\n"))


def _head(title: str, about: str, layout: Layout, tr: Translate) -> Iterator[str]:
    """Yield title, subtitle, the columns' heads and a legend of the kinds that are drawn."""
    yield f'<rect x="{_MARGIN}" y="34" width="5" height="28" fill="{_RED}"/>'
    yield _text(_MARGIN + 16, 57, markup(fitted(title, 72)), size=25, weight=700)
    yield _text(_MARGIN + 16, 84, markup(about), size=13.5, fill=_GREY)
    yield f'<path d="M{_MARGIN} 98H{_WIDTH - _MARGIN}" stroke="{_RULE}"/>'
    yield _text(
        LEFT - 10, 120, markup(tr("unit · reprints shown")), anchor="end", size=12, fill=_GREY
    )
    yield _text(RIGHT + 10, 120, markup(tr("channel · reprints shown")), size=12, fill=_GREY)
    left, names = LEFT + BAR + 46.0, _kind_names(tr)
    for kind in dict.fromkeys(bar.kind for bar in layout.channels):
        label = names[kind]
        yield f'<rect x="{left:g}" y="110" width="10" height="10" rx="2" fill="{_COLOURS[kind]}"/>'
        yield _text(left + 14, 120, markup(label), size=12, fill=_GREY)
        left += 32 + sum(12 if ord(c) > 255 else 6.5 for c in label)


def _kind_names(tr: Translate) -> dict[str, str]:
    return {
        ChannelType.CLIENT.value: tr("news client"),
        ChannelType.WEBSITE.value: tr("news site"),
        ChannelType.WECHAT.value: tr("WeChat account"),
        ChannelType.WEIBO.value: tr("Weibo account"),
        "": tr("other channel"),
    }


def _ribbon(ribbon: Ribbon, most: int, names: dict[str, str], tr: Translate) -> str:
    """Return one flow, as wide at one end as at the other, the stronger the darker."""
    start, end, middle = LEFT + BAR, RIGHT - BAR, (LEFT + RIGHT) / 2
    left, right, high = ribbon.left, ribbon.right, ribbon.height
    line = (
        f"M{start} {left:.1f}C{middle:g} {left:.1f} {middle:g} {right:.1f} {end} {right:.1f}"
        f"v{high:.2f}C{middle:g} {right + high:.1f} {middle:g} {left + high:.1f} "
        f"{start} {left + high:.1f}z"
    )
    channel = names.get(ribbon.channel.name, ribbon.channel.name)
    said = tr(
        "{unit} in {channel}: {times}",
        unit=ribbon.unit.name,
        channel=channel,
        times=f"{ribbon.times:,}",
    )
    opacity = 0.15 + 0.4 * ribbon.times / most
    look = f'fill="{_COLOURS[ribbon.channel.kind]}" fill-opacity="{opacity:.2f}"'
    return f'<path d="{line}" {look}><title>{markup(said)}</title></path>'


def _unit(bar: Bar) -> Iterator[str]:
    yield _rect(LEFT, bar, _INK)
    yield _text(LEFT - 10, bar.middle + 5, _label(bar.name, bar), anchor="end", size=14)


def _channel(bar: Bar, names: dict[str, str]) -> Iterator[str]:
    yield _rect(RIGHT - BAR, bar, _COLOURS[bar.kind])
    label = _label(names.get(bar.name, bar.name), bar)
    yield _text(RIGHT + 10, bar.middle + 5, label, size=14)


def _label(name: str, bar: Bar) -> str:
    shown = markup(fitted(name, _LABEL))
    return f'{shown}<tspan dx="7" fill="{_GREY}">{bar.times:,}</tspan>'


def _rect(left: float, bar: Bar, fill: str) -> str:
    high = max(1.0, bar.height)
    return f'<rect x="{left}" y="{bar.top:.1f}" width="{BAR}" height="{high:.1f}" fill="{fill}"/>'


def _text(
    x: float,
    y: float,
    content: str,
    *,
    size: float,
    anchor: str = "",
    fill: str = _INK,
    weight: int = 0,
) -> str:
    """Return a text element; ``content`` is markup already."""
    more = f' text-anchor="{anchor}"' if anchor else ""
    more += f' font-weight="{weight}"' if weight else ""
    return f'<text x="{x:g}" y="{y:.1f}" font-size="{size:g}" fill="{fill}"{more}>{content}</text>'
