"""Simple tables and records: a table on a terminal, TSV in a pipe, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ranking.render.layout import GAP, cut, fit, natural
from ranking.render.safe import line
from ranking.render.wire import json_text

Row = Mapping[str, object]
Format = Literal["tsv", "json"]


@dataclass(frozen=True)
class Column:
    """One column: the key of its value in a row, its heading and how it is laid out.

    A ``flexible`` column is the first to be cut when the terminal is narrow.
    """

    key: str
    label: str
    right: bool = False
    flexible: bool = False


def table(title: str, columns: Sequence[Column], rows: Sequence[Row], width: int) -> Text:
    """Return a table of at most ``width`` cells whose lines are all equally wide.

    No cell is read as markup. Laid out here and not by rich.table, which takes ten times as long
    for widths that are already known.
    """
    texts = [[_cell(row.get(column.key)) for column in columns] for row in rows]
    wanted = [natural(c.label, [t[i].plain for t in texts]) for i, c in enumerate(columns)]
    widths = fit(wanted, [c.flexible for c in columns], width)
    head = _line([Text(column.label, "bold") for column in columns], columns, widths)
    rule = Text("─" * (sum(widths) + GAP * (len(widths) - 1)))
    above = [Text(cut(line(title), width), "bold")] if title else []
    whole = Text("\n", no_wrap=True, overflow="crop")
    return whole.join([*above, head, rule, *(_line(cells, columns, widths) for cells in texts)])


def _line(cells: Sequence[Text], columns: Sequence[Column], widths: Sequence[int]) -> Text:
    result = Text()
    for number, (cell, column, width) in enumerate(zip(cells, columns, widths, strict=True)):
        shown = cut(cell.plain, width)
        blank = " " * (width - cell_len(shown))
        before, after = (blank, "") if column.right else ("", blank)
        result.append((" " * GAP if number else "") + before)
        result.append(shown, cell.style or None)
        result.append(after)
    return result


def _cell(value: object) -> Text:
    return value if isinstance(value, Text) else Text(line(plain(value)))


def filled(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """Leave out the columns that are blank in every row: no change in a first edition."""
    return [c for c in columns if not rows or any(_cell(row.get(c.key)).plain for row in rows)]


def plain(value: object) -> str:
    """Return a value as a reader sees it: None as nothing, lists joined, whole numbers grouped."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return "; ".join(map(plain, value))
    return str(value)


def emit(rows: Sequence[Row], columns: Sequence[Column], fmt: Format) -> str:
    """Return the same rows for machines, by column key: TSV with a header line, or JSON."""
    if fmt == "json":
        return json_text([{c.key: row.get(c.key) for c in columns} for row in rows])
    header = "\t".join(c.key for c in columns)
    body = ("\t".join(_field(row.get(c.key)) for c in columns) for row in rows)
    return "\n".join([header, *body]) + "\n"


def _field(value: object) -> str:
    if isinstance(value, list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else line(str(value))


def show(
    console: Console,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    as_json: bool = False,
) -> None:
    """Print rows to a console: JSON if asked for, a table on a terminal, TSV anywhere else."""
    if as_json or not console.is_terminal:
        console.file.write(emit(rows, columns, "json" if as_json else "tsv"))
    else:
        console.print(table(title, columns, rows, console.width))
