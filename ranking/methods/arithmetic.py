"""Arithmetic of features as a method file writes it: ``reads / posts``, ``min(max_reads, 100000)``.

Numbers, features, + - * /, brackets, comparisons (1 where true, else 0), min() and max().
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_COMPARISONS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq)
_FUNCTIONS = ("min", "max")
_ALLOWED = "numbers, features, + - * / ( ), comparisons, min(a, b) and max(a, b)"


@dataclass(frozen=True)
class Arithmetic:
    """A checked expression. ``tree`` holds only what ``parse`` lets through."""

    text: str

    @cached_property
    def tree(self) -> ast.expr:
        """The expression as Python's syntax tree."""
        return ast.parse(self.text, mode="eval").body

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The features it rests on, in order of appearance."""
        found = (node.id for node in _walk(self.tree) if isinstance(node, ast.Name))
        return tuple(dict.fromkeys(name for name in found if name not in _FUNCTIONS))


def parse(text: str) -> Arithmetic:
    """Return the arithmetic of a text. Raises ValueError that says what is not allowed."""
    try:
        whole = Arithmetic(text)
        for node in _walk(whole.tree):
            _check(node)
    except (SyntaxError, RecursionError, MemoryError) as error:
        reason = getattr(error, "msg", None) or "too deep"
        raise ValueError(f"not arithmetic ({reason}); allowed: {_ALLOWED}") from error
    return whole


def _walk(node: ast.expr) -> Iterator[ast.expr]:
    """Yield a node and the expressions in it, from left to right."""
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield from _walk(child)


def _check(node: ast.expr) -> None:
    match node:
        case ast.Name() | ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()):
            return
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return
        case ast.UnaryOp(op=ast.USub()):
            return
        case ast.Compare(ops=[op]) if isinstance(op, _COMPARISONS):
            return
        case ast.Call(func=ast.Name(id=name), args=[_, _], keywords=[]) if name in _FUNCTIONS:
            return
    shown = ast.unparse(node)
    raise ValueError(f"'{shown}' is not allowed in arithmetic; allowed: {_ALLOWED}")
