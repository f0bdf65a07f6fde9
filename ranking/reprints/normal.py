"""Texts in one spelling, as one flat array of characters: what is compared from here on.

NFKC, case-folded, and letters and digits alone. Line ends and the marks that end a sentence are
remembered as the beginnings of lines. Traditional characters are not made simplified: that needs
a dictionary of several megabytes, which no feed has asked for yet.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from ranking.reprints.markup import plain

Codes = npt.NDArray[np.uint16]
Ints = npt.NDArray[np.int64]
_DROPPED, _BREAK = 0, 1
_BREAKS = "\n\r\u2028\u2029。！？；!?;|"
_HAN_BEYOND = 0x20000
_PRIVATE, _PRIVATE_SIZE = 0xE000, 6400
"""Characters beyond 16 bits are rare: they share the numbers of the private-use area."""
_CHUNK = 2_000
"""Texts turned at a time, by a thread."""


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


def normalise(texts: pl.Series) -> Texts:
    """Return the texts in one spelling. Null is an empty text; markup is taken out."""
    texts = plain(texts)
    chunks = [texts.slice(at, _CHUNK) for at in range(0, len(texts), _CHUNK)]
    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:
        return joined(list(threads.map(_normalised, chunks)))


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


def spelled(text: str) -> str:
    """Return one text (a name, a title) as it is spelled here."""
    codes = _normalised(pl.Series([text])).codes
    return codes.astype(np.uint32).tobytes().decode("utf-32-le")


def _normalised(texts: pl.Series) -> Texts:
    table, hard = _table()
    strings = texts.to_list()
    raw = _code_points("".join(strings))
    if hard[raw].any():
        strings = [_folded(text) for text in strings]
        raw = _code_points("".join(strings))
    codes = table[raw]
    bounds = np.concatenate([[0], np.cumsum([len(text) for text in strings])])
    letters = np.flatnonzero(codes > _BREAK)
    starts = np.searchsorted(letters, bounds)
    breaks = np.searchsorted(letters, np.flatnonzero(codes == _BREAK))
    return Texts(codes[letters], starts, _beginnings(breaks, starts))


def _beginnings(lines: Ints, starts: Ints) -> Ints:
    places = np.unique(np.concatenate([lines, starts]))
    return places[places < starts[-1]]


def _code_points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


@lru_cache(maxsize=1 << 12)
def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


@cache
def _table() -> tuple[Codes, npt.NDArray[np.bool_]]:
    """Return what each character becomes, and which need their whole text to be normalised.

    Those are characters that become several, and combining ones.
    """
    table = np.zeros(0x110000, np.uint16)
    hard = np.zeros(0x110000, np.bool_)
    for code in range(_HAN_BEYOND):
        char = chr(code)
        letters = [c for c in _folded.__wrapped__(char) if unicodedata.category(c)[0] in "LN"]
        hard[code] = len(letters) > 1 or unicodedata.combining(char) or 0x1100 <= code < 0x1200
        if letters:
            table[code] = _sixteen_bits(ord(letters[0]))
    beyond = np.arange(_HAN_BEYOND, 0x32400)
    table[beyond] = _PRIVATE + beyond % _PRIVATE_SIZE
    for code in range(0x2F800, 0x2FA20):
        table[code] = _sixteen_bits(ord(unicodedata.normalize("NFKC", chr(code))))
    table[[ord(c) for c in _BREAKS]] = _BREAK
    return table, hard


def _sixteen_bits(code: int) -> int:
    return code if code < 0x10000 else _PRIVATE + code % _PRIVATE_SIZE
