"""Arithmetic of features as a method file writes it: ``reads / posts``, ``min(max_reads, 100000)``.

Numbers, features, + - * /, brackets, comparisons (1 where true, else 0), min() and max(). A text
is looked at twice before anything is made of it: its words, then its structure. Nothing in it is
ever executed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

_COMPARISONS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq)
_FUNCTIONS = ("min", "max")
_ALLOWED = "numbers, features, + - * / ( ), comparisons, min(a, b) and max(a, b)"
_WORD = re.compile(
    r"(?: (?:[0-9]+\.?[0-9]*|\.[0-9]+) (?:[eE][+-]?[0-9]+)? (?![A-Za-z0-9_.])"
    r"| [A-Za-z_][A-Za-z0-9_]* | [<>=!]= | [-+*/(),<>] )\s*",
    re.VERBOSE | re.ASCII,
)
_LONGEST = 500
_SHOWN = 40
_MOST_DOUBLED = 8
"""Divisions, min() and max() look at their parts twice, so that nesting them doubles the work."""


@dataclass(frozen=True)
class Arithmetic:
    """A checked expression. ``tree`` holds only what ``parse`` lets through."""

    text: str

    @cached_property
    def tree(self) -> ast.expr:
        """The expression as Python's syntax tree."""
        return ast.parse(self.text.strip(), mode="eval").body

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The features it rests on, in order of appearance."""
        found = (node.id for node in _walk(self.tree) if isinstance(node, ast.Name))
        return tuple(dict.fromkeys(found))


def parse(text: str) -> Arithmetic:
    """Return the arithmetic of a text. Raises ValueError that says what is not allowed."""
    _check_words(text)
    whole = Arithmetic(text)
    try:
        nodes = list(_walk(whole.tree))
    except SyntaxError as error:
        raise ValueError(f"not arithmetic ({error.msg}); allowed: {_ALLOWED}") from error
    for node in nodes:
        if not _allowed(node):
            raise _refused(ast.get_source_segment(whole.text.strip(), node) or text)
    if sum(map(_doubles, nodes)) > _MOST_DOUBLED:
        raise ValueError(
            f"more than {_MOST_DOUBLED} of /, min() and max() in one formula: "
            "make features of its parts"
        )
    return whole


def _check_words(text: str) -> None:
    """Raise ValueError for a text that is too long or has a word that no arithmetic has."""
    if len(text) > _LONGEST:
        raise ValueError(f"longer than {_LONGEST} characters: make features of its parts")
    rest = text.strip()
    while rest:
        word = _WORD.match(rest)
        if word is None:
            raise _refused(rest.split()[0])
        rest = rest[word.end() :]


def _refused(part: str) -> ValueError:
    shown = part if len(part) <= _SHOWN else part[:_SHOWN] + "..."
    return ValueError(f"'{shown}' is not allowed in arithmetic; allowed: {_ALLOWED}")


def _walk(node: ast.expr) -> Iterator[ast.expr]:
    """Yield a node and the expressions in it, from left to right; not the names of functions."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        inside = [c for c in ast.iter_child_nodes(current) if isinstance(c, ast.expr)]
        waiting += reversed(inside[1:] if isinstance(current, ast.Call) else inside)


def _doubles(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) or isinstance(getattr(node, "op", None), ast.Div)


def _allowed(node: ast.expr) -> bool:
    match node:
        case ast.Name() | ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()):
            return True
        case ast.Constant(value=int() | float() as number):
            return _finite(number)
        case ast.UnaryOp(op=ast.USub()):
            return True
        case ast.Compare(ops=[op]):
            return isinstance(op, _COMPARISONS)
        case ast.Call(func=ast.Name(id=name), args=[_, _], keywords=[]):
            return name in _FUNCTIONS
    return False


def _finite(number: float) -> bool:
    """Tell whether a constant is a number that the engine can hold: not True, not 1e400."""
    try:
        return not isinstance(number, bool) and isfinite(float(number))
    except OverflowError:
        return False
