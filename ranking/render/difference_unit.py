"""One unit between two editions: which counts moved it, indicator by indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from ranking.i18n import Translator
from ranking.model.difference import BoardDifference, Difference, PartChange, Score, UnitDifference
from ranking.render.difference import (
    arrow,
    board_title,
    cause_names,
    causes_of,
    difference_header,
    rank_change,
    signed,
)
from ranking.render.figures import column_decimals, count, points
from ranking.render.labels import feature_name
from ranking.render.layout import wrap
from ranking.render.safe import line
from ranking.render.tables import Column, Row, emit, filled, table

_TSV = (
    *("index", "group", "unit", "name", "feature"),
    *("count_before", "count_after", "points_before", "points_after"),
)


def unit_tables(found: Difference, names: Mapping[str, str], tr: Translator, width: int) -> Group:
    """Return a unit's moves for a console of that many cells; ``names``: feature id → name."""
    parts = [
        part
        for board in found.boards
        for row in board.rows
        for part in _unit(found, board, row, names, tr, width)
    ]
    return Group(*difference_header(found, tr, width), *parts)


def unit_rows(found: Difference) -> str:
    """Return the indicators of all boards as one TSV table at full precision."""
    rows = [
        {"index": board.index, "group": board.group, "unit": row.unit, **vars(part)}
        for board in found.boards
        for row in board.rows
        for part in row.parts
    ]
    return emit(rows, [Column(name, name) for name in _TSV], "tsv")


def _unit(
    found: Difference,
    board: BoardDifference,
    row: UnitDifference,
    names: Mapping[str, str],
    tr: Translator,
    width: int,
) -> Iterator[RenderableType]:
    title = tr("{name}: {text}", name=line(row.unit), text=board_title(board, tr))
    yield Text()
    yield Text(wrap(title, width), "bold")
    for text in _lines(found, row, tr):
        yield Text(wrap(text, width))
    if row.parts:
        rows = _parts(found, row, names)
        columns = filled(_columns(tr, width), rows)
        yield table("", columns, rows, width)


def _lines(found: Difference, row: UnitDifference, tr: Translator) -> Iterator[str]:
    mark = arrow(row, tr).plain
    yield tr("Rank {ranks}  {mark}", ranks=rank_change(row), mark=mark).rstrip()
    if row.causes:
        names, values = cause_names(tr), vars(row.causes)
        told = [f"{names[cause]} {signed(values[cause])}" for cause in causes_of(found)]
        yield tr("Places: {causes}", causes=tr(", ").join(told))
    elif row.status == "not_comparable":
        yield tr("Not comparable: two methods.")
    scores = [(tr("before"), row.before), (tr("by the later method"), row.recomputed)]
    for label, score in (*scores, (tr("after"), row.after)):
        if score:
            yield _score(label, score, found.decimals, tr)


def _score(label: str, score: Score, decimals: int, tr: Translator) -> str:
    return tr(
        "{side}: index {value} + bonus {bonus} = {total}",
        side=label,
        value=points(score.value, decimals).text,
        bonus=points(score.bonus, decimals).text,
        total=points(score.total, decimals).text,
    )


def _columns(tr: Translator, width: int) -> list[Column]:
    wide = [
        Column("points_before", tr("Points before"), right=True),
        Column("points_after", tr("Points after"), right=True),
    ]
    return [
        Column("indicator", tr("Indicator"), flexible=True),
        Column("count_before", tr("Count before"), right=True),
        Column("count_after", tr("Count after"), right=True),
        *(wide if width >= 90 else []),
        Column("points_change", tr("Change in points"), right=True),
    ]


def _parts(found: Difference, row: UnitDifference, names: Mapping[str, str]) -> list[Row]:
    """Return the indicators, those first that changed the index most."""
    changes = {part.name: _change(part) for part in row.parts}
    additive = any(change is not None for change in changes.values())
    result: list[Row] = []
    for part in sorted(row.parts, key=lambda one: -abs(changes[one.name] or 0)):
        places = column_decimals((part.count_before, part.count_after), found.decimals)
        change = signed(changes[part.name], found.decimals) if additive else ""
        result.append(
            {
                "indicator": feature_name(names, part.feature),
                "count_before": count(part.count_before, decimals=places).text,
                "count_after": count(part.count_after, decimals=places).text,
                "points_before": _points(part.points_before, additive, found.decimals),
                "points_after": _points(part.points_after, additive, found.decimals),
                "points_change": change,
            }
        )
    return result


def _points(value: float | None, additive: bool, decimals: int) -> str:
    """Return points; nothing where the index is no sum of them, so that the column is left out."""
    return points(value, decimals).text if additive else ""


def _change(part: PartChange) -> float | None:
    if part.points_before is None or part.points_after is None:
        return None
    return part.points_after - part.points_before
