"""Fingerprints: the few shingles of a text by which candidates are found.

Of a long post one shingle in sixteen is kept, chosen by its hash, so that two texts keep the same
ones; of a short one every second, of a very short one all. Of an article those are looked up that
a post may have kept.
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
from ranking.reprints.spans import chosen, span

SHORT, SHORTEST = 320, 160
"""A text below SHORT keeps every second shingle: one in sixteen would be under twenty; below
SHORTEST it keeps all."""
_SAMPLED_BITS = 4
_SAMPLED, _HALF = np.uint64(1 << (64 - _SAMPLED_BITS)), np.uint64(1 << 63)
_ROOM = 4
"""Bits of the table of asked-for hashes beyond their number: of others, one in 16 at most is
looked up."""
_CHUNK = 1 << 17
"""Characters handled at a time: few enough to stay in the processor's cache."""
_T = TypeVar("_T")
Flags = npt.NDArray[np.bool_]
Asked = Flags


def fingerprints(texts: Texts) -> pl.DataFrame:
    """Return ``row`` and ``hash``, Int64, one row a distinct fingerprint of a text."""
    return _framed(in_chunks(texts.starts, lambda first, last: _of(texts, first, last)))


def looked_up(texts: Texts, asked: Asked | None) -> pl.DataFrame:
    """Return ``row`` and ``hash``, Int64, one row a distinct fingerprint of an article that a post
    may have kept, and more."""
    return _framed(in_chunks(texts.starts, lambda a, b: _looked_up(texts, a, b, asked)))


def asked_for(posts: Texts) -> Asked | None:
    """Return a table of the hashes that posts keep, by their highest bits: the sampled ones, and
    those of short posts; None = no short post."""
    short = np.flatnonzero((posts.lengths < SHORT) & (posts.lengths >= WIDTH))
    if not len(short):
        return None
    texts = chosen(posts, short)
    every = rolled(texts.codes)
    every = every[_kept(texts, every)]
    table = np.zeros(1 << (len(every).bit_length() + _ROOM), np.bool_)
    table[_highest(every, table)] = True
    table[: len(table) >> _SAMPLED_BITS] = True
    return table


def in_chunks(starts: Ints, work: Callable[[int, int], _T], size: int = _CHUNK) -> list[_T]:
    """Return ``work(first, last)`` for spans of whole rows in order, done by several threads.

    ``starts`` are the places where rows begin and the end of the last, in characters, of which
    a span has about ``size``.
    """
    count = len(starts) - 1
    wanted = np.arange(0, starts[-1] + size, size)
    bounds = np.unique([0, *np.minimum(np.searchsorted(starts, wanted), count), count]).tolist()
    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:
        return list(threads.map(work, bounds[:-1], bounds[1:]))


def _framed(parts: list[tuple[Ints, Hashes]]) -> pl.DataFrame:
    rows = np.concatenate([rows for rows, _ in parts] or [np.zeros(0, np.int64)])
    hashes = np.concatenate([hashes for _, hashes in parts] or [np.zeros(0, np.uint64)])
    return pl.DataFrame({"row": rows, "hash": hashes.view(np.int64)})


def _of(texts: Texts, first: int, last: int) -> tuple[Ints, Hashes]:
    part = span(texts, first, last)
    hashes = rolled(part.codes)
    return _distinct(part, first, hashes, _kept(part, hashes))


def _looked_up(texts: Texts, first: int, last: int, asked: Asked | None) -> tuple[Ints, Hashes]:
    part = span(texts, first, last)
    hashes = rolled(part.codes)
    keep = hashes < _SAMPLED if asked is None else asked.take(_highest(hashes, asked))
    return _distinct(part, first, hashes, keep & whole(part))


def _distinct(part: Texts, first: int, hashes: Hashes, keep: Flags) -> tuple[Ints, Hashes]:
    places = np.flatnonzero(keep)
    rows = np.searchsorted(part.starts, places, side="right") - 1 + first
    found = mixed(hashes.take(places))
    own = first_equal(mixed(found + rows.astype(np.uint64))) == np.arange(len(found))
    return rows[own], found[own]


def _kept(texts: Texts, hashes: Hashes) -> Flags:
    """Tell of each shingle of posts whether it is kept."""
    keep = hashes < _SAMPLED
    for row in np.flatnonzero(texts.lengths < SHORT):
        here = slice(texts.starts[row], texts.starts[row + 1])
        keep[here] = (hashes[here] < _HALF) | (texts.lengths[row] < SHORTEST)
    return keep & whole(texts)


def _highest(hashes: Hashes, table: Asked) -> Ints:
    """Return the place of each hash in the table: its highest bits."""
    return (hashes >> np.uint64(65 - len(table).bit_length())).view(np.int64)
