"""Simple tables and records: a table on a terminal, TSV in a pipe, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ranking.render.layout import cut, fit, natural
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


def table(title: str, columns: Sequence[Column], rows: Sequence[Row], width: int) -> Table:
    """Return a rich table of at most ``width`` cells; no cell is read as markup."""
    texts = [[_cell(row.get(column.key)) for column in columns] for row in rows]
    wanted = [natural(c.label, [t[i].plain for t in texts]) for i, c in enumerate(columns)]
    widths = fit(wanted, [c.flexible for c in columns], width)
    result = _frame(title, columns, widths)
    for cells in texts:
        result.add_row(*(_cut(cell, w) for cell, w in zip(cells, widths, strict=True)))
    return result


def _frame(title: str, columns: Sequence[Column], widths: Sequence[int]) -> Table:
    frame = Table(
        title=Text(line(title)) if title else None,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
    )
    for column, width in zip(columns, widths, strict=True):
        frame.add_column(
            Text(cut(column.label, width)),
            justify="right" if column.right else "left",
            width=width,
            no_wrap=True,
        )
    return frame


def _cell(value: object) -> Text:
    return value if isinstance(value, Text) else Text(line(plain(value)))


def _cut(cell: Text, width: int) -> Text:
    return Text(cut(cell.plain, width), style=cell.style)


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
