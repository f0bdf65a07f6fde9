"""Where a key of a TOML file stands: the standard reader tells what a file holds, but not where."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""(?P<skipped> [ \t\r]+ | \#[^\n]* )
      | (?P<end> \n )
      | (?P<mark> [][{}=,.] )
      | (?P<word> \"{3} (?:\\.|(?!\"{3})[^\\])* \"{3,5}
                | '{3} (?:(?!'{3}).)* '{3,5}
                | "(?:\\.|[^"\\])*"
                | '[^']*'
                | [^\s\[\]{}=,.\#"']+ )""",
    re.VERBOSE | re.DOTALL,
)


def lines_of(text: str) -> dict[str, int]:
    """Return the line, from 1, of every key, table and element of an array of a valid TOML text.

    Keys are written as in messages: ``indexes[0].nodes[2].weight``.
    """
    reader, line = _Reader(), 1
    for token in _TOKEN.finditer(text):
        reader.take(str(token.lastgroup), token.group(), line)
        line += token.group().count("\n")
    return reader.lines


def line_of(lines: Mapping[str, int], key: str) -> int | None:
    """Return the line of a key, or of the nearest key or table around it that the file has.

    None where there is nothing around it: the key belongs to the file as a whole.
    """
    while key and key not in lines:
        key = key[: max(key.rfind("."), key.rfind("["), 0)]
    return lines.get(key)


@dataclass
class _Open:
    """A table or an array that has begun and not ended. ``key``: the one whose value is read."""

    name: str
    is_array: bool = False
    item: int = 0
    key: str | None = None
    words: list[tuple[str, int]] = field(default_factory=list)

    @property
    def at_value(self) -> bool:
        return self.is_array or self.key is not None


class _Reader:
    """Follows the structure of a text that is known to be TOML; values are passed over."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self._open = [_Open("")]
        self._tables: Counter[str] = Counter()
        """Tables seen so far in each array of tables."""
        self._brackets = 0
        """Those of a header: 1 in ``[table]``, 2 in ``[[array]]``."""

    def take(self, kind: str, text: str, line: int) -> None:
        """Go on by one token."""
        if kind == "word":
            self._word(text, line)
        elif kind == "mark":
            self._mark(text, line)
        elif kind == "end" and len(self._open) == 1:
            self._next_key()

    def _word(self, text: str, line: int) -> None:
        here = self._open[-1]
        if here.at_value:
            self._value(line)
        else:
            here.words.append((_plain(text), line))

    def _mark(self, mark: str, line: int) -> None:
        here = self._open[-1]
        if mark == "=":
            here.key = self._key(here)
        elif mark == "," and here.is_array:
            here.item += 1
        elif mark == ",":
            self._next_key()
        elif mark in "[{" and here.at_value:
            self._open.append(_Open(self._value(line), is_array=mark == "["))
        elif mark == "[":
            self._brackets += 1
        elif mark == "]" and here.words:
            self._enter(here.words, line)
        elif mark in "]}" and len(self._open) > 1:
            self._open.pop()

    def _next_key(self) -> None:
        self._open[-1].key = None
        self._open[-1].words = []

    def _value(self, line: int) -> str:
        """Return the place of the value that begins here."""
        here = self._open[-1]
        place = f"{here.name}[{here.item}]" if here.is_array else str(here.key)
        self.lines.setdefault(place, line)
        return place

    def _key(self, here: _Open) -> str:
        place = here.name
        for word, line in here.words:
            place = _joined(place, word)
            self.lines.setdefault(place, line)
        return place

    def _enter(self, words: list[tuple[str, int]], line: int) -> None:
        """A header: each of its words means the last table of that name."""
        place = ""
        for word, _ in words[:-1]:
            place = self._last(_joined(place, word))
            self.lines.setdefault(place, line)
        place = _joined(place, words[-1][0])
        if self._brackets == 2:
            self.lines.setdefault(place, line)
            self._tables[place] += 1
            place = self._last(place)
        self.lines[place] = line
        self._open = [_Open(place)]
        self._brackets = 0

    def _last(self, place: str) -> str:
        return f"{place}[{self._tables[place] - 1}]" if place in self._tables else place


def _joined(place: str, word: str) -> str:
    return f"{place}.{word}" if place else word


def _plain(word: str) -> str:
    """Return a key without its quotes and escapes."""
    return str(tomllib.loads(f"key = {word}")["key"]) if word[0] in "\"'" else word
