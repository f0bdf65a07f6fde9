"""Headers and footers, learned: lines that one account or source prints in many of its texts.

Only lines near the beginning and the end of a text are looked at. Counting is of distinct texts,
so that a text printed five times teaches nothing, and never takes rows back: more texts make
more boilerplate. Frames of lines of several days may be put together in any order.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from ranking.matching_rules import TextRules
from ranking.reprints.fingerprints import in_chunks
from ranking.reprints.frames import BOILERPLATE
from ranking.reprints.normal import Ints, Texts, kept
from ranking.reprints.shingles import mixed
from ranking.reprints.spans import places_of

FIRST, LAST = 4, 6
"""Lines looked at, at the beginning and at the end."""
LONGEST = 80
"""Characters of a line; a longer one is a paragraph."""
_NONE = np.zeros(0, np.int64)
_POWERS = mixed(
    np.arange(1, LONGEST + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
) | np.uint64(1)


def edge_lines(texts: Texts, owners: pl.Series) -> pl.DataFrame:
    """Return one row a line near an end of a text, by place.

    ``row`` of the text, its ``owner`` (null = not known, teaches nothing), ``line`` and ``text``,
    stable hashes, ``begin`` and ``end``, places in ``texts.codes``.
    """
    parts = in_chunks(texts.starts, lambda first, last: _edges(texts, first, last))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] or [_NONE] * 4
    frame = pl.DataFrame(dict(zip(("row", "begin", "end", "line"), columns, strict=True)))
    rows = frame["row"]
    words = pl.Series("owner", owners.gather(rows), dtype=pl.String)
    return frame.with_columns(words, pl.col("line").sum().over("row").alias("text"))


def learned(
    lines: pl.DataFrame, rules: TextRules, besides: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return BOILERPLATE of edge lines (owner, line, text), sorted.

    ``besides`` are lines (column ``line``) that are none whatever their number: those of the
    posts, since a source that prints a post five times must not make it boilerplate.
    """
    if besides is not None:
        lines = lines.join(besides, on="line", how="anti")
    many = pl.col("text").n_unique() >= rules.boilerplate_texts.value
    found = lines.drop_nulls("owner").group_by("owner", "line").agg(many.alias("many"))
    return found.filter("many").select("owner", "line").sort("owner", "line").cast(BOILERPLATE)


def of_anybody(lines: pl.DataFrame, boilerplate: pl.DataFrame) -> pl.DataFrame:
    """Return BOILERPLATE of whoever prints a line that is somebody's: a reprint carries the footer
    of its post along, and an account with few posts has that of its sisters."""
    same = lines.join(boilerplate.select("line").unique(), on="line", how="semi")
    found = same.drop_nulls("owner").select("owner", "line").unique().sort("owner", "line")
    return found.cast(BOILERPLATE)


def stripped(
    texts: Texts, lines: pl.DataFrame, boilerplate: pl.DataFrame, rules: TextRules
) -> Texts:
    """Return the texts without the lines that are boilerplate of their owner.

    A text of which too little were left keeps its boilerplate: it is all the text it has.
    """
    gone = lines.join(boilerplate, on=["owner", "line"], how="semi")
    lost = gone.group_by("row").agg((pl.col("end") - pl.col("begin")).sum().alias("lost"))
    left = pl.Series(texts.lengths).gather(lost["row"]) - lost["lost"]
    gone = gone.join(lost.filter(left >= rules.boilerplate_left.value), on="row", how="semi")
    if not gone.height:
        return texts
    keep = np.ones(len(texts.codes), np.bool_)
    keep[places_of(gone["begin"].to_numpy(), gone["end"].to_numpy())] = False
    return kept(texts, keep)


def _edges(texts: Texts, first: int, last: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Return row, begin, end and hash of the edge lines of some texts."""
    starts = texts.starts[first : last + 1]
    here = slice(*np.searchsorted(texts.lines, starts[[0, -1]]))
    begin = texts.lines[here]
    end = np.append(begin[1:], starts[-1])
    rows = np.searchsorted(starts, begin, side="right") - 1
    firsts = np.searchsorted(begin, starts)
    number = np.arange(len(rows)) - firsts[rows]
    edge = (number < FIRST) | (firsts[rows + 1] - firsts[rows] - number <= LAST)
    edge &= end - begin <= LONGEST
    begin, end = begin[edge], end[edge]
    return rows[edge] + first, begin, end, _hashes(texts, begin, end)


def _hashes(texts: Texts, begin: Ints, end: Ints) -> Ints:
    """Return a stable hash of each line: of its characters and their order."""
    if not len(begin):
        return np.zeros(0, np.int64)
    sizes = end - begin
    starts = np.cumsum(sizes) - sizes
    order = np.arange(sizes.sum()) - np.repeat(starts, sizes)
    terms = texts.codes[places_of(begin, end)].astype(np.uint64) * _POWERS[order]
    return mixed(np.add.reduceat(terms, starts)).view(np.int64)
