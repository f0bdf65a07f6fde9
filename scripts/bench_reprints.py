"""Measures the matching of reprints: speed, memory, recall; datasketch in the same run if there.

    python scripts/bench_reprints.py [--articles 100000] [--posts 20000] [--peer 5000]

Texts of 300 to 1,500 characters, words drawn by Zipf's law; nine in ten articles keep 48 to 95 %
of a post, in runs; the others are of no post. Each case runs in a process of its own, and reads
its texts from Parquet. The peer (`pip install datasketch`, which govrank does not need) gets
the same five-character shingles of the same normalised texts, 128 permutations, and all posts,
but only --peer articles, because it is slow.
"""

from __future__ import annotations

import argparse
import importlib.util
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import polars as pl

from ranking.matching_rules import FILE_NAME, load_matching_rules
from ranking.reprints.frames import ARTICLES, DECISIONS, NAMES, ORIGINALS
from ranking.reprints.match import feed_boilerplate, feed_lines, match, read_feed
from ranking.reprints.normal import normalise
from ranking.reprints.posts import prepare
from ranking.settings import shipped_config

MIB_PER_MAXRSS = 1 / 2**20 if sys.platform == "darwin" else 1 / 2**10
START = datetime(2026, 10, 1, tzinfo=UTC)
NOW = START + timedelta(days=31)
RULES = load_matching_rules(shipped_config() / FILE_NAME)
T = TypeVar("T")
PEER_HINT = "datasketch is not installed: pip install datasketch, to measure it beside"


@dataclass(frozen=True)
class Result:
    """What one case took, and how many of the articles' posts it found, or named wrongly."""

    name: str
    articles: int
    seconds: float
    processor: float
    recall: float
    wrong: int
    memory: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the texts, measure every case, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--peer", type=int, default=5_000, help="articles given to datasketch")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="govrank-bench-") as name:
        folder = Path(name)
        apart(write_texts, folder, options.posts, options.articles)
        print("| case | articles | s | processor s | articles/s | recall | wrong | peak MiB |")
        print("|---|---:|---:|---:|---:|---:|---:|---:|")
        show(apart(whole_month, folder))
        show(apart(one_day, folder))
        if importlib.util.find_spec("datasketch"):
            show(apart(peer, folder, options.peer))
        else:
            print(f"\n{PEER_HINT}")
    return 0


def show(result: Result) -> None:
    """Print one row of the table."""
    print(
        f"| {result.name} | {result.articles:,} | {result.seconds:.2f} | {result.processor:.2f} "
        f"| {result.articles / result.seconds:,.0f} | {result.recall:.4f} | {result.wrong} "
        f"| {result.memory:,.0f} |",
        flush=True,
    )


def apart(case: Callable[..., T], *arguments: object) -> T:
    """Return what the case returns in a new process, whose memory is its own."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as processes:
        return processes.submit(case, *arguments).result()


def whole_month(folder: Path) -> Result:
    """Prepare the posts, learn the boilerplate, match all articles."""
    originals, articles, truth = read(folder)
    begin, used = time.perf_counter(), time.process_time()
    posts = prepare(originals, names(), RULES)
    prepared = time.perf_counter()
    feed = read_feed(articles, RULES)
    boilerplate = feed_boilerplate(posts, [feed_lines(feed)])
    learned = time.perf_counter()
    matches = match(posts, feed, boilerplate, DECISIONS.to_frame(), NOW)
    end, processor = time.perf_counter(), time.process_time() - used
    label = f"month (posts {prepared - begin:.1f}, reading {learned - prepared:.1f} s of it)"
    return result(label, (end - begin, processor), matches, truth)


def one_day(folder: Path) -> Result:
    """Match a thirtieth of the articles, posts and boilerplate being known from before."""
    originals, articles, truth = read(folder)
    day, rest = articles[: len(articles) // 30], articles[len(articles) // 30 :]
    prints = prepare(originals, names(), RULES).fingerprints
    lines = feed_lines(read_feed(rest, RULES))
    begin, used = time.perf_counter(), time.process_time()
    posts = prepare(originals, names(), RULES, prints)
    feed = read_feed(day, RULES)
    boilerplate = feed_boilerplate(posts, [lines, feed_lines(feed)])
    matches = match(posts, feed, boilerplate, DECISIONS.to_frame(), NOW)
    seconds, processor = time.perf_counter() - begin, time.process_time() - used
    return result("one day against the month", (seconds, processor), matches, truth[: len(day)])


def peer(folder: Path, count: int) -> Result:
    """Match the first articles with datasketch: MinHash of 128, LSH, the nearest candidate."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    originals, articles, truth = read(folder)
    articles, truth = articles[:count], truth[:count]

    def sketches(texts: pl.Series) -> list[Any]:
        flat = normalise(texts)
        chars = flat.codes.astype(np.uint32).tobytes().decode("utf-32-le")
        spelled = [chars[a:b] for a, b in zip(flat.starts[:-1], flat.starts[1:], strict=True)]
        shingles = [{t[i : i + 5].encode() for i in range(len(t) - 4)} for t in spelled]
        return list(MinHash.generator(shingles, num_perm=128))

    kept = dict(zip(originals["post_id"], sketches(originals["text"]), strict=True))
    begin, used = time.perf_counter(), time.process_time()
    index = MinHashLSH(num_perm=128, params=(32, 4))
    for post, sketch in kept.items():
        index.insert(post, sketch)
    found = []
    for article, sketch in zip(articles["article_id"], sketches(articles["text"]), strict=True):
        near = [(sketch.jaccard(kept[post]), post) for post in index.query(sketch)]
        alike, post = max(near, default=(0.0, ""))
        found.append((article, post, "accepted" if alike >= 0.25 else "rejected"))
    seconds, processor = time.perf_counter() - begin, time.process_time() - used
    matches = pl.DataFrame(found, schema=["article_id", "matched_post", "verdict"], orient="row")
    return result(
        "datasketch, its index of posts being made before", (seconds, processor), matches, truth
    )


def result(
    name: str, times: tuple[float, float], matches: pl.DataFrame, truth: pl.DataFrame
) -> Result:
    """Return the result: found are the articles accepted for the right post, or waiting for
    people with it (below half of the text kept, that is what should be)."""
    said = matches.filter(pl.col("verdict") != "rejected")
    said = said.unique("article_id", keep="first", maintain_order=True)
    joined = truth.join(said.select("article_id", "matched_post"), on="article_id", how="left")
    right = int((joined["post_id"] == joined["matched_post"]).sum())
    told = joined["matched_post"].drop_nulls().len()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MIB_PER_MAXRSS
    of_posts = truth["post_id"].drop_nulls().len()
    return Result(name, truth.height, *times, right / of_posts, told - right, memory)


def read(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return originals, articles and truth (article_id, post_id; null = of no post)."""
    originals, articles, truth = (
        pl.read_parquet(folder / f"{name}.parquet") for name in ("originals", "articles", "truth")
    )
    return originals, articles, truth


def names() -> pl.DataFrame:
    """Return forty made names of districts."""
    places = [chr(0x4E00 + n) + chr(0x4E40 + n) + "区" for n in range(40)]
    return pl.DataFrame({"name": places, "unit": places}, schema=NAMES)


def write_texts(folder: Path, posts: int, articles: int) -> None:
    """Write originals, articles and truth."""
    writer = Writer(np.random.default_rng(20261001))
    texts = [writer.text(writer.size()) for _ in range(posts)]
    sources = writer.random.integers(0, posts, articles)
    of_none = writer.random.random(articles) < 0.1
    copies = [
        writer.text(writer.size()) if none else writer.copy(texts[source])
        for source, none in zip(sources.tolist(), of_none.tolist(), strict=True)
    ]
    ids = [f"wechat:{n:06}" for n in range(posts)]
    originals = {
        "post_id": ids,
        "unit": [f"单位{n % 60}" for n in range(posts)],
        "account": [f"账号{n % 150}" for n in range(posts)],
        "text": texts,
        "published_at": [START + timedelta(minutes=n) for n in range(posts)],
    }
    feed = {
        "article_id": [f"a{n:07}" for n in range(articles)],
        "source": [f"频道{n % 400}" for n in range(articles)],
        "text": copies,
        "published_at": [START + timedelta(days=20)] * articles,
    }
    truth = [None if none else ids[s] for s, none in zip(sources, of_none, strict=True)]
    frame(originals, ORIGINALS).write_parquet(folder / "originals.parquet")
    frame(feed, ARTICLES).write_parquet(folder / "articles.parquet")
    pl.DataFrame({"article_id": feed["article_id"], "post_id": truth}).write_parquet(
        folder / "truth.parquet"
    )


def frame(columns: Mapping[str, object], schema: pl.Schema) -> pl.DataFrame:
    """Return the columns as the schema says; the others are null."""
    return pl.DataFrame({name: columns.get(name) for name in schema}, schema=schema)


class Writer:
    """Texts of words that come by Zipf's law, with marks, numbers and paragraphs."""

    def __init__(self, random: np.random.Generator) -> None:
        """Make up the words, and a long run of text to cut from."""
        self.random = random
        letters = random.integers(0x4E00, 0x4E00 + 3000, (20_000, 4))
        sizes = random.choice([1, 2, 3, 4], 20_000, p=[0.2, 0.5, 0.2, 0.1])
        words = ["".join(map(chr, row[:n])) for row, n in zip(letters, sizes, strict=True)]
        self._words = np.array([*words, "，", "。", "。\n", "2026", "35", "1024", *names()["name"]])
        share = 1 / np.arange(10, 20_010)
        others = np.full(len(self._words) - 20_000, share.sum() * 0.003)
        others[:2] = share.sum() * 0.06
        self._share = np.concatenate([share, others]) / (share.sum() + others.sum())
        self._run, self._at = "", 0

    def size(self) -> int:
        """Return how long the next text is."""
        return int(self.random.integers(300, 1500))

    def text(self, size: int) -> str:
        """Return new text of this size."""
        if self._at + size > len(self._run):
            self._run = "".join(self.random.choice(self._words, 1_000_000, p=self._share))
            self._at = 0
        self._at += size
        return self._run[self._at - size : self._at]

    def copy(self, text: str) -> str:
        """Return the text with 5 to 52 % of it replaced, at four places."""
        lost = int(self.random.uniform(0.05, 0.52) * len(text) / 4)
        for place in range(4):
            quarter = len(text) // 4
            at = place * quarter + int(self.random.integers(0, max(quarter - lost, 1)))
            text = text[:at] + self.text(lost) + text[at + lost :]
        return text


if __name__ == "__main__":
    sys.exit(main())
