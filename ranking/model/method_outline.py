"""A method to look at: where it comes from, and the tree of each index. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class OutlineNode:
    """One level or indicator. ``text`` is its formula in symbols.

    ``share``: of its level's weight; ``effective``: of the whole index's, product of the shares
    above it (what it counts for where nothing is missing). ``rules``: what else is done to it.
    """

    name: str
    kind: str
    weight: str
    share: float
    effective: float
    text: str
    rules: tuple[str, ...]
    missing: str
    reason: str | None
    nodes: tuple[OutlineNode, ...] = ()


@dataclass(frozen=True)
class IndexOutline:
    """One index; ``formula`` says how the root level becomes the index."""

    id: str
    name: str
    formula: str
    rules: tuple[str, ...]
    nodes: tuple[OutlineNode, ...]


@dataclass(frozen=True)
class FeatureOutline:
    """A number the method rests on, and where it comes from.

    ``source``: the formula, the feature card of a month, or the column of a table, by ``kind``.
    """

    id: str
    name_zh: str
    name_en: str
    kind: Literal["month", "table", "formula"]
    source: str


@dataclass(frozen=True)
class MethodOutline:
    """A whole method, without its month's rules for reprints and bonus."""

    id: str
    version: str
    sha256: str
    title: str
    certainty: str
    source: str
    reason: str | None
    unknown: tuple[str, ...]
    effective_from: str | None
    decimals: int
    comparison_precision: str
    ties: str
    days: str | None
    censoring: str | None
    months: bool
    features: tuple[FeatureOutline, ...]
    indexes: tuple[IndexOutline, ...]
