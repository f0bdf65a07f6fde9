"""A month's posts, prepared once: what every feed of the month is held against."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ranking.reprints.boilerplate import edge_lines, learned, stripped
from ranking.reprints.candidates import candidates, telling
from ranking.reprints.choose import NEARLY_ALL, SHORT, SHORTEST
from ranking.reprints.families import ALIKE, families
from ranking.reprints.fingerprints import Asked, asked_for, fingerprints
from ranking.reprints.frames import FINGERPRINTS, ORIGINALS
from ranking.reprints.marks import marked_units
from ranking.reprints.normal import Texts, normalise
from ranking.reprints.slots import Names, agreement, prepared_names, slots
from ranking.reprints.verify import compared


@dataclass(frozen=True)
class Posts:
    """``frame``: ORIGINALS by time and post_id, with ``post`` (row number), ``credited`` (the post
    that its family counts for) and ``since`` (when the family's first was published).
    ``texts`` without boilerplate, ``prints`` (row, hash), ``index`` (post, hash), those of them
    that are looked up, of copies to the letter the first one's; ``slots``, ``lines`` of the
    posts (no boilerplate of any source), ``asked`` of short posts, ``spellings`` (NAMES) and
    ``names``.
    """

    frame: pl.DataFrame
    texts: Texts
    prints: pl.DataFrame
    index: pl.DataFrame
    slots: pl.DataFrame
    lines: pl.DataFrame
    asked: Asked | None
    spellings: pl.DataFrame
    names: Names

    @property
    def fingerprints(self) -> pl.DataFrame:
        """FINGERPRINTS, to be kept in a file; sorted."""
        ids = self.frame.select("post_id", row="post")
        named = self.prints.join(ids, on="row").select(FINGERPRINTS.names())
        return named.cast(FINGERPRINTS).sort("post_id", "hash")


def prepare(
    originals: pl.DataFrame, spellings: pl.DataFrame, prints: pl.DataFrame | None = None
) -> Posts:
    """Return the posts of ORIGINALS, in any order. ``spellings`` are NAMES.

    ``prints`` are the FINGERPRINTS of these same posts, if they were kept.
    """
    order = originals.select(ORIGINALS.names()).sort("published_at", "post_id", nulls_last=True)
    frame = order.with_row_index("post").with_columns(pl.col("post").cast(pl.Int64))
    whole = normalise(frame["text"])
    lines = edge_lines(whole, frame["account"])
    boilerplate = learned(lines)
    texts = stripped(whole, lines, boilerplate)
    names = prepared_names(spellings)
    found = slots(texts, names)
    own = fingerprints(texts) if prints is None else _numbered(prints, frame)
    ours = lines.join(boilerplate, on=["owner", "line"], how="anti").select("line").unique()
    copies = _copies(texts)
    later = copies.filter(pl.col("article") != pl.col("post")).select(row="article")
    firsts = own.join(later, on="row", how="anti")
    index = telling(firsts.lazy()).collect()
    pairs = pl.concat([copies, _alike(texts, firsts, index, found)])
    credited = _credited(frame, pairs, spellings)
    asked = asked_for(texts)
    return Posts(credited, texts, own, index, found, ours, asked, spellings, names)


def _numbered(prints: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    numbers = frame.select("post_id", row="post")
    return prints.join(numbers, on="post_id").select("row", "hash")


def _credited(frame: pl.DataFrame, pairs: pl.DataFrame, spellings: pl.DataFrame) -> pl.DataFrame:
    marked = frame.with_columns(marked=marked_units(frame["text"], spellings))
    joined = frame.join(families(marked, pairs), on="post", maintain_order="left")
    return joined.with_columns(since=pl.col("published_at").min().over("credited"))


def _alike(
    texts: Texts, prints: pl.DataFrame, index: pl.DataFrame, found: pl.DataFrame
) -> pl.DataFrame:
    """Return article and post: pairs of posts that are one text, though not to the letter."""
    met = candidates(prints.lazy(), index.lazy()).collect()
    possible = met.filter(pl.col("article") > pl.col("post"))
    pairs = agreement(compared(texts, texts, possible), found, found)
    short = pl.min_horizontal("post_shingles", "article_shingles") < SHORT
    least = pl.when(short).then(NEARLY_ALL).otherwise(ALIKE)
    agree = (pl.col("names_other") == 0) & (pl.col("numbers_other") <= pl.col("numbers_same"))
    return pairs.filter((pl.col("jaccard") >= least) & agree).select("article", "post")


def _copies(texts: Texts) -> pl.DataFrame:
    """Return each text that says anything (``article``) and the first equal to it (``post``)."""
    said = [row for row, size in enumerate(texts.lengths.tolist()) if size >= SHORTEST]
    keys = [texts.codes[texts.starts[row] : texts.starts[row + 1]].tobytes() for row in said]
    frame = pl.DataFrame(
        {"article": said, "key": keys}, schema={"article": pl.Int64, "key": pl.Binary}
    )
    return frame.select("article", pl.col("article").min().over("key").alias("post"))
