"""Fingerprints: the few shingles of a text by which candidates are found.

Of a long text one shingle in sixteen is kept, chosen by its hash, so that two texts keep the same
ones. A short text keeps all; so that those meet their like in long articles too, an article also
keeps what the short posts ask for.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from ranking.reprints.normal import Ints, Texts
from ranking.reprints.shingles import WIDTH, Hashes, first_equal, mixed, rolled, whole

SHORT = 320
"""A text below this length keeps all its shingles: one in sixteen would be under twenty."""
_SAMPLED = np.uint64(1 << 60)
_ROOM = 6
"""Bits of the table of asked-for hashes beyond their number: of others, one in 64 is kept too."""
_CHUNK = 1 << 17
"""Characters handled at a time: few enough to stay in the processor's cache."""
_T = TypeVar("_T")
Asked = npt.NDArray[np.bool_]


def fingerprints(texts: Texts, asked: Asked | None = None) -> pl.DataFrame:
    """Return ``row`` and ``hash``, Int64, one row a distinct fingerprint of a text.

    ``asked`` as from ``asked_for``: further hashes to keep.
    """
    parts = in_chunks(texts.starts, lambda first, last: _of(texts, first, last, asked))
    rows = np.concatenate([rows for rows, _ in parts] or [np.zeros(0, np.int64)])
    hashes = np.concatenate([hashes for _, hashes in parts] or [np.zeros(0, np.uint64)])
    return pl.DataFrame({"row": rows, "hash": hashes.view(np.int64)})


def asked_for(posts: Texts) -> Asked | None:
    """Return a table of the hashes of short posts by their highest bits; None = no short post."""
    short = np.flatnonzero((posts.lengths < SHORT) & (posts.lengths >= WIDTH))
    if not len(short):
        return None
    hashes = [rolled(posts.codes[posts.starts[row] : posts.starts[row + 1]]) for row in short]
    every = np.concatenate(hashes)
    table = np.zeros(1 << (len(every).bit_length() + _ROOM), np.bool_)
    table[_highest(every, table)] = True
    return table


def in_chunks(starts: Ints, work: Callable[[int, int], _T]) -> list[_T]:
    """Return ``work(first, last)`` for spans of whole rows in order, done by several threads.

    ``starts`` are the places where rows begin and the end of the last, in characters.
    """
    count = len(starts) - 1
    wanted = np.arange(0, starts[-1] + _CHUNK, _CHUNK)
    bounds = np.unique([0, *np.minimum(np.searchsorted(starts, wanted), count), count]).tolist()
    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:
        return list(threads.map(work, bounds[:-1], bounds[1:]))


def _of(texts: Texts, first: int, last: int, asked: Asked | None) -> tuple[Ints, Hashes]:
    begin = texts.starts[first]
    part = Texts(
        texts.codes[begin : texts.starts[last]], texts.starts[first : last + 1] - begin, texts.lines
    )
    hashes = rolled(part.codes)
    keep = hashes < _SAMPLED
    if asked is not None:
        keep |= asked.take(_highest(hashes, asked))
    for row in np.flatnonzero(part.lengths < SHORT):
        keep[part.starts[row] : part.starts[row + 1]] = True
    keep &= whole(part)
    places = np.flatnonzero(keep)
    rows = np.searchsorted(part.starts, places, side="right") - 1 + first
    found = mixed(hashes[places])
    own = first_equal(mixed(found + rows.astype(np.uint64))) == np.arange(len(found))
    return rows[own], found[own]


def _highest(hashes: Hashes, table: Asked) -> Ints:
    """Return the place of each hash in the table: its highest bits."""
    return (hashes >> np.uint64(65 - len(table).bit_length())).view(np.int64)
