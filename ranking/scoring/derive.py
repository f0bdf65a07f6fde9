"""Features that a method makes of others, in the order in which they rest on one another."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Mapping
from graphlib import TopologicalSorter
from typing import cast

import polars as pl

from ranking.methods.features import Derived, Rounding
from ranking.scoring.quotient import quotient

_DIGITS = 15
"""Significant digits that survive a few steps of floats: 0.29 × 100 is 28.999999999999996."""


def divided(count: pl.Expr, by: pl.Expr) -> pl.Expr:
    """Return count ÷ by; 0 ÷ 0 is 0 (no posts, no reads), anything else ÷ 0 is null."""
    nothing = pl.when(count == 0).then(0.0)
    return pl.when(by == 0).then(nothing).otherwise(quotient(count, by))


_FUNCTIONS: Mapping[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "min": lambda a, b: pl.when(a.is_not_null() & b.is_not_null()).then(pl.min_horizontal(a, b)),
    "max": lambda a, b: pl.when(a.is_not_null() & b.is_not_null()).then(pl.max_horizontal(a, b)),
}

_OPERATORS: Mapping[type, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: divided,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def derive(
    table: pl.DataFrame, features: Mapping[str, Derived], wanted: Iterable[str]
) -> pl.DataFrame:
    """Add the wanted features that the table does not have, and the features they rest on.

    Null where one of their parts is null.
    """
    parts: dict[str, tuple[str, ...]] = {}
    sought = list(wanted)
    for name in sought:
        if name in features and name not in table.columns:
            parts[name] = features[name].arithmetic.names
            sought += [part for part in parts[name] if part not in parts]
    for name in TopologicalSorter(parts).static_order():
        if name in parts:
            table = table.with_columns(_value(features[name]).alias(name))
    return table


def _value(feature: Derived) -> pl.Expr:
    value = _expression(feature.arithmetic.tree)
    return _rounded(value, feature.round) if feature.round else value


def _rounded(value: pl.Expr, rule: Rounding) -> pl.Expr:
    """Round the decimal number that the float stands for, as a publisher does with its own."""
    scale = 10.0**rule.decimals
    scaled = value * scale
    meant = pl.when(scaled.abs() < 10.0**_DIGITS).then(scaled.round_sig_figs(_DIGITS))
    steps = meant.otherwise(scaled)
    steps = steps.round(mode="half_away_from_zero") if rule.mode == "half_up" else steps.floor()
    return quotient(steps, pl.lit(scale))


def _expression(node: ast.expr) -> pl.Expr:
    """Return the Float64 expression of arithmetic that ``methods.arithmetic`` has let through."""
    match node:
        case ast.Name():
            return pl.col(node.id).cast(pl.Float64)
        case ast.Constant():
            return pl.lit(float(cast(float, node.value)))
        case ast.UnaryOp():
            return -_expression(node.operand)
        case ast.BinOp():
            return _OPERATORS[type(node.op)](_expression(node.left), _expression(node.right))
        case ast.Compare():
            sides = _expression(node.left), _expression(node.comparators[0])
            return _OPERATORS[type(node.ops[0])](*sides).cast(pl.Float64)
        case _:
            call = cast(ast.Call, node)
            first, second = (_expression(argument) for argument in call.args)
            return _FUNCTIONS[cast(ast.Name, call.func).id](first, second)
