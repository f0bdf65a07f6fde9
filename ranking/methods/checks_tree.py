"""Checks of the trees: ids, aggregates, and what an index relative to references can be made of."""

from __future__ import annotations

from collections.abc import Iterator

from ranking.config_file import Fault, suggestion
from ranking.methods.raw import Content, RawMethod, amount, nodes, table, tables, word

_ROOT = "index"
"""What the engine calls the root of every tree."""


def ids(method: RawMethod) -> Iterator[Fault]:
    """Two indexes of one id."""
    seen: set[str] = set()
    for place, index in method.indexes():
        name = word(index, "id")
        if name and name in seen:
            text = f"'{name}' is used by two indexes; give one of them another id"
            yield Fault(f"{place}.id", text)
        seen.add(name)


def names(method: RawMethod) -> Iterator[Fault]:
    """Two nodes of one name in an index, or one with the name of the root."""
    for place, index in method.indexes():
        seen = {_ROOT}
        for here, node in nodes(index, place):
            key = "id" if "nodes" in node or "id" in node else "feature"
            name = word(node, key)
            if name in seen:
                what = "is what the root is called" if name == _ROOT else "stands twice"
                text = f"'{name}' {what} in one index; give the node an id of its own"
                yield Fault(f"{here}.{key}", text)
            seen |= {name} - {""}


def aggregates(method: RawMethod) -> Iterator[Fault]:
    """An exponent that is missing or unused, and weights that a median cannot take."""
    for _, place, level in method.levels():
        rule = word(level, "aggregate")
        if rule == "pmean" and amount(level, "exponent", 0) == 0:
            yield Fault(f"{place}.exponent", "pmean needs an exponent that is not 0")
        if rule != "pmean" and "exponent" in level:
            yield Fault(
                f"{place}.exponent",
                f"nothing uses it: the aggregate is '{rule}'; take it out, or aggregate by pmean",
            )
        weights = {amount(node, "weight", 1) for _, node in tables(level, "nodes")}
        if rule == "median" and len(weights) > 1:
            text = "a median cannot weigh its children: give them equal weights"
            yield Fault(f"{place}.nodes", text)


def references(method: RawMethod) -> Iterator[Fault]:
    """Rules under which a value at the reference counts has no meaning.

    The index at the references is computed row by row: arithmetic means of transformed counts.
    """
    for index, place, level in method.levels():
        rule = word(level, "aggregate")
        if is_relative(index) and rule and rule != "amean":
            text = f"'{rule}' does not go with finish.relative_to_reference: use amean"
            yield Fault(f"{place}.aggregate", text)
    for place, holder, index in _holders(method):
        for key in ("treatment", "normalisation"):
            kind = word(table(holder, key), "kind")
            if is_relative(index) and kind not in ("", "none"):
                text = "does not go with finish.relative_to_reference: take one of them out"
                yield Fault(f"{place}.{key}", f"'{kind}' {text}")


def _holders(method: RawMethod) -> Iterator[tuple[str, Content, Content]]:
    """Yield (key, table, index) of the tables in which a rule for columns can stand."""
    yield from ((place, index, index) for place, index in method.indexes())
    yield from ((place, node, index) for index, place, node in method.indicators())


def is_relative(index: Content) -> bool:
    """Tell whether the index is divided by its value at the reference counts."""
    return table(index, "finish").get("relative_to_reference") is True


def bonus(method: RawMethod) -> Iterator[Fault]:
    """Points for an index that the method does not have."""
    known = [word(index, "id") for _, index in method.indexes()]
    wanted = table(method.data, "bonus").get("indexes")
    for place, name in enumerate(wanted if isinstance(wanted, list) else []):
        if isinstance(name, str) and name not in known:
            text = f"'{name}' is not an index of this method" + suggestion(name, known)
            yield Fault(f"bonus.indexes[{place}]", text)
