"""Checks of a method file that look at several keys at once; they read the raw content."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import Any

from ranking.config_file import Fault, suggestion
from ranking.methods.arithmetic import parse
from ranking.methods.vocabulary import DIVISORS, LOGARITHMS

Content = Mapping[str, Any]


def cross_faults(data: Content, cards: Collection[str]) -> Iterator[Fault]:
    """Yield what single keys cannot show: unknown features, cycles, rules that miss a number."""
    known = known_features(data, cards)
    yield from _formulas(data, known)
    indexes = tables(data.get("indexes"))
    ids = [index.get("id") for _, index in indexes]
    for number, index in indexes:
        place = f"indexes[{number}]"
        if ids.index(index.get("id")) != number:
            yield Fault(f"{place}.id", f"'{index.get('id')}' is used by two indexes")
        yield from _repeated(index, place)
        yield from _unknown_minimum(index, place, known)
        yield from _levels(index, place)
        for key, node in indicators(index, place):
            yield from _indicator(index, key, node, known)
    yield from _bonus(data.get("bonus"), [name for name in ids if isinstance(name, str)])
    yield from _reprints(data)
    yield from _months(data, cards)
    yield from _reasons(data)


def tables(value: object) -> list[tuple[int, Content]]:
    """Return the tables of an array with their numbers; whatever else is there is left out."""
    items = value if isinstance(value, list) else []
    return [(number, item) for number, item in enumerate(items) if isinstance(item, Mapping)]


def indicators(parent: Content, place: str) -> Iterator[tuple[str, Content]]:
    """Yield every indicator below an index or a level with its key."""
    for number, node in tables(parent.get("nodes")):
        here = f"{place}.nodes[{number}]"
        if "nodes" in node:
            yield from indicators(node, here)
        else:
            yield here, node


def known_features(data: Content, cards: Collection[str]) -> list[str]:
    """Return the names that an indicator or a formula may use."""
    own = [*_keys(data.get("inputs")), *_keys(data.get("features")), *_companion_columns(data)]
    # A method with inputs of its own rests on those alone: cards come in by their ``month``.
    base = own if _keys(data.get("inputs")) else [*own, *cards]
    return [*base, "days"] if "days" in data else base


def _keys(value: object) -> list[str]:
    return list(value) if isinstance(value, Mapping) else []


def _companion_columns(data: Content) -> list[str]:
    found = [item.get("columns") for _, item in tables(data.get("companions"))]
    return [name for names in found if isinstance(names, list) for name in names]


def _unknown(name: object, known: Collection[str]) -> str | None:
    """Return what is wrong with a feature's name; None = nothing, or another check says it."""
    if not isinstance(name, str) or name in known:
        return None
    listed = ", ".join(sorted(known)[:40]) or "-"
    return f"'{name}' is not a feature (known: {listed}){suggestion(name, known)}"


def _formulas(data: Content, known: Collection[str]) -> Iterator[Fault]:
    parts: dict[str, tuple[str, ...]] = {}
    derived = data.get("features")
    for name, feature in derived.items() if isinstance(derived, Mapping) else ():
        formula = feature.get("formula") if isinstance(feature, Mapping) else None
        try:
            parts[name] = parse(formula).names if isinstance(formula, str) else ()
        except ValueError:
            continue  # the model says what is wrong with it
        for part in parts[name]:
            if text := _unknown(part, known):
                yield Fault(f"features.{name}.formula", text)
    try:
        list(TopologicalSorter(parts).static_order())
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        yield Fault("features", f"a circle: {circle}; a feature cannot rest on itself")


def _repeated(index: Content, place: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for key, name in _names(index, place):
        if name in seen:
            yield Fault(key, f"'{name}' stands twice in one index; give one of them another id")
        seen.add(name)


def _names(parent: Content, place: str) -> Iterator[tuple[str, str]]:
    for number, node in tables(parent.get("nodes")):
        here = f"{place}.nodes[{number}]"
        key = "id" if "nodes" in node or "id" in node else "feature"
        if isinstance(node.get(key), str):
            yield f"{here}.{key}", node[key]
        yield from _names(node, here)


def _unknown_minimum(index: Content, place: str, known: Collection[str]) -> Iterator[Fault]:
    for number, rule in tables(index.get("minimum")):
        if text := _unknown(rule.get("feature"), known):
            yield Fault(f"{place}.minimum[{number}].feature", text)


def _levels(level: Content, place: str) -> Iterator[Fault]:
    exponent = level.get("exponent")
    if level.get("aggregate") == "pmean" and not exponent:
        yield Fault(f"{place}.exponent", "pmean needs an exponent that is not 0")
    nodes = tables(level.get("nodes"))
    if level.get("aggregate") == "median" and len({_weight(node) for _, node in nodes}) > 1:
        yield Fault(f"{place}.nodes", "a median cannot weigh its children: give them equal weights")
    for number, node in nodes:
        if "nodes" in node:
            yield from _levels(node, f"{place}.nodes[{number}]")


def _weight(node: Content) -> Decimal:
    weight = node.get("weight", 1)
    return Decimal(weight) if isinstance(weight, int | Decimal) else Decimal(1)


def _indicator(
    index: Content, place: str, node: Content, known: Collection[str]
) -> Iterator[Fault]:
    for key in ("feature", "denominator"):
        if text := _unknown(node.get(key), known):
            yield Fault(f"{place}.{key}", text)
    divisor = DIVISORS.get(node.get("per", "period"))
    if divisor and divisor not in known:
        yield Fault(
            f"{place}.per",
            f"divides by '{divisor}', which the file does not have: {_REPAIR[divisor]}",
        )
    yield from _transform(index, place, node)
    turned = node.get("direction") == -1
    if turned and not (node.get("normalisation") or index.get("normalisation")):
        yield Fault(f"{place}.direction", "-1 needs a normalisation that can turn the scale round")


_REPAIR = {
    "days": "add [days] with month = 30 and a reason",
    "posts": "add an input 'posts'",
    "headlines": "add an input 'headlines', the number of headline posts",
}


def _transform(index: Content, place: str, node: Content) -> Iterator[Fault]:
    transform, scale = node.get("transform", "identity"), node.get("scale", 1)
    negative = isinstance(scale, int | Decimal) and scale < 0
    if transform in LOGARITHMS and negative:
        yield Fault(f"{place}.scale", f"found {scale}: {transform} needs a scale above 0")
    if scale == 0:
        yield Fault(f"{place}.scale", "found 0: the feature would not count")
    if transform == "power" and "exponent" not in node:
        yield Fault(f"{place}.exponent", "is missing: power needs an exponent above 0")
    finish = index.get("finish")
    relative = isinstance(finish, Mapping) and finish.get("relative_to_reference") is True
    if "reference" not in node and (relative or transform == "log1p_ratio"):
        why = "finish.relative_to_reference" if relative else "log1p_ratio"
        yield Fault(f"{place}.reference", f"is missing: {why} needs the count that is full")


def _bonus(bonus: object, known: list[str]) -> Iterator[Fault]:
    wanted = bonus.get("indexes") if isinstance(bonus, Mapping) else None
    for number, name in enumerate(wanted if isinstance(wanted, list) else []):
        if isinstance(name, str) and name not in known:
            text = f"'{name}' is not an index of this method" + suggestion(name, known)
            yield Fault(f"bonus.indexes[{number}]", text)


def _reprints(data: Content) -> Iterator[Fault]:
    if "reprints" in data:
        return
    for number, index in tables(data.get("indexes")):
        for key, node in indicators(index, f"indexes[{number}]"):
            if node.get("feature") == "weighted_reprints":
                yield Fault(f"{key}.feature", "weighted_reprints needs a table [reprints]")


def _months(data: Content, cards: Collection[str]) -> Iterator[Fault]:
    inputs = data.get("inputs")
    for name, item in inputs.items() if isinstance(inputs, Mapping) else ():
        month = item.get("month") if isinstance(item, Mapping) else None
        if isinstance(month, str) and month not in cards:
            text = f"'{month}' is not a feature card{suggestion(month, cards)}"
            yield Fault(f"inputs.{name}.month", text)


def _reasons(data: Content) -> Iterator[Fault]:
    """A number of ours needs its reason beside it; one of a public formula has its source."""
    if data.get("certainty") != "ours":
        return
    for number, index in tables(data.get("indexes")):
        for key, node in indicators(index, f"indexes[{number}]"):
            if "reason" not in node:
                yield Fault(f"{key}.reason", "is missing: a weight of one's own needs its reason")
