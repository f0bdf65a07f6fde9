"""The network drawn: the units most carried, the channels that carry them most, and the flows."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from ranking.network.labels import fitted, markup
from ranking.network.layout import BAR, LEFT, RIGHT, Bar, Layout, Ribbon, lay_out
from ranking.network.svg import COLOURS, GREY, INK, MARGIN, Translate, heading, legend, page, text

_UNITS, _CHANNELS, _LABEL = 14, 18, 28


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
    kinds = {key: kind if kind in COLOURS else "" for key, _, kind in rows}
    layout = lay_out(shown, kinds, list(COLOURS))
    names = {key: name or key for key, name, _ in rows}
    about = _about(edges, shown, tr)
    most = max((ribbon.times for ribbon in layout.ribbons), default=1)
    parts = [
        *_head(title, about, layout, tr),
        *(_ribbon(ribbon, most, names, tr) for ribbon in layout.ribbons),
        *(part for bar in layout.units for part in _unit(bar)),
        *(part for bar in layout.channels for part in _channel(bar, names)),
    ]
    return page("network", title, about, round(layout.bottom) + MARGIN, parts)


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


def _head(title: str, about: str, layout: Layout, tr: Translate) -> Iterator[str]:
    """Yield title, subtitle, the columns' heads and a legend of the kinds that are drawn."""
    yield from heading(title, about)
    yield text(
        LEFT - 10, 120, markup(tr("unit · reprints shown")), anchor="end", size=12, fill=GREY
    )
    yield text(RIGHT + 10, 120, markup(tr("channel · reprints shown")), size=12, fill=GREY)
    kinds = dict.fromkeys(bar.kind for bar in layout.channels)
    yield from legend(kinds, LEFT + BAR + 46.0, tr)


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
    look = f'fill="{COLOURS[ribbon.channel.kind]}" fill-opacity="{opacity:.2f}"'
    return f'<path d="{line}" {look}><title>{markup(said)}</title></path>'


def _unit(bar: Bar) -> Iterator[str]:
    yield _rect(LEFT, bar, INK)
    yield text(LEFT - 10, bar.middle + 5, _label(bar.name, bar), anchor="end", size=14)


def _channel(bar: Bar, names: dict[str, str]) -> Iterator[str]:
    yield _rect(RIGHT - BAR, bar, COLOURS[bar.kind])
    label = _label(names.get(bar.name, bar.name), bar)
    yield text(RIGHT + 10, bar.middle + 5, label, size=14)


def _label(name: str, bar: Bar) -> str:
    shown = markup(fitted(name, _LABEL))
    return f'{shown}<tspan dx="7" fill="{GREY}">{bar.times:,}</tspan>'


def _rect(left: float, bar: Bar, fill: str) -> str:
    high = max(1.0, bar.height)
    return f'<rect x="{left}" y="{bar.top:.1f}" width="{BAR}" height="{high:.1f}" fill="{fill}"/>'
