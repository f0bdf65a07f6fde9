"""Checks of names: every feature is known, told apart from all others, and used."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from ranking.config_file import Fault, suggestion
from ranking.methods.raw import RawMethod, divisors, table, word

_LISTED = 40
_WEIGHED = {"weighted_reprints": "channels", "authority_reprints": "unseen"}
"""Cards of reprints, and the key of [reprints] that each needs."""


def unknown(method: RawMethod) -> Iterator[Fault]:
    """A name that is no feature, wherever one is named."""
    for key, name in method.uses():
        if name not in method.known:
            listed = ", ".join(sorted(method.known)[:_LISTED]) or "-"
            meant = suggestion(name, method.known)
            yield Fault(key, f"'{name}' is not a feature (known: {listed}){meant}")


def circles(method: RawMethod) -> Iterator[Fault]:
    """Derived features that rest on themselves, directly or by way of others."""
    try:
        TopologicalSorter(method.formulas).prepare()
    except CycleError as error:
        circle = " -> ".join(reversed(error.args[1]))
        key = f"features.{error.args[1][0]}.formula"
        yield Fault(key, f"a circle: {circle}; a feature cannot rest on itself")


def clashes(method: RawMethod) -> Iterator[Fault]:
    """One name for two numbers: one of them would silently hide the other."""
    taken = dict.fromkeys(method.inputs, "an input")
    taken |= {"days": "the table [days]"} if "days" in method.data else {}
    taken |= {} if method.inputs else dict.fromkeys(method.cards, "a feature card")
    for name in method.inputs:
        if name == "days" and "days" in method.data:
            yield _clash(f"inputs.{name}", name, "the table [days]")
    for key, name in [*((f"features.{n}", n) for n in method.formulas), *method.companions()]:
        if name in taken:
            yield _clash(key, name, taken[name])
        taken.setdefault(name, f"'{key}'")
    for place, index in method.indexes():
        if (name := word(index, "id")) in taken:
            yield _clash(f"{place}.id", name, taken[name])


def _clash(key: str, name: str, other: str) -> Fault:
    return Fault(key, f"'{name}' is also the name of {other}; give one of them another name")


def unused(method: RawMethod) -> Iterator[Fault]:
    """An input or a derived feature that moves nothing: forgotten, or misspelt elsewhere."""
    used = {name for _, name in method.uses()}
    for index, _, node in method.indicators():
        used |= {*divisors(node).values()}
        used |= {word(table(holder, "imputation"), "group") for holder in (index, node)}
    for kind, names in (("inputs", method.inputs), ("features", method.formulas)):
        for name in names:
            if name not in used:
                yield Fault(f"{kind}.{name}", "nothing uses it; use it in an index or take it out")


def months(method: RawMethod) -> Iterator[Fault]:
    """An input whose ``month`` is no feature card."""
    for name in method.inputs:
        month = word(table(method.inputs, name), "month")
        if month and month not in method.cards:
            text = f"'{month}' is not a feature card{suggestion(month, method.cards)}"
            yield Fault(f"inputs.{name}.month", text)


def reprints(method: RawMethod) -> Iterator[Fault]:
    """A card of weighted reprints without weights for them."""
    named = [(f"inputs.{n}.month", word(table(method.inputs, n), "month")) for n in method.inputs]
    for key, name in named if method.inputs else method.uses():
        if name not in _WEIGHED:
            continue
        if "reprints" not in method.data:
            text = f"{name} needs a table [reprints] that says how they are weighted"
            yield Fault(key, text)
        elif _WEIGHED[name] not in table(method.data, "reprints"):
            yield Fault(key, f"{name} needs reprints.{_WEIGHED[name]} that says how they count")
