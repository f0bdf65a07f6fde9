"""Checks of a method file that look at several keys at once; they read the raw content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ranking.config_file import Fault, suggestion


def cross_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what single keys cannot show: sums of weights, repeated names, unknown indexes."""
    indexes = _tables(data.get("indexes"))
    ids = [index.get("id") for _, index in indexes]
    for number, index in indexes:
        place = f"indexes[{number}]"
        if ids.index(index.get("id")) != number:
            yield Fault(f"{place}.id", f"'{index.get('id')}' is used by two indexes")
        yield from _weights(index, place)
        yield from _repeated(index, place)
    yield from _bonus(data.get("bonus"), [name for name in ids if isinstance(name, str)])


def _tables(value: object) -> list[tuple[int, Mapping[str, Any]]]:
    items = value if isinstance(value, list) else []
    return [(number, item) for number, item in enumerate(items) if isinstance(item, Mapping)]


def _weights(parent: Mapping[str, Any], place: str) -> Iterator[Fault]:
    nodes = _tables(parent.get("nodes"))
    weights = [node.get("weight") for _, node in nodes]
    numbers = [w for w in weights if isinstance(w, int | Decimal) and Decimal(w).is_finite()]
    if nodes and len(numbers) == len(weights) and sum(numbers) != 1:
        yield Fault(f"{place}.nodes", f"the weights add up to {sum(numbers)}, not to 1")
    for number, node in nodes:
        yield from _weights(node, f"{place}.nodes[{number}]")


def _repeated(index: Mapping[str, Any], place: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for key, name in _names(index, place):
        if name in seen:
            yield Fault(key, f"'{name}' stands twice in one index")
        seen.add(name)


def _names(parent: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    for number, node in _tables(parent.get("nodes")):
        here = f"{place}.nodes[{number}]"
        name = "id" if "nodes" in node else "feature"
        if isinstance(node.get(name), str):
            yield f"{here}.{name}", node[name]
        yield from _names(node, here)


def _bonus(bonus: object, known: list[str]) -> Iterator[Fault]:
    wanted = bonus.get("indexes") if isinstance(bonus, Mapping) else None
    for number, name in enumerate(wanted if isinstance(wanted, list) else []):
        if isinstance(name, str) and name not in known:
            text = f"'{name}' is not an index of this method" + suggestion(name, known)
            yield Fault(f"bonus.indexes[{number}]", text)
