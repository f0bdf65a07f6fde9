"""What changed between two editions, as tables for people."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from ranking.i18n import Translator
from ranking.model.difference import BoardDifference, Difference, Score, Side, UnitDifference
from ranking.render.console_board import TONES
from ranking.render.difference_data import listed
from ranking.render.figures import MISSING, points
from ranking.render.labels import month_name, named, platform_names
from ranking.render.layout import wrap
from ranking.render.rounding import fixed
from ranking.render.safe import line
from ranking.render.sentences import sentence
from ranking.render.tables import Column, Row, table

_COUNTED = (
    ("new", "{count} new"),
    ("dropped", "{count} left the board"),
    ("not_comparable", "{count} not comparable"),
)


def difference_tables(
    found: Difference, tr: Translator, width: int, *, everybody: bool = False
) -> Group:
    """Return one table a board for a console of that many cells.

    Units that neither moved nor came nor left are shown where ``everybody`` is.
    """
    boards = (part for b in found.boards for part in _board(found, b, tr, width, everybody))
    return Group(*difference_header(found, tr, width), *boards)


def difference_header(found: Difference, tr: Translator, width: int) -> Iterator[RenderableType]:
    """Yield what is compared, and what differs beside ranks."""
    yield Text(wrap(_title(found, tr), width), "bold")
    if found.synthetic:
        yield Text(tr("Synthetic data: says nothing about any real unit."), style="bold yellow")
    for text in (*_sides(found, tr), *(sentence(note, tr) for note in found.notes)):
        yield Text(wrap(text, width))


def board_title(board: BoardDifference, tr: Translator) -> str:
    """Return what a board is called."""
    return tr("{index} · {group}", index=line(board.index_name), group=line(board.group))


def arrow(row: UnitDifference, tr: Translator) -> Text:
    """Return the mark of a move, as boards show it."""
    if row.status in ("new", "dropped"):
        return Text(tr("new") if row.status == "new" else tr("left"), TONES["new"])
    if not row.moved:
        return Text("" if row.moved is None else "—")
    if row.moved > 0:
        return Text(f"↑{row.moved}", TONES["rise"])
    return Text(f"↓{-row.moved}", TONES["fall"])


def rank_change(row: UnitDifference) -> str:
    """Return both ranks, a dash where there is none."""
    return f"{_rank(row.before)} → {_rank(row.after)}"


def signed(value: float | None, decimals: int = 0) -> str:
    """Return a change with its sign, a dash where it is not known."""
    if value is None:
        return MISSING
    text = fixed(value, decimals)
    return f"+{text}" if float(text.replace(",", "")) > 0 else text


def causes_of(found: Difference) -> tuple[str, ...]:
    """Return the causes that there can be; none where the methods cannot be compared."""
    if found.kind == "method":
        return ("method",)
    counted = ("own", "others", "bonus")
    return {"same": counted, "recomputed": (*counted, "method"), "not_comparable": ()}[found.method]


def cause_names(tr: Translator) -> dict[str, str]:
    """Return cause → name."""
    return {
        "own": tr("Own counts"),
        "others": tr("Others"),
        "bonus": tr("Bonus"),
        "method": tr("Method"),
    }


def _title(found: Difference, tr: Translator) -> str:
    before, after = _name(found.before, tr), _name(found.after, tr)
    if found.kind == "method":
        return tr("{edition}: what another method would change", edition=after)
    if found.kind == "adjustment":
        numbers = tr(", ").join(map(str, found.before.without)) or MISSING
        return tr("{edition}: what adjustments changed ({numbers})", edition=after, numbers=numbers)
    return tr("{before} → {after}: what changed", before=before, after=after)


def _name(side: Side, tr: Translator) -> str:
    return tr("{month} r{revision}", month=month_name(tr, side.month), revision=side.revision)


def _sides(found: Difference, tr: Translator) -> Iterator[str]:
    """Say which methods, how many posts, and what else the editions were computed from."""
    before, after = found.before, found.after
    if found.method != "same":
        names = [f"{line(s.method.id)} {line(s.method.version)}" for s in (before, after)]
        yield tr("Method: {before} → {after}", before=names[0], after=names[1])
    platforms = platform_names(tr)
    counts: list[tuple[str, int | None, int | None]] = [
        (named(platforms, name), before.posts.get(name, 0), after.posts.get(name, 0))
        for name in dict.fromkeys([*platforms, *before.posts, *after.posts])
    ]
    counts.append((tr("Reprints by channels"), before.reprints, after.reprints))
    told = [f"{name} {_count(a)} → {_count(b)}" for name, a, b in counts if a != b]
    if told:
        yield tr("Posts and reprints: {changes}", changes=tr(", ").join(told))
    if found.inputs:
        names = [_inputs(tr).get(name) or line(name) for name in found.inputs]
        yield tr("Not the same: {inputs}", inputs=tr(", ").join(names))


def _inputs(tr: Translator) -> dict[str, str]:
    return {
        "list": tr("List"),
        "method": tr("Method"),
        "roster": tr("Roster"),
        "channels": tr("Channels"),
        "campaigns": tr("Campaigns"),
        "facts": tr("Facts"),
        "adjustments": tr("Adjustments"),
    }


def _count(number: int | None) -> str:
    return MISSING if number is None else fixed(number, 0)


def _board(
    found: Difference, board: BoardDifference, tr: Translator, width: int, everybody: bool
) -> Iterator[RenderableType]:
    yield Text()
    title = board_title(board, tr)
    rows = [_row(found, row, tr) for row in listed(board.rows, everybody)]
    if not rows or (board.status != "both" and not everybody):
        yield Text(wrap(title, width), "bold")
    else:
        yield table(title, _columns(found, tr, width), rows, width)
    yield Text(wrap(board_summary(board, tr), width))


def board_summary(board: BoardDifference, tr: Translator) -> str:
    """Return how many units moved how far, or that there is nothing to compare with."""
    if board.status == "new":
        return tr("There was no such board before: nothing to compare with.")
    if board.status == "dropped":
        return tr("There is no such board any more: nothing to compare with.")
    parts = [
        tr(
            "{moved} of {units} units moved, {places} places in all",
            moved=board.moved,
            units=board.ranked,
            places=board.places,
        )
    ]
    for status, template in _COUNTED:
        number = sum(row.status == status for row in board.rows)
        if number:
            parts.append(tr(template, count=number))
    return tr("; ").join(parts)


def _columns(found: Difference, tr: Translator, width: int) -> list[Column]:
    """Return the columns of a width; causes only where there can be any."""
    names = cause_names(tr)
    wide = [
        (60, Column("value_change", tr("Index change"), right=True)),
        (90, Column("value", tr("Index"), right=True)),
        (110, Column("totals", tr("Total"), right=True)),
    ]
    if found.method == "not_comparable":
        wide = []
    return [
        Column("rank", tr("Rank"), right=True),
        Column("change", tr("Change")),
        Column("unit", tr("Unit"), flexible=True),
        *(Column(cause, names[cause], right=True) for cause in causes_of(found)),
        *(column for least, column in wide if width >= least),
    ]


def _row(found: Difference, row: UnitDifference, tr: Translator) -> Row:
    places = dict.fromkeys(("own", "others", "bonus", "method"), "")
    if row.causes:
        places = {name: signed(getattr(row.causes, name)) for name in places}
    elif row.moved is not None:
        places = dict.fromkeys(places, MISSING)
    totals = [points(s.total if s else None, found.decimals).text for s in (row.before, row.after)]
    return {
        "rank": rank_change(row),
        "change": arrow(row, tr),
        "unit": line(row.unit),
        **places,
        "value_change": signed(row.value_change, found.decimals),
        "value": points(row.after.value if row.after else None, found.decimals).text,
        "totals": " → ".join(totals),
    }


def _rank(score: Score | None) -> str:
    return str(score.rank) if score and score.rank is not None else MISSING
