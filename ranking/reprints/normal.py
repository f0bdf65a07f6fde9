"""Texts in one spelling, as one flat array of characters: what is compared from here on.

NFKC, case-folded, and letters and digits alone. Line ends and the marks that end a sentence are
remembered as the beginnings of lines. Traditional characters become simplified where it is wanted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from ranking.reprints.markup import plain
from ranking.reprints.simplified import simplified as simplified_characters

Codes = npt.NDArray[np.uint16]
Ints = npt.NDArray[np.int64]
_DROPPED, _BREAK, _HARD = 0, 1, 2
_BREAKS = "\n\r\u2028\u2029。！？；!?;|"
_HAN_BEYOND = 0x20000
_PRIVATE, _PRIVATE_SIZE = 0xE000, 6400
"""Characters beyond 16 bits are rare: they share the numbers of the private-use area."""
_CHUNK = 64
"""Texts turned at a time, by a thread: few enough to stay in the processor's cache."""


@dataclass(frozen=True)
class Texts:
    """Text i is ``codes[starts[i]:starts[i + 1]]``; ``lines`` are the places where lines begin
    (ascending, every text that is not empty begins one)."""

    codes: Codes
    starts: Ints
    lines: Ints

    @property
    def count(self) -> int:
        """How many texts."""
        return len(self.starts) - 1

    @property
    def lengths(self) -> Ints:
        """Characters of each text."""
        return np.diff(self.starts)


def normalise(texts: pl.Series, *, simplified: bool = False) -> Texts:
    """Return the texts in one spelling. Null is an empty text; markup is taken out.

    ``simplified``: traditional characters become the simplified ones.
    """
    texts = plain(texts)
    chunks = [texts.slice(at, _CHUNK) for at in range(0, len(texts), _CHUNK)]
    table = _simplified_table() if simplified else _table()
    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:
        return joined(list(threads.map(lambda chunk: _normalised(chunk, table), chunks)))


def joined(parts: Sequence[Texts]) -> Texts:
    """Return the texts of all parts, in order."""
    if not parts:
        return Texts(np.zeros(0, np.uint16), np.zeros(1, np.int64), np.zeros(0, np.int64))
    before = np.cumsum([0, *(len(part.codes) for part in parts)])
    return Texts(
        np.concatenate([part.codes for part in parts]),
        np.concatenate([[0], *(p.starts[1:] + b for p, b in zip(parts, before, strict=False))]),
        np.concatenate([p.lines + b for p, b in zip(parts, before, strict=False)]),
    )


def kept(texts: Texts, keep: npt.NDArray[np.bool_]) -> Texts:
    """Return the texts with the kept characters alone (one flag a character)."""
    before = np.concatenate([[0], np.cumsum(keep)])
    starts = before[texts.starts]
    return Texts(texts.codes[keep], starts, _beginnings(before[texts.lines], starts))


def part(texts: Texts, first: int, count: int) -> Texts:
    """Return ``count`` texts from ``first`` on, or as many as there are."""
    starts = texts.starts[first : first + count + 1]
    lines = texts.lines[slice(*np.searchsorted(texts.lines, starts[[0, -1]]))]
    return Texts(texts.codes[starts[0] : starts[-1]], starts - starts[0], lines - starts[0])


def _normalised(texts: pl.Series, table: Codes) -> Texts:
    strings = texts.to_list()
    codes = _spelled(strings, table)
    lost = np.flatnonzero(codes <= _HARD)
    if (codes.take(lost) == _HARD).any():
        strings = [_fold(text) for text in strings]
        codes = _spelled(strings, table)
        lost = np.flatnonzero(codes <= _HARD)
    bounds = np.cumsum([0, *map(len, strings)])
    starts = bounds - np.searchsorted(lost, bounds)
    breaks = np.flatnonzero(codes.take(lost) == _BREAK)
    return Texts(codes[codes > _HARD], starts, _beginnings(lost.take(breaks) - breaks, starts))


def _spelled(texts: list[str], table: Codes) -> Codes:
    """Return what each character of the texts becomes."""
    raw = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)
    return table.take(raw, mode="clip")


def _beginnings(lines: Ints, starts: Ints) -> Ints:
    places: Ints = np.sort(np.concatenate([lines, starts]))
    first = np.diff(places, prepend=-1) > 0
    within: Ints = places[first & (places < starts[-1])]
    return within


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


@cache
def _table() -> Codes:
    """Return what each character becomes.

    Hard are combining characters and those that become several: their text is folded as a
    whole, after which none is hard but marks, which are dropped.
    """
    table = np.zeros(0x110000, np.uint16)
    for code in range(_HAN_BEYOND):
        char = chr(code)
        letters = [c for c in _fold(char) if unicodedata.category(c)[0] in "LN"]
        if len(letters) > 1 or unicodedata.combining(char) or 0x1100 <= code < 0x1200:
            table[code] = _HARD
        elif letters:
            table[code] = _sixteen_bits(ord(letters[0]))
    beyond = np.arange(_HAN_BEYOND, 0x32400)
    table[beyond] = _PRIVATE + beyond % _PRIVATE_SIZE
    for code in range(0x2F800, 0x2FA20):
        table[code] = _sixteen_bits(ord(unicodedata.normalize("NFKC", chr(code))))
    table[[ord(c) for c in _BREAKS]] = _BREAK
    return table


@cache
def _simplified_table() -> Codes:
    """Return the same, with traditional characters made simplified after everything else."""
    after = np.arange(1 << 16, dtype=np.uint16)
    for char, other in simplified_characters().items():
        after[_sixteen_bits(ord(char))] = _sixteen_bits(ord(other))
    return after[_table()]


def _sixteen_bits(code: int) -> int:
    return code if code < 0x10000 else _PRIVATE + code % _PRIVATE_SIZE
