"""Simple tables: a table on a terminal, TSV in a pipe, JSON when asked."""

import io
import json

import pytest
from rich.cells import cell_len
from rich.console import Console

from ranking.render.tables import Column, emit, show, table

COLUMNS = (
    Column("unit", "单位", flexible=True),
    Column("posts", "稿件", right=True),
    Column("aliases", "别名"),
)
ROWS = (
    {"unit": "浦东新区", "posts": 1234, "aliases": ["浦东", "浦东发布"]},
    {"unit": "[red]黄浦区[/]\x1b[31m", "posts": None, "aliases": []},
)


def console(*, terminal, width=80):
    return Console(
        width=width,
        file=io.StringIO(),
        force_terminal=terminal,
        no_color=True,
        legacy_windows=False,
        _environ={},
    )


def test_a_terminal_gets_a_table(snapshot):
    """Headings, right-aligned numbers, nothing for None, markup as text."""
    target = console(terminal=False)
    target.print(table("账号名册", COLUMNS, ROWS, 80))
    assert target.file.getvalue() == snapshot


def test_show_chooses_by_where_it_prints():
    """Table on a terminal, TSV in a pipe, JSON only when asked."""
    terminal, pipe, machine = (
        console(terminal=True),
        console(terminal=False),
        console(terminal=True),
    )
    show(terminal, "账号名册", COLUMNS, ROWS)
    show(pipe, "账号名册", COLUMNS, ROWS)
    show(machine, "账号名册", COLUMNS, ROWS, as_json=True)
    assert "──" in terminal.file.getvalue()
    assert pipe.file.getvalue() == emit(ROWS, COLUMNS, "tsv")
    assert json.loads(machine.file.getvalue())[0]["posts"] == 1234


def test_tsv_has_keys_and_one_line_per_row():
    """None is empty, a list is JSON, escapes are gone."""
    assert emit(ROWS, COLUMNS, "tsv").split("\n") == [
        "unit\tposts\taliases",
        '浦东新区\t1234\t["浦东", "浦东发布"]',
        "[red]黄浦区[/]\t\t[]",
        "",
    ]


def test_json_keeps_types():
    """Numbers, null and lists arrive as such, in the order of the columns."""
    assert json.loads(emit(ROWS, COLUMNS, "json")) == [dict(row) for row in ROWS]


def test_booleans_are_words_in_tsv():
    """A flag is true or false, as in JSON."""
    assert emit([{"a": True}, {"a": False}], [Column("a", "A")], "tsv") == "a\ntrue\nfalse\n"


@pytest.mark.parametrize("width", [20, 30, 60, 120])
def test_a_table_fits_and_is_a_rectangle(width):
    """However long the names, every line is as wide as the others."""
    rows = [*ROWS, {"unit": "名" * 300, "posts": 10**15, "aliases": ["x" * 90]}]
    target = console(terminal=False, width=width)
    target.print(table("", COLUMNS, rows, width))
    lines = target.file.getvalue().rstrip("\n").split("\n")
    assert len(lines) == len(rows) + 2
    assert len({cell_len(line) for line in lines}) == 1
    assert cell_len(lines[0]) <= width
