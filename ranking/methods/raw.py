"""A method file as it was written, right or wrong: what its checks read.

Nothing is taken for granted: a key may be missing, and its value may be of any kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from ranking.methods.arithmetic import parse
from ranking.methods.vocabulary import DIVISORS

Content = Mapping[str, Any]


@dataclass(frozen=True)
class RawMethod:
    """The content of a method file and ``cards``, the ids of the feature cards."""

    data: Content
    cards: Collection[str]

    @cached_property
    def inputs(self) -> Content:
        """The inputs by name; a method with inputs rests on those alone."""
        return table(self.data, "inputs")

    @cached_property
    def formulas(self) -> dict[str, tuple[str, ...]]:
        """The names that each derived feature rests on; none where the formula is faulty."""
        features = table(self.data, "features")
        return {name: _parts(features, name) for name in features}

    @cached_property
    def known(self) -> list[str]:
        """The names that an indicator or a formula may use."""
        own = [*self.inputs, *self.formulas, *(name for _, name in self.companions())]
        # A method with inputs of its own rests on those alone: cards come in by their ``month``.
        base = own if self.inputs else [*own, *self.cards]
        return [*base, "days"] if "days" in self.data else base

    def companions(self) -> Iterator[tuple[str, str]]:
        """Yield (key, name) of every column of a companion table."""
        for number, companion in tables(self.data, "companions"):
            names = companion.get("columns")
            for place, name in enumerate(names if isinstance(names, list) else []):
                if isinstance(name, str):
                    yield f"companions[{number}].columns[{place}]", name

    def indexes(self) -> list[tuple[str, Content]]:
        """Return (key, index) of every index."""
        return [(f"indexes[{number}]", index) for number, index in tables(self.data, "indexes")]

    def indicators(self) -> Iterator[tuple[Content, str, Content]]:
        """Yield (index, key, indicator) for every indicator of the file."""
        for place, index in self.indexes():
            for key, node in nodes(index, place):
                if "nodes" not in node:
                    yield index, key, node

    def levels(self) -> Iterator[tuple[Content, str, Content]]:
        """Yield (index, key, level) for every level of the file, an index being one too."""
        for place, index in self.indexes():
            yield index, place, index
            for key, node in nodes(index, place):
                if "nodes" in node:
                    yield index, key, node

    def uses(self) -> Iterator[tuple[str, str]]:
        """Yield (key, name) wherever a feature is named."""
        for _, place, node in self.indicators():
            for key in ("feature", "denominator"):
                if name := word(node, key):
                    yield f"{place}.{key}", name
        for place, index in self.indexes():
            for number, rule in tables(index, "minimum"):
                if name := word(rule, "feature"):
                    yield f"{place}.minimum[{number}].feature", name
        for feature, parts in self.formulas.items():
            for name in parts:
                yield f"features.{feature}.formula", name


def nodes(parent: Content, place: str) -> Iterator[tuple[str, Content]]:
    """Yield (key, node) of everything below an index or a level, in the order of the file."""
    for number, node in tables(parent, "nodes"):
        here = f"{place}.nodes[{number}]"
        yield here, node
        yield from nodes(node, here)


def table(parent: Content, key: str) -> Content:
    """Return the table under a key, an empty one if there is none."""
    value = parent.get(key)
    return value if isinstance(value, Mapping) else {}


def tables(parent: Content, key: str) -> list[tuple[int, Content]]:
    """Return the tables of an array with their numbers; whatever else is there is left out."""
    value = parent.get(key)
    items = value if isinstance(value, list) else []
    return [(number, item) for number, item in enumerate(items) if isinstance(item, Mapping)]


def word(parent: Content, key: str, default: str = "") -> str:
    """Return the text under a key, the default if there is none."""
    value = parent.get(key, default)
    return value if isinstance(value, str) else default


def amount(parent: Content, key: str, default: int) -> Decimal:
    """Return the number under a key, the default if there is none or it is not finite."""
    value = parent.get(key, default)
    found = Decimal(value) if isinstance(value, int | Decimal) else Decimal(default)
    return found if found.is_finite() else Decimal(default)


def divisors(node: Content) -> dict[str, str]:
    """Return the features that an indicator's rules divide or multiply by, by the rule's key."""
    found = {"per": DIVISORS.get(word(node, "per"))}
    found["reference_per"] = "days" if word(node, "reference_per") == "day" else None
    return {key: name for key, name in found.items() if name}


def _parts(features: Content, name: str) -> tuple[str, ...]:
    try:
        return parse(word(table(features, name), "formula", "0")).names
    except ValueError:
        return ()  # the model says what is wrong with it
