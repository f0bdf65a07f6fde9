"""Measures which reprints are found in made feeds with known truth, by how hard they are.

    python scripts/study_reprints.py [--posts 500]

Prints the tables of docs/reprints.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ranking.reprints.frames import DECISIONS
from ranking.reprints.match import feed_boilerplate, feed_lines, match, read_feed
from ranking.reprints.posts import prepare
from tests.builders.feeds import NOW, feed, scored
from tests.builders.matching_rules import RULES

SIZES = ((300, 1500), (80, 300), (25, 60))
"""Characters of a post, from and to."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one table for each size of post."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--posts", type=int, default=500)
    count = parser.parse_args(arguments).posts
    for seed, sizes in enumerate(SIZES, start=21):
        print(f"\nPosts of {sizes[0]} to {sizes[1]} characters:\n")
        print("| the article is | articles | found | for review | given to another post |")
        print("|---|---:|---:|---:|---:|")
        for row in study(seed, count, sizes).iter_rows(named=True):
            share, waiting = (100 * row[name] / row["articles"] for name in ("found", "doubtful"))
            print(
                f"| {row['hardness']} | {row['articles']} | {share:.1f} % | {waiting:.1f} % "
                f"| {row['wrong']} |"
            )
    return 0


def study(seed: int, count: int, sizes: tuple[int, int]) -> pl.DataFrame:
    """Return what ``scored`` says of a feed of this many posts."""
    made = feed(seed, count, 1, sizes)
    posts, articles = prepare(made.originals, made.names, RULES), read_feed(made.articles, RULES)
    boilerplate = feed_boilerplate(posts, [feed_lines(articles)])
    return scored(match(posts, articles, boilerplate, DECISIONS.to_frame(), NOW), made.truth)


if __name__ == "__main__":
    sys.exit(main())
