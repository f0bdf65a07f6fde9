"""Lines of keys in TOML files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ranking.config_lines import line_of, lines_of
from tests.builders.month import CONFIG


def marked(text: str) -> None:
    """Check every ``#= key`` of a text: the key stands in the line of its mark."""
    tomllib.loads(text)
    lines = lines_of(text)
    expected = [
        (key, number)
        for number, line in enumerate(text.splitlines(), start=1)
        for key in line.partition("#= ")[2].split()
    ]
    assert expected
    assert {key: line_of(lines, key) for key, _ in expected} == dict(expected)


def test_tables_and_dotted_and_quoted_keys_have_the_line_they_stand_in() -> None:
    """Headers, dotted keys, quotes with and without escapes, and tables that are only implied."""
    marked(
        """\
        # [none]
        a = 1                           #= a
        b . c = 2                       #= b b.c
        b."d.e" = 3                     #= b.d.e
        "" = [1]
        [t.u]                           #= t t.u
        'v' = 4                         #= t.u.v
        "\\u0077" = 5                   #= t.u.w
        [x]                             #= x
        [x.y.z]                         #= x.y.z
        [x.y]                           #= x.y
        """
    )


def test_a_table_that_comes_late_has_its_own_line() -> None:
    """Not that of the table below it that came first."""
    lines = lines_of("[a.b]\nc = 1\n[a]\nd = 2\n")
    assert (lines["a"], lines["a.b"], lines["a.d"]) == (3, 1, 4)


def test_tables_of_arrays_attach_to_the_last_of_their_parents() -> None:
    """Arrays of tables inside arrays of tables, and plain tables between them."""
    marked(
        """\
        [[i]]                           #= i i[0]
        a = 1                           #= i[0].a
        [[i.n]]                         #= i[0].n i[0].n[0]
        w = 1                           #= i[0].n[0].w
        [[i.n]]                         #= i[0].n[1]
        [i.n.t]                         #= i[0].n[1].t
        w = 1                           #= i[0].n[1].t.w
        [[i.n.t.m]]                     #= i[0].n[1].t.m i[0].n[1].t.m[0]
        [[i]]                           #= i[1]
        [i.f]                           #= i[1].f
        [[i.n]]                         #= i[1].n i[1].n[0]
        """
    )


def test_values_over_several_lines_are_followed() -> None:
    """Arrays, tables in one line, and what looks like a key inside a text or a comment."""
    marked(
        '''\
        m = """
        k = 1 # [x]
        \\""" " ""
        """""                           # ends in two quotes of its own
        l = \'\'\'
        [[i]]
        \'\'\'
        a = [                           #= a
          1, # b = 2
          "]",                          #= a[1]
          { b = 1.5, c.d = [2,          #= a[2] a[2].b a[2].c a[2].c.d a[2].c.d[0]
            { e = "#" }], f = \'"\' },  #= a[2].c.d[1] a[2].c.d[1].e a[2].f
        ]
        d = 1979-05-27 07:32:00Z        #= d
        e = {}                          #= e
        f = { g = { h = 1 }, i = [] }   #= f f.g f.g.h f.i
        [k]                             #= k
        '''
    )


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("a[0].b.c", 2),
        ("a[0].x", 1),
        ("a[1].b", 3),
        ("a[7]", 1),
        ("x", None),
        ("x.y[3].z", None),
        ("", None),
    ],
)
def test_what_is_not_there_has_the_line_of_what_is_around_it(key: str, line: int | None) -> None:
    """A missing key has its table's line; a key of the whole file has none."""
    assert line_of(lines_of("[[a]]\nb = 1\n[[a]]\n"), key) == line


def test_windows_line_ends_count_once() -> None:
    """Also inside a text of several lines."""
    assert lines_of('a = """\r\n\r\n"""\r\nb = 1\r\n') == {"a": 1, "b": 4}


def keys(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield (place, key) of every key of a table."""
    if isinstance(value, dict):
        for key, inner in value.items():
            here = f"{place}.{key}" if place else key
            yield here, key
            yield from keys(inner, here)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from keys(inner, f"{place}[{number}]")


@pytest.mark.parametrize("path", sorted(CONFIG.rglob("*.toml")), ids=lambda p: p.stem)
def test_every_key_of_every_shipped_file_is_found_where_it_is_written(path: Path) -> None:
    """The line that is said holds the key."""
    text = path.read_text("utf-8")
    lines, written = lines_of(text), text.splitlines()
    found = list(keys(tomllib.loads(text)))
    assert found or all(line.startswith("#") or not line for line in written)
    for place, key in found:
        assert key in written[lines[place] - 1]
