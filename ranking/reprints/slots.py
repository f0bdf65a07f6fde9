"""Names and numbers, and what stands in their place in another text.

Press releases of two districts may be equal but for the district and the figures. The places of
names and numbers are known by the words around them, so the same place is found in another text,
and filled otherwise there it speaks against a reprint. That a paragraph was cut does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from ranking.reprints.fingerprints import in_chunks
from ranking.reprints.normal import Codes, Ints, Texts, normalise
from ranking.reprints.shingles import Hashes, among, mixed
from ranking.reprints.spans import chosen, places_of, span

AROUND = 4
"""Characters on either side by which a place is known; names and numbers are left out of them."""
NUMBER, NAME = 0, 1
_SEED = np.uint64(0x9E3779B97F4A7C15)
_LONGEST = 24
_CHUNK = 1 << 17
"""Characters handled at a time: few enough to stay in the processor's cache."""
_COUNTS = ("numbers_other", "numbers_same", "names_other", "names_same")
_WEIGHTS = mixed(np.arange(1, _LONGEST + 1, dtype=np.uint64) * _SEED) | np.uint64(1)
_PLACE = np.uint64(46)
"""Bits of a place: with the number of its text before them, one of a chunk's, they are sorted."""
_NONE = np.zeros(0, np.int64)
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Names:
    """Spellings by length, longest first: their sorted hashes and the number of each one's unit;
    ``begins`` flags the hashed pairs of characters that names begin with."""

    by_length: tuple[tuple[int, Hashes, Ints], ...]
    begins: Flags


@dataclass(frozen=True)
class Slots:
    """Names and numbers of texts: text i has those from ``starts[i]`` to before ``starts[i + 1]``,
    sorted by ``places``: hashes of what stands around, whose last bit is the kind. ``fillings``:
    the number of the unit, or a hash of the digits."""

    starts: Ints
    places: Hashes
    fillings: Hashes


def prepared_names(names: pl.DataFrame, *, simplified: bool = False) -> Names:
    """Return the spellings of NAMES, of 2 to 24 characters; one that two units have is none.

    ``simplified``: as the texts were normalised.
    """
    units = names.select(pl.col("unit").rank("dense").cast(pl.Int64)).to_series().to_numpy()
    texts = normalise(names["name"], simplified=simplified)
    begins = np.zeros(1 << 16, np.bool_)
    lengths = texts.lengths
    by_length = []
    for length in sorted({n for n in lengths.tolist() if 1 < n <= _LONGEST}, reverse=True):
        of_length = np.flatnonzero(lengths == length)
        places = texts.starts[of_length]
        begins[_pairs(texts.codes[places], texts.codes[places + 1])] = True
        table = pl.DataFrame(
            {"hash": _spans(texts.codes, places, length), "unit": units[of_length]}
        )
        sure = (
            table.group_by("hash")
            .agg(pl.col("unit").unique())
            .filter(pl.col("unit").list.len() == 1)
        )
        sure = sure.explode("unit").sort("hash")
        if sure.height:
            by_length.append((length, sure["hash"].to_numpy(), sure["unit"].to_numpy()))
    return Names(tuple(by_length), begins)


def slots(texts: Texts, names: Names) -> Slots:
    """Return the names and numbers of the texts."""
    parts = in_chunks(
        texts.starts, lambda first, last: _slots(span(texts, first, last), names), _CHUNK
    )
    counts = [np.diff(part.starts) for part in parts]
    nothing = [np.zeros(0, np.uint64)]
    return Slots(
        np.cumsum(np.concatenate([[0], *counts])),
        np.concatenate([part.places for part in parts] or nothing),
        np.concatenate([part.fillings for part in parts] or nothing),
    )


def agreement(pairs: pl.DataFrame, articles: Texts, names: Names, posts: Slots) -> pl.DataFrame:
    """Return the pairs (article, post), sorted, with names_same, names_other, numbers_same and
    numbers_other.

    Counted are places that both texts have; of a place that a text has several times, one equal
    filling is enough.
    """
    pairs = pairs.sort("article", "post")
    here, there = pairs["article"].to_numpy(), pairs["post"].to_numpy()

    def counted(first: int, last: int) -> Ints:
        found = _slots(chosen(articles, here[first:last]), names)
        return _agreement(found, posts, there[first:last])

    parts = in_chunks(np.cumsum([0, *articles.lengths[here]]), counted, _CHUNK)
    counts = np.concatenate([np.zeros((0, len(_COUNTS)), np.int64), *parts])
    return pairs.with_columns(pl.Series(name, counts[:, at]) for at, name in enumerate(_COUNTS))


def _agreement(here: Slots, there: Slots, posts: Ints) -> Ints:
    """Return _COUNTS, a row each text of ``here``, held against its post ``there``."""
    count = len(posts)
    begin, end = there.starts[posts], there.starts[posts + 1]
    places = places_of(begin, end)
    rows = np.repeat(np.arange(count), np.diff(here.starts))
    keys = here.places ^ _salt(rows)
    known = there.places.take(places) ^ _salt(np.repeat(np.arange(count), end - begin))
    same = among(_filled(keys, here.fillings), _filled(known, there.fillings.take(places)))
    first = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
    agreed = np.logical_or.reduceat(same, first) if len(first) else same
    met = among(keys.take(first), known)
    kinds = (here.places.take(first) & np.uint64(1)).view(np.int64)
    cells = rows.take(first) * len(_COUNTS) + 2 * kinds + agreed
    return np.bincount(cells[met], minlength=count * len(_COUNTS)).reshape(count, len(_COUNTS))


def _salt(rows: Ints) -> Hashes:
    return mixed(rows.astype(np.uint64) * _SEED)


def _filled(places: Hashes, fillings: Hashes) -> Hashes:
    return mixed(places + mixed(fillings) * _SEED)


def _slots(texts: Texts, names: Names) -> Slots:
    """Return the names and numbers of texts that are few."""
    codes, starts = texts.codes, texts.starts
    digits = codes - np.uint16(ord("0")) < np.uint16(10)
    taken = digits.copy()
    name_begin, units = _named(codes, starts, names, taken)
    begin, end = _runs(digits, starts)
    at = np.concatenate([begin, name_begin])
    fillings = np.concatenate([_figures(codes, begin, end), units.view(np.uint64)])
    rows = np.searchsorted(starts, at, side="right") - 1
    rest = np.flatnonzero(~taken)
    others = np.append(codes.take(rest), np.uint16(0))  # a text may be nothing but a name
    around = _around(others, np.searchsorted(rest, at), np.searchsorted(rest, starts), rows)
    kinds = np.repeat(np.array([NUMBER, NAME], np.uint64), [len(begin), len(name_begin)])
    places = (around >> (np.uint64(65) - _PLACE) << np.uint64(1)) | kinds
    said = np.cumsum(texts.lengths > 0).astype(np.uint64)
    order = np.argsort((said.take(rows) << _PLACE) | places)
    bounds = np.cumsum([0, *np.bincount(rows, minlength=texts.count)])
    return Slots(bounds, places.take(order), fillings.take(order))


def _runs(digits: Flags, starts: Ints) -> tuple[Ints, Ints]:
    """Return begin and end of every run of digits; the end of a text ends a run."""
    padded = np.concatenate([[False], digits, [False]])
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    cut = starts[(starts > 0) & (starts < len(digits))]
    split = cut[digits[cut] & digits[cut - 1]]
    if not len(split):
        return edges[::2], edges[1::2]
    return np.union1d(edges[::2], split), np.union1d(edges[1::2], split)


def _named(codes: Codes, starts: Ints, names: Names, taken: Flags) -> tuple[Ints, Ints]:
    """Return begin and unit of every name, the longest where several overlap; flag its
    characters as ``taken``."""
    possible = np.flatnonzero(names.begins.take(_pairs(codes[:-1], codes[1:])))
    ends = starts.take(np.searchsorted(starts, possible, side="right"))
    begins, of_units = [_NONE], [_NONE]
    for length, hashes, units in names.by_length:
        inside = possible.take(np.flatnonzero(possible + length <= ends))
        mine = _spans(codes, inside, length)
        at = np.searchsorted(hashes, mine)
        free = ~(taken.take(inside) | taken.take(inside + (length - 1)))
        hit = np.flatnonzero((hashes.take(at, mode="clip") == mine) & free)
        named = inside.take(hit)
        for ahead in range(length):
            taken[named + ahead] = True
        begins.append(named)
        of_units.append(units.take(at.take(hit)))
    return np.concatenate(begins), np.concatenate(of_units)


def _pairs(firsts: Codes, seconds: Codes) -> Codes:
    """Return a number of 16 bits for each pair of characters; several pairs may share one."""
    return firsts * np.uint16(31) + seconds * np.uint16(1009)


def _spans(codes: Codes, places: Ints, length: int) -> Hashes:
    hashes = np.full(len(places), length, np.uint64)
    for ahead, weight in enumerate(_WEIGHTS[:length]):
        hashes += codes.take(places + ahead).astype(np.uint64) * weight
    return mixed(hashes)


def _figures(codes: Codes, begin: Ints, end: Ints) -> Hashes:
    """Return a hash of each span: of its length and its first 24 characters."""
    sizes = end - begin
    hashes = sizes.astype(np.uint64)
    for ahead, weight in enumerate(_WEIGHTS[: sizes.max(initial=0)]):
        there = codes.take(begin + ahead, mode="clip").astype(np.uint64)
        hashes += there * (ahead < sizes) * weight
    return mixed(hashes)


def _around(codes: Codes, at: Ints, starts: Ints, rows: Ints) -> Hashes:
    """Return a hash of the characters on either side of each place, within its text."""
    hashes = np.zeros(len(at), np.uint64)
    first, last = starts.take(rows) - at, starts.take(rows + 1) - at
    for step, weight in zip(range(-AROUND, AROUND), _WEIGHTS, strict=False):
        there = codes.take(at + step, mode="clip").astype(np.uint64)
        there *= (first <= step) & (step < last)
        hashes += there * weight
    return mixed(hashes)
