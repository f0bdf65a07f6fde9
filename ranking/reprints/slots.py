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
from ranking.reprints.shingles import Hashes, mixed

AROUND = 4
"""Characters on either side by which a place is known; names and numbers are left out of them."""
NUMBER, NAME = 0, 1
_SEED = np.uint64(0x9E3779B97F4A7C15)
_LONGEST = 24
_NONE = np.zeros(0, np.int64)
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Names:
    """Spellings by length, longest first: their sorted hashes and the number of each one's unit;
    ``begins`` flags the hashed pairs of characters that names begin with."""

    by_length: tuple[tuple[int, Hashes, Ints], ...]
    begins: Flags


def prepared_names(names: pl.DataFrame) -> Names:
    """Return the spellings of NAMES, of 2 to 24 characters; one that two units have is none."""
    units = names.select(pl.col("unit").rank("dense").cast(pl.Int64)).to_series().to_numpy()
    texts = normalise(names["name"])
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


def slots(texts: Texts, names: Names) -> pl.DataFrame:
    """Return one row a name or number: ``row`` of the text, ``place`` (a stable hash of what
    stands around it), ``kind``, ``filling`` (the number of the unit, or a hash of the digits).
    """
    parts = in_chunks(texts.starts, lambda first, last: _slots(texts, first, last, names))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] or [_NONE] * 4
    return pl.DataFrame(dict(zip(("row", "place", "kind", "filling"), columns, strict=True)))


def _slots(texts: Texts, first: int, last: int, names: Names) -> tuple[Ints, Ints, Ints, Ints]:
    """Return row, place, kind and filling of the texts from ``first`` to before ``last``."""
    starts = texts.starts[first : last + 1] - texts.starts[first]
    codes = texts.codes[texts.starts[first] : texts.starts[last]]
    digits = (codes >= ord("0")) & (codes <= ord("9"))
    taken = digits.copy()
    name_begin, units = _named(codes, starts, names, taken)
    begin, end = _runs(digits, starts)
    kinds = np.repeat(np.array([NUMBER, NAME]), [len(begin), len(name_begin)])
    filling = np.concatenate([_figures(codes, begin, end).view(np.int64), units])
    at = np.concatenate([begin, name_begin])
    rows = np.searchsorted(starts, at, side="right") - 1
    before = np.concatenate([[0], np.cumsum(~taken)])
    place = _around(codes[~taken], before[at], before[starts], rows)
    return rows + first, place.view(np.int64), kinds, filling


def agreement(pairs: pl.DataFrame, articles: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs (article, post) with names_same, names_other, numbers_same, numbers_other.

    ``articles`` and ``posts`` are slots. Counted are places that both texts have; of a place that
    a text has several times, one equal filling is enough.
    """
    there = posts.rename({"row": "post"})
    here = articles.rename({"row": "article", "filling": "here"})
    met = (
        pairs.lazy()
        .select("article", "post")
        .join(there.lazy(), on="post")
        .join(here.lazy(), on=["article", "place", "kind"])
        .group_by("article", "post", "kind", "place")
        .agg((pl.col("filling") == pl.col("here")).any().alias("same"))
        .group_by("article", "post")
        .agg(
            _counted(NAME, same=True).alias("names_same"),
            _counted(NAME, same=False).alias("names_other"),
            _counted(NUMBER, same=True).alias("numbers_same"),
            _counted(NUMBER, same=False).alias("numbers_other"),
        )
    )
    counts = ("names_same", "names_other", "numbers_same", "numbers_other")
    joined = pairs.lazy().join(met, on=["article", "post"], how="left")
    return joined.with_columns(pl.col(*counts).fill_null(0)).sort("article", "post").collect()


def _counted(kind: int, *, same: bool) -> pl.Expr:
    return ((pl.col("kind") == kind) & (pl.col("same") == same)).sum().cast(pl.Int64)


def _runs(digits: Flags, starts: Ints) -> tuple[Ints, Ints]:
    """Return begin and end of every run of digits; the end of a text ends a run."""
    edges = np.flatnonzero(np.diff(digits, prepend=False, append=False))
    cut = starts[(starts > 0) & (starts < len(digits))]
    split = cut[digits[cut] & digits[cut - 1]]
    return np.union1d(edges[::2], split), np.union1d(edges[1::2], split)


def _named(codes: Codes, starts: Ints, names: Names, taken: Flags) -> tuple[Ints, Ints]:
    """Return begin and unit of every name, the longest where several overlap; flag its
    characters as ``taken``."""
    possible = np.flatnonzero(names.begins[_pairs(codes[:-1], codes[1:])])
    ends = starts[np.searchsorted(starts, possible, side="right")]
    begins, of_units = [_NONE], [_NONE]
    for length, hashes, units in names.by_length:
        inside = possible[possible + length <= ends]
        mine = _spans(codes, inside, length)
        at = np.minimum(np.searchsorted(hashes, mine), len(hashes) - 1)
        hit = (hashes[at] == mine) & ~taken[inside] & ~taken[inside + length - 1]
        for ahead in range(length):
            taken[inside[hit] + ahead] = True
        begins.append(inside[hit])
        of_units.append(units[at[hit]])
    return np.concatenate(begins), np.concatenate(of_units)


def _pairs(firsts: Codes, seconds: Codes) -> Codes:
    """Return a number of 16 bits for each pair of characters; several pairs may share one."""
    return firsts * np.uint16(31) + seconds * np.uint16(1009)


def _spans(codes: Codes, places: Ints, length: int) -> Hashes:
    hashes = np.full(len(places), length, np.uint64)
    for ahead in range(length):
        hashes = mixed(hashes + codes[places + ahead]) * _SEED
    return hashes


def _figures(codes: Codes, begin: Ints, end: Ints) -> Hashes:
    """Return a hash of each span: of its length and its first 24 characters."""
    hashes = (end - begin).astype(np.uint64)
    for ahead in range(min(int((end - begin).max(initial=0)), _LONGEST)):
        inside = begin + ahead < end
        hashes[inside] = mixed(hashes[inside] + codes[begin[inside] + ahead]) * _SEED
    return hashes


def _around(codes: Codes, at: Ints, starts: Ints, rows: Ints) -> Hashes:
    """Return a hash of the characters on either side of each place, within its text."""
    hashes = np.zeros(len(at), np.uint64)
    for step in (*range(-AROUND, 0), *range(AROUND)):
        places = at + step
        inside = (places >= starts[rows]) & (places < starts[rows + 1])
        codes_there = np.zeros(len(at), np.uint64)
        codes_there[inside] = codes[places[inside]]
        hashes = mixed(hashes + codes_there) * _SEED
    return hashes
