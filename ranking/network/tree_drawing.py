"""One post's way drawn: who took it from whom, ring by ring."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from ranking.model.reprint_cascade import PostCascade
from ranking.network.labels import fitted, markup
from ranking.network.svg import (
    COLOURS,
    GREY,
    INK,
    MARGIN,
    RULE,
    WIDTH,
    Translate,
    heading,
    legend,
    page,
    text,
)
from ranking.network.tree_layout import HEART, Bush, Dot, lay_out_tree
from ranking.network.tree_levels import LEVELS, Drawn, drawn_part
from ranking.network.tree_names import Name, Point, beyond, place_names

After = Callable[[int], str]
_DRAWN, _TIMED, _TOP = 320, 40, 146
_UNIT = 14
"""Columns of the unit's name within the post; beside it there is room for twice that."""


def draw_tree(
    post: PostCascade, title: str, about: str, tr: Translate, after: After, drawn: int = _DRAWN
) -> str:
    """Return an SVG file of a post's tree: the post in the middle, a dot a reprint.

    A ring is a level; a dot is the larger the more was taken from it, of the colour of its kind of
    channel; siblings stand clockwise by time. A dashed line: the source it names was not believed.
    Of more than LEVELS levels the first are drawn, with three points where more follow; of more
    than ``drawn`` reprints those that carried it furthest. What is left out is said above.
    ``title`` and ``about`` are escaped; ``after`` says a span of seconds.
    """
    part = drawn_part(post, drawn)
    bush, left_out = lay_out_tree(part.reposts), list(_left_out(post, part, tr))
    spans, ends = [_after(dot, after) for dot in bush.dots], [_end(d, part, tr) for d in bush.dots]
    silent = len(part.reposts) > _TIMED
    names = place_names(bush, ["" if silent else span for span in spans], ends)
    marks = [p for dot, end in zip(bush.dots, ends, strict=True) if end for p in beyond(dot)]
    left, top, right, bottom = _box(bush, names, marks)
    x, y = (WIDTH - left - right) / 2 if bush.fan else WIDTH / 2, _TOP - top
    kinds = {_kind(dot) for dot in bush.dots}
    parts = [
        *heading(title, about),
        *legend([kind for kind in COLOURS if kind in kinds], MARGIN + 16.0, tr),
        *(text(WIDTH - MARGIN, 120, markup(s), size=12, anchor="end", fill=GREY) for s in left_out),
        f'<g transform="translate({x:.1f} {y:.1f})">',
        *_rings(bush),
        *(_line(dot, bush) for dot in bush.dots),
        *_post(post, bush),
        *(_dot(d, span, end, tr) for d, span, end in zip(bush.dots, spans, ends, strict=True)),
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.7" fill="{GREY}"/>' for x, y in marks),
        *map(_name, names),
        "</g>",
    ]
    return page("cascade", title, " ".join((about, *left_out)), round(y + bottom) + MARGIN, parts)


def _left_out(post: PostCascade, part: Drawn, tr: Translate) -> Iterator[str]:
    """Yield a sentence on what is drawn, where that is not all."""
    count = f"{len(part.reposts):,}"
    if part.cut:
        yield tr(
            "Shown are the {count} that carried it furthest on the first {shown} of {levels} "
            "levels.",
            count=count,
            shown=LEVELS,
            levels=f"{part.levels:,}",
        )
    elif len(part.reposts) < len(post.reposts):
        yield tr("Shown are the {count} that carried it furthest.", count=count)


def _after(dot: Dot, after: After) -> str:
    return "" if dot.repost.seconds is None else after(dot.repost.seconds)


def _end(dot: Dot, part: Drawn, tr: Translate) -> str:
    """Return how many levels below the dot are left out."""
    levels = part.hidden.get(dot.repost.reprint_id)
    return tr("levels left out: {count}", count=f"{levels:,}") if levels else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _box(
    bush: Bush, names: Sequence[Name], marks: Sequence[Point]
) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of all there is, from the post."""
    points = [*marks, *(point for name in names for point in name.points)]
    points += [(dot.x, dot.y) for dot in bush.dots]
    last = bush.rings[-1]
    points += [(-220.0, -20.0), (0.0, 20.0)] if bush.fan else [(0.0, -last), (0.0, last)]
    across, down = zip(*points, strict=True)
    return min(across), min(down) - 12, max(across), max(down) + 12


def _kind(dot: Dot) -> str:
    return dot.repost.type if dot.repost.type in COLOURS else ""


def _rings(bush: Bush) -> Iterator[str]:
    """Yield a faint ring a level; in a fan only as far around as there are dots on it."""
    for level, reach in enumerate(bush.rings, 1):
        if not bush.fan:
            yield f'<circle r="{reach:.1f}" fill="none" stroke="{RULE}"/>'
            continue
        angles = [dot.angle for dot in bush.dots if dot.repost.level == level]
        start, end = _at(reach, angles[0] - 0.1), _at(reach, angles[-1] + 0.1)
        way = f"M{start}A{reach:.1f} {reach:.1f} 0 0 1 {end}"
        yield f'<path d="{way}" fill="none" stroke="{RULE}"/>'


def _at(reach: float, angle: float) -> str:
    return f"{reach * math.cos(angle):.1f} {reach * math.sin(angle):.1f}"


def _line(dot: Dot, bush: Bush) -> str:
    above = dot.above
    if above is None:
        way = f"M0 0L{dot.x:.1f} {dot.y:.1f}"
    else:
        middle = (above.reach + dot.reach) / 2
        bends = f"{_at(middle, above.angle)} {_at(middle, dot.angle)}"
        way = f"M{above.x:.1f} {above.y:.1f}C{bends} {dot.x:.1f} {dot.y:.1f}"
    wide = 2 if bush.fan else 1.2
    look = f'stroke="{COLOURS[_kind(dot)]}" stroke-opacity="0.4" stroke-width="{wide}"'
    dashed = ' stroke-dasharray="4 3"' if dot.repost.fault else ""
    return f'<path d="{way}" fill="none" {look}{dashed}/>'


def _dot(dot: Dot, span: str, end: str, tr: Translate) -> str:
    below = tr("taken from it: {count}", count=f"{dot.repost.below:,}") if dot.repost.below else ""
    said = _joined(dot.repost.name, span, below, end)
    return (
        f'<circle cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="{dot.size:.1f}"'
        f' fill="{COLOURS[_kind(dot)]}" stroke="#fff"><title>{markup(said)}</title></circle>'
    )


def _post(post: PostCascade, bush: Bush) -> Iterator[str]:
    if bush.fan:
        unit = markup(fitted(post.cascade.unit, 2 * _UNIT))
        yield f'<circle r="9" fill="{INK}" stroke="#fff"/>'
        yield text(-18, 5, unit, size=15, anchor="end", weight=700)
    else:
        unit = markup(fitted(post.cascade.unit, _UNIT))
        yield f'<circle r="{HEART:g}" fill="#fff" stroke="{INK}" stroke-width="2"/>'
        yield text(0, 5, unit, size=14, anchor="middle", weight=700)


def _name(name: Name) -> str:
    more = f'<tspan dx="6" fill="{GREY}">{markup(name.more)}</tspan>' if name.more else ""
    return text(
        name.x,
        name.y,
        f"{markup(name.text)}{more}",
        size=name.size,
        anchor=name.anchor,
        turn=name.turn,
        halo=True,
    )
