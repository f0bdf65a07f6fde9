"""Texts in one spelling, as one flat array of characters: what is compared from here on.

NFKC, case-folded, and letters and digits alone. Line ends and the marks that end a sentence are
remembered as the beginnings of lines. Traditional characters become simplified where it is wanted.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from ranking.reprints.compiled import compiled
from ranking.reprints.markup import plain
from ranking.reprints.simplified import simplified as simplified_characters

Codes = npt.NDArray[np.uint16]
Ints = npt.NDArray[np.int64]
_DROPPED, _BREAK, _HARD = 0, 1, 2
_BREAKS = "\n\r\u2028\u2029。！？；!?;|"
_HAN = np.arange(0x4E00, 0xA000)
"""Every one stays as it is."""
_HAN_BEYOND = 0x20000
_NO_CHARACTER = ("Cn", "Co", "Cs")
"""Not assigned, for private use, or half of one."""
_PRIVATE, _PRIVATE_SIZE = 0xE000, 6400
"""Characters beyond 16 bits are rare: they share the numbers of the private-use area."""
_CHUNK = 256
"""Texts turned at a time, by a thread."""


class Texts(NamedTuple):
    """Text i is ``codes[starts[i]:starts[i + 1]]``; ``lines`` are the places where lines begin
    (ascending, every text that is not empty begins one)."""

    codes: Codes
    starts: Ints
    lines: Ints

    @property
    def height(self) -> int:
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
    codes = np.empty(before[-1], np.uint16)
    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:  # new memory is slow to touch
        list(threads.map(lambda part, at: _put(codes, part.codes, at), parts, before))
    return Texts(
        codes,
        np.concatenate([[0], *(p.starts[1:] + b for p, b in zip(parts, before, strict=False))]),
        np.concatenate([p.lines + b for p, b in zip(parts, before, strict=False)]),
    )


def _put(codes: Codes, part: Codes, at: int) -> None:
    codes[at : at + len(part)] = part


def without(texts: Texts, begin: Ints, end: Ints) -> Texts:
    """Return the texts without the characters of these spans: ascending places, none overlaps."""
    lost = int((end - begin).sum())
    codes = np.empty(len(texts.codes) - lost, np.uint16)
    starts, lines = np.zeros_like(texts.starts), np.empty_like(texts.lines)
    count = _copied(texts, begin, end, codes, starts, lines)
    return Texts(codes, starts, lines[:count])


def part(texts: Texts, first: int, count: int) -> Texts:
    """Return ``count`` texts from ``first`` on, or as many as there are."""
    starts = texts.starts[first : first + count + 1]
    lines = texts.lines[slice(*np.searchsorted(texts.lines, starts[[0, -1]]))]
    return Texts(texts.codes[starts[0] : starts[-1]], starts - starts[0], lines - starts[0])


def _normalised(texts: pl.Series, table: Codes) -> Texts:
    found, hard = _spelled(texts, table)
    if not hard:
        return found
    folded = pl.Series([_fold(text) for text in texts.to_list()], dtype=pl.String)
    return _spelled(folded, table)[0]


def _spelled(texts: pl.Series, table: Codes) -> tuple[Texts, bool]:
    """Return the texts, each character as the table says, and whether one was hard."""
    encoded = texts.cast(pl.Binary).to_list()
    raw = np.frombuffer(b"".join(encoded), np.uint8)
    bounds = np.cumsum([0, *map(len, encoded)])
    codes, starts = np.empty(len(raw), np.uint16), np.zeros_like(bounds)
    lines = np.empty(len(raw), np.int64)
    count, hard = _turned(raw, bounds, table, codes, starts, lines)
    return Texts(codes[: starts[-1]], starts, lines[:count]), hard


@compiled
def _turned(
    raw: npt.NDArray[np.uint8], bounds: Ints, table: Codes, codes: Codes, starts: Ints, lines: Ints
) -> tuple[int, bool]:
    """Fill codes, starts and lines; return how many lines, and whether a character was hard."""
    size, count, hard = 0, 0, False
    for text in range(len(bounds) - 1):
        fresh, at = True, bounds[text]
        while at < bounds[text + 1]:
            character, at = _decoded(raw, at)
            code = table[character]
            if code > _HARD:
                if fresh:
                    lines[count] = size
                    count += 1
                    fresh = False
                codes[size] = code
                size += 1
            elif code == _BREAK:
                fresh = True
            elif code == _HARD:
                hard = True
        starts[text + 1] = size
    return count, hard


@compiled
def _decoded(raw: npt.NDArray[np.uint8], at: int) -> tuple[int, int]:
    """Return the character (UTF-8) that begins at a place, and where the next one does."""
    first = int(raw[at])
    if first < 0x80:
        return first, at + 1
    second = int(raw[at + 1]) & 0x3F
    if first < 0xE0:
        return (first & 0x1F) << 6 | second, at + 2
    third = int(raw[at + 2]) & 0x3F
    if first < 0xF0:
        return (first & 0x0F) << 12 | second << 6 | third, at + 3
    return (first & 0x07) << 18 | second << 12 | third << 6 | int(raw[at + 3]) & 0x3F, at + 4


@compiled
def _copied(texts: Texts, begin: Ints, end: Ints, codes: Codes, starts: Ints, lines: Ints) -> int:
    """Fill codes, starts and lines without the spans; return how many lines."""
    size, count, span, line = 0, 0, 0, 0
    for text in range(len(texts.starts) - 1):
        fresh = True
        for at in range(texts.starts[text], texts.starts[text + 1]):
            if line < len(texts.lines) and texts.lines[line] == at:
                fresh = True
                line += 1
            while span < len(end) and end[span] <= at:
                span += 1
            if span < len(begin) and begin[span] <= at:
                continue
            if fresh:
                lines[count] = size
                count += 1
                fresh = False
            codes[size] = texts.codes[at]
            size += 1
        starts[text + 1] = size
    return count


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


@cache
def _table() -> Codes:
    """Return what each character becomes.

    Hard are combining characters and those that become several: their text is folded as a
    whole, after which none is hard but marks, which are dropped.
    """
    table = np.zeros(0x110000, np.uint16)
    table[_HAN] = _HAN
    for code in itertools.chain(range(_HAN[0]), range(_HAN[-1] + 1, _HAN_BEYOND)):
        char = chr(code)
        if unicodedata.category(char) in _NO_CHARACTER:
            continue
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
