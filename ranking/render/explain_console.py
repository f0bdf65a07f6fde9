"""An explanation on a terminal: from counts to points to rank, and what one place more takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from ranking.i18n import Translator
from ranking.model.explanation import BoardExplanation, Explanation, Gain, Step
from ranking.render.boards import change_mark
from ranking.render.console import lines, posts_table
from ranking.render.console_board import mark_text
from ranking.render.explain_adjustments import adjustments
from ranking.render.explain_evidence import accounts, campaigns, channels, matches
from ranking.render.figures import MISSING, Figure, column_decimals, count, points
from ranking.render.labels import labels, month_name
from ranking.render.posts import explained_posts
from ranking.render.rounding import fixed
from ranking.render.safe import line
from ranking.render.sentences import sentence
from ranking.render.tables import Column, Row, table


def explanation(explained: Explanation, tr: Translator, width: int) -> Group:
    """Return the whole explanation for a console of that many cells."""
    return Group(
        *_header(explained, tr),
        *(part for board in explained.boards for part in _board(board, explained, tr, width)),
        *_spaced(accounts(explained, tr, width)),
        *_spaced(_top_posts(explained, tr, width)),
        *_spaced(channels(explained, tr, width)),
        *_spaced(campaigns(explained, tr, width)),
        *_spaced(matches(explained, tr, width)),
        *_spaced(adjustments(explained, tr, width)),
        *_spaced(lines([sentence(note, tr) for note in explained.notes], width)),
    )


def _spaced(parts: Sequence[RenderableType]) -> Iterator[RenderableType]:
    if parts:
        yield Text()
        yield from parts


def _header(explained: Explanation, tr: Translator) -> Iterator[RenderableType]:
    title = tr(
        "{unit} ({group}), {month}",
        unit=line(explained.unit),
        group=line(explained.group),
        month=month_name(tr, explained.month),
    )
    method = tr(
        "Method {method} {version} ({sha})",
        method=line(explained.method.id),
        version=line(explained.method.version),
        sha=explained.method.sha256[:12],
    )
    yield Text(title, style="bold")
    yield Text(method)


def _board(
    board: BoardExplanation, explained: Explanation, tr: Translator, width: int
) -> Iterator[RenderableType]:
    yield Text()
    yield _standing(board, explained.decimals, tr)
    if board.formula:
        yield Text(line(board.formula))
    yield _steps(board, explained.decimals, tr, width)
    yield from lines(_reasons(board.steps, tr), width)
    yield from _gains(board, explained.decimals, tr, width)
    yield from lines([sentence(note, tr) for note in board.row.notes], width)


def _standing(board: BoardExplanation, decimals: int, tr: Translator) -> Text:
    row = board.row
    title = tr("{index} · {group}", index=line(board.index_name), group=line(board.group))
    place = tr("not ranked")
    if row.rank is not None:
        place = tr("rank {rank} of {units}", rank=row.rank, units=board.units_in_group)
    score = tr(
        "index {value} + bonus {bonus} = {total}",
        value=points(row.value, decimals).text,
        bonus=points(row.bonus, decimals).text,
        total=points(row.total, decimals).text,
    )
    heading = Text(tr("{name}: {text}", name=title, text=place), style="bold")
    return Text("  ").join([heading, mark_text(change_mark(row, tr)), Text(score)])


def _steps(board: BoardExplanation, decimals: int, tr: Translator, width: int) -> RenderableType:
    words = labels(tr)
    columns = [
        Column("name", tr("Indicator"), flexible=True),
        Column("count", tr("Count"), right=True),
        *([Column("formula", tr("Calculation"), flexible=True)] if width >= 60 else []),
        Column("points", words.points, right=True),
    ]
    rows: list[Row] = [_step(step, decimals) for step in board.steps]
    total = {
        "name": Text(words.index, style="bold"),
        "points": points(board.row.value, decimals).text,
    }
    return table("", columns, [*rows, total], width)


def _step(step: Step, decimals: int) -> Row:
    return {
        "name": line(step.name),
        "count": _step_count(step, decimals).text,
        "formula": line(step.formula),
        "points": points(step.points, decimals).text,
    }


def _step_count(step: Step, decimals: int) -> Figure:
    if step.status == "missing":
        return count(None)
    places = column_decimals([step.count], decimals)
    return count(step.count, lower_bound=step.status == "lower_bound", decimals=places)


def _reasons(steps: Sequence[Step], tr: Translator) -> list[str]:
    return [
        tr("{name}: {text}", name=line(step.name), text=line(tr(step.reason)))
        for step in steps
        if step.reason
    ]


def _gains(
    board: BoardExplanation, decimals: int, tr: Translator, width: int
) -> Iterator[RenderableType]:
    if board.above is None or board.gap is None:
        return
    gap, unit = fixed(board.gap, decimals), line(board.above)
    if not board.gains:
        text = tr(
            "{gap} points behind {unit}. No indicator alone says what one place more takes: units "
            "are compared with one another here, or one count moves several indicators.",
            gap=gap,
            unit=unit,
        )
        yield from lines([text], width)
        return
    yield Text(
        tr(
            "{gap} points behind {unit}. One place more takes, by one indicator alone:",
            gap=gap,
            unit=unit,
        )
    )
    columns = [
        Column("name", tr("Indicator"), flexible=True),
        Column("now", tr("Now"), right=True),
        Column("needed", tr("Needed"), right=True),
        Column("more", tr("More"), right=True),
    ]
    yield table("", columns, [_gain(gain, decimals, tr) for gain in board.gains], width)


def _gain(gain: Gain, decimals: int, tr: Translator) -> Row:
    places = column_decimals([gain.now], decimals)
    more = MISSING if gain.needed is None else f"+{fixed(gain.needed - (gain.now or 0), places)}"
    needed = tr("not enough alone") if gain.needed is None else fixed(gain.needed, 0)
    return {
        "name": line(gain.name),
        "now": count(gain.now, decimals=places).text,
        "needed": needed,
        "more": more,
    }


def _top_posts(explained: Explanation, tr: Translator, width: int) -> list[RenderableType]:
    if not explained.top_posts:
        return []
    return list(posts_table(explained_posts(explained.top_posts, tr), labels(tr), width))
