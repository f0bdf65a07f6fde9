"""Checks of indicators: a rule has every number it needs, and no number stands idle."""

from __future__ import annotations

from collections.abc import Iterator

from ranking.config_file import Fault
from ranking.methods import raw
from ranking.methods.checks_tree import is_relative
from ranking.methods.raw import RawMethod, amount, table, word

_REPAIR = {
    "days": "add [days] with month = 30 and a reason",
    "posts": "add an input 'posts'",
    "headlines": "add an input 'headlines', the number of headline posts",
}


def divisors(method: RawMethod) -> Iterator[Fault]:
    """A division by days, posts or headlines that the file does not have."""
    for _, place, node in method.indicators():
        for key, name in raw.divisors(node).items():
            if name not in method.known:
                text = f"needs '{name}', which the file does not have: {_REPAIR[name]}"
                yield Fault(f"{place}.{key}", text)


def scales(method: RawMethod) -> Iterator[Fault]:
    """A scale that makes nothing of the feature, or takes it out of its transform's domain."""
    for _, place, node in method.indicators():
        scale, transform = amount(node, "scale", 1), word(node, "transform", "identity")
        if scale == 0:
            yield Fault(f"{place}.scale", "found 0: the feature would not count; take it out")
        elif scale < 0 and transform != "identity":
            text = f"found {scale}: {transform} is not defined below 0; use a scale above 0"
            yield Fault(f"{place}.scale", text)


def exponents(method: RawMethod) -> Iterator[Fault]:
    """The exponent of a power is missing, or there is one without a power."""
    for _, place, node in method.indicators():
        transform = word(node, "transform", "identity")
        if transform == "power" and "exponent" not in node:
            yield Fault(f"{place}.exponent", "is missing: power needs an exponent above 0")
        if transform != "power" and "exponent" in node:
            yield Fault(
                f"{place}.exponent",
                f"nothing uses it: the transform is '{transform}'; take it out, or use power",
            )


def references(method: RawMethod) -> Iterator[Fault]:
    """A reference that is missing, or one that nothing uses."""
    for index, place, node in method.indicators():
        relative = is_relative(index)
        needed = relative or word(node, "transform") == "log1p_ratio"
        if needed and "reference" not in node:
            why = "finish.relative_to_reference" if relative else "log1p_ratio"
            text = f"is missing: {why} needs the count at which the indicator is full"
            yield Fault(f"{place}.reference", text)
        for key in ("reference", "reference_per"):
            if not needed and key in node:
                yield Fault(
                    f"{place}.{key}",
                    "nothing uses it: take it out, use log1p_ratio, or set "
                    "finish.relative_to_reference",
                )


def directions(method: RawMethod) -> Iterator[Fault]:
    """Less is better, but no normalisation turns the scale round."""
    for index, place, node in method.indicators():
        rule = table(node if "normalisation" in node else index, "normalisation")
        if amount(node, "direction", 1) == -1 and word(rule, "kind", "none") == "none":
            text = "-1 needs a normalisation that turns the scale round, such as minmax"
            yield Fault(f"{place}.direction", text)


def reasons(method: RawMethod) -> Iterator[Fault]:
    """A number of ours needs its reason beside it; one of a public formula has its source."""
    if word(method.data, "certainty") != "ours":
        return
    if "reason" not in method.data:
        yield Fault("reason", "is missing: a method of one's own says why it is as it is")
    for _, place, node in method.indicators():
        if "reason" not in node:
            yield Fault(f"{place}.reason", "is missing: a weight of one's own needs its reason")
