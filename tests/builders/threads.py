"""A program: prints the number of threads, then a hash of all that an index is made of.

Once for each of some aggregations, with rows in order and with rows shuffled.
"""

from __future__ import annotations

import hashlib
import sys

import polars as pl

from ranking.scoring.engine import evaluate
from tests.builders.trees import everything

SIZE = 300


def units() -> pl.DataFrame:
    numbers = range(SIZE)
    return pl.DataFrame(
        {
            "unit": numbers,
            "a": [(n * 7919 % 1009 + 10**7 * (n % 97 == 5)) if n % 11 else None for n in numbers],
            "posts": [n % 13 for n in numbers],
            "b": [n * 104729 % 10007 for n in numbers],
            "c": [n % 10 if n % 3 else None for n in numbers],
            "area": ["nsew"[n % 4] for n in numbers],
        }
    )


def lines() -> list[str]:
    found = [str(pl.thread_pool_size())]
    for aggregate in ("amean", "gmean", "copeland"):
        for table in (units(), units().sample(fraction=1, shuffle=True)):
            made = evaluate(everything(aggregate), table).sort("unit")
            found.append(hashlib.sha256(repr(made.rows()).encode()).hexdigest())
    return found


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines()))
