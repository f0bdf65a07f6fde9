"""Names of units in texts: any of their spellings, the longest where several overlap."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from ranking.reprints.compiled import compiled
from ranking.reprints.normal import Codes, Ints, Texts, normalise
from ranking.reprints.shingles import Hashes, hashed

LONGEST = 24
"""Characters of a spelling; a longer one, or a single character, is none."""
Flags = npt.NDArray[np.bool_]


class Names(NamedTuple):
    """Spellings by length, longest first: of ``lengths[i]`` are the sorted ``hashes`` from
    ``bounds[i]`` to before ``bounds[i + 1]``, with the numbers of their ``units``. ``begins``
    flags the pairs of characters (``_pair``) that spellings begin with."""

    lengths: Ints
    bounds: Ints
    hashes: Hashes
    units: Ints
    begins: Flags


def prepared_names(names: pl.DataFrame, *, simplified: bool = False) -> Names:
    """Return the spellings of NAMES; one that two units have is none.

    ``simplified``: as the texts were normalised.
    """
    texts = normalise(names["name"], simplified=simplified)
    begins, hashes = np.zeros(1 << 16, np.bool_), np.zeros(texts.height, np.uint64)
    _read(texts, hashes, begins)
    table = names.select(
        pl.col("unit").rank("dense").cast(pl.Int64),
        length=pl.Series(texts.lengths, dtype=pl.Int64),
        hash=pl.Series(hashes, dtype=pl.UInt64),
    )
    spellings = table.filter(pl.col("length").is_between(2, LONGEST)).unique()
    sure = spellings.filter(pl.len().over("length", "hash") == 1).sort(
        "length", "hash", descending=[True, False]
    )
    counts = sure.group_by("length", maintain_order=True).len()
    return Names(
        counts["length"].to_numpy(),
        np.cumsum([0, *counts["len"]]),
        sure["hash"].to_numpy(),
        sure["unit"].to_numpy(),
        begins,
    )


@compiled
def named(codes: Codes, names: Names, taken: Flags, begins: Ints, ends: Ints, units: Ints) -> int:
    """Fill begins, ends and units with the names in a text; return how many.

    Characters that are ``taken`` begin and end none; those of names are taken afterwards.
    """
    size, found = len(codes), 0
    likely = np.empty(size, np.int64)
    count = 0
    for at in range(size - 1):
        if names.begins[_pair(codes[at], codes[at + 1])]:
            likely[count] = at
            count += 1
    for which in range(len(names.lengths) if count else 0):
        length, before = names.lengths[which], found
        hashes = names.hashes[names.bounds[which] : names.bounds[which + 1]]
        for begin in likely[:count]:
            end = begin + length
            if end > size or taken[begin] or taken[end - 1]:
                continue
            value = hashed(codes, begin, end)
            place = np.searchsorted(hashes, value)
            if place < len(hashes) and hashes[place] == value:
                begins[found], ends[found] = begin, end
                units[found] = names.units[names.bounds[which] + place]
                found += 1
        for name in range(before, found):
            taken[begins[name] : ends[name]] = True
    return found


@compiled
def _read(texts: Texts, hashes: Hashes, begins: Flags) -> None:
    """Fill the hash of every text, and flag the pairs of characters that they begin with."""
    for text in range(len(hashes)):
        begin, end = texts.starts[text], texts.starts[text + 1]
        hashes[text] = hashed(texts.codes, begin, end)
        if end - begin > 1:
            begins[_pair(texts.codes[begin], texts.codes[begin + 1])] = True


@compiled
def _pair(first: np.uint16, second: np.uint16) -> int:
    """Return a number of 16 bits for a pair of characters; several pairs may share one."""
    return (int(first) * 31 + int(second) * 1009) & 0xFFFF
