"""Known names that share most of another name, found without comparing all with all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ranking.model.names import key

_ALIKE = 0.5
"""Least Dice coefficient of two names' pairs of letters."""


class NearNames:
    """Finds near ones among many known names; only ever a suggestion.

    Two names are as like as their pairs of neighbouring letters (Dice coefficient), or one has all
    pairs of the other: 新浪 is near 新浪网 and 新浪新闻客户端. The order of known names does not
    matter.
    """

    def __init__(self, known: Iterable[str]) -> None:
        """Index the known names by their pairs of letters."""
        self._pairs: dict[str, frozenset[str]] = {name: _pairs(name) for name in sorted(set(known))}
        self._names: dict[str, list[str]] = {}
        for name, pairs in self._pairs.items():
            for pair in pairs:
                self._names.setdefault(pair, []).append(name)

    def like(self, text: str, count: int = 3) -> tuple[str, ...]:
        """Return at most ``count`` known names most like the text, best first, then by name."""
        wanted = _pairs(text)
        shared = Counter(name for pair in wanted for name in self._names.get(pair, ()))
        alike = {
            name: 2 * both / (len(wanted) + len(self._pairs[name])) for name, both in shared.items()
        }
        near = [
            name
            for name, both in shared.items()
            if alike[name] >= _ALIKE or both == min(len(wanted), len(self._pairs[name]))
        ]
        return tuple(sorted(near, key=lambda name: (-alike[name], name))[:count])


def _pairs(name: str) -> frozenset[str]:
    letters = key(name)
    return frozenset(letters[place : place + 2] for place in range(max(len(letters) - 1, 1)))
