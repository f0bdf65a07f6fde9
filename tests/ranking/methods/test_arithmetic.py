"""The arithmetic of formulas: little is allowed, nothing is executed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.methods.arithmetic import parse
from tests.builders.methods import derived, small_faults


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("reads / posts", ("reads", "posts")),
        ("min(max_reads, 100000) + max_reads * .5", ("max_reads",)),
        ("-(a - 1e5) * (b >= 2) + max(c, -a)", ("a", "b", "c")),
        ("min + max(min, 3.)", ("min",)),
        (" a  !=  b ", ("a", "b")),
        ("1 + 1", ()),
    ],
)
def test_arithmetic_names_what_it_rests_on(text: str, names: tuple[str, ...]) -> None:
    """Features once each, in order; min and max only where they are not called."""
    assert parse(text).names == names


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("reads // posts", "'reads // posts'"),
        ("reads ** 9999", "'reads ** 9999'"),
        ("a < b < c", "'a < b < c'"),
        ("a and b", "'a and b'"),
        ("not a", "'not a'"),
        ("+a", "'+a'"),
        ("a if b else c", "'a if b else c'"),
        ("a in b", "'a in b'"),
        ("a, b", "'a, b'"),
        ("True", "'True'"),
        ("None", "'None'"),
        ("a.b", "'.b'"),
        ("a.__class__.__bases__", "'.__class__.__bases__'"),
        ("__import__('os')", "''os')'"),
        ("open(a)", "'open(a)'"),
        ("min(a)", "'min(a)'"),
        ("min(a, b, c)", "'min(a, b, c)'"),
        ("min(*a, b)", "'*a'"),
        ("max(a, b)(a, b)", "'max(a, b)(a, b)'"),
        ("min(a, key=b)", "'=b)'"),
        ("lambda: 1", "':'"),
        ("a := 1", "':='"),
        ("a[0]", "'[0]'"),
        ("{a}", "'{a}'"),
        ("a; b", "';'"),
        ("'a'", "''a''"),
        ("...", "'...'"),
        ("1j", "'1j'"),
        ("0x10", "'0x10'"),
        ("1_000", "'1_000'"),
        ("1if a else b", "'1if'"),
        ("1e400", "'1e400'"),
        ("9" * 400, "'" + "9" * 40 + "...'"),
        ("阅读 / 2", "'阅读'"),
        ("ﬁ + 1", "'ﬁ'"),
        ("（a）", "'（a）'"),
        ("not " + "-" * 480 + "a", "'not -"),
    ],
)
def test_what_is_not_arithmetic_is_refused_and_shown(text: str, shown: str) -> None:
    """The part that is not allowed, and what is."""
    with pytest.raises(ValueError, match="allowed in arithmetic; allowed: numbers") as caught:
        parse(text)
    assert str(caught.value).startswith(shown)


@pytest.mark.parametrize("text", ["", " ", "a +", "a b", "(a", "import os", "class", "f(", "yield"])
def test_what_has_no_structure_is_refused(text: str) -> None:
    """With the reader's own words."""
    with pytest.raises(ValueError, match=r"^not arithmetic \("):
        parse(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("(" * 10_000 + "1" + ")" * 10_000, "longer than 500 characters"),
        ("-" * 100_000 + "1", "longer than 500 characters"),
        ("(" * 240 + "1" + ")" * 240, "not arithmetic"),
        ("a" + "/b" * 9, "more than 8 of /, min"),
        ("min(" * 9 + "a" + ", 1)" * 9, "more than 8 of /, min"),
    ],
)
def test_what_would_keep_the_engine_busy_is_refused(text: str, part: str) -> None:
    """Depth, length, and steps that each double the work; the repair is a feature of a part."""
    with pytest.raises(ValueError, match=part):
        parse(text)


def test_a_long_sum_is_no_problem() -> None:
    """Hundreds of terms, and signs upon signs, fit into the reader's stack."""
    assert parse("+".join("a" * 250)).names == ("a",)
    assert parse("-" * 499 + "a").names == ("a",)


@settings(deadline=None)
@given(st.text(alphabet="ab1.()+-*/<>=!, :[]'\"\\einfor_\n", max_size=40))
def test_any_text_is_arithmetic_or_a_value_error(text: str) -> None:
    """Never a warning, never another error; what passes names ASCII words only."""
    try:
        names = parse(text).names
    except ValueError:
        return
    assert all(name.isascii() and name.isidentifier() for name in names)


def test_nothing_is_executed(tmp_path: Path) -> None:
    """A formula that would import a module imports none; the fault names its key."""
    formula = "__import__('this').d"
    tables = derived("odd", formula)
    (found,) = small_faults(tmp_path, '{ feature = "odd" }', inputs="", tables=tables)
    assert found.startswith('features.odd.formula: found "__import__')
    assert "this" not in sys.modules
