"""Measures how long an edition takes to become each of its files.

    python scripts/bench_formats.py WORKSPACE MONTH [--runs 5]

Times the making alone: not the program's start, nor what the edition is computed from, which is
told on a line of its own. The first run of each loads what it is made with and is printed apart.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from ranking.i18n import Translator
from ranking.publish_rules import FORMATS, Format
from ranking.render.export import files
from ranking.wiring import open_workspace
from ranking.workflow.editions import month_edition
from ranking.workflow.publication import month_publication

T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workspace", type=Path)
    parser.add_argument("month")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(arguments)
    workspace = open_workspace(options.workspace, "bench", lambda *_: None)
    found, tr = month_edition(workspace, options.month), Translator("zh")
    _, seconds = _timed(lambda: month_publication(workspace, found, "zh"))
    print(f"gathered in {seconds:.2f} s\n\n| format | first s | then s (median) | bytes |")
    print("|---|---:|---:|---:|")
    told, publishing = month_publication(workspace, found, "zh")

    for name, wanted in _wanted():
        make = partial(files, told, publishing, tr, wanted)
        made, first = _timed(make)
        again = [_timed(make)[1] for _ in range(options.runs)]
        size = sum(len(content) for content in made.values())
        print(f"| {name} | {first:.2f} | {statistics.median(again):.2f} | {size:,} |")
    return 0


def _wanted() -> Iterator[tuple[str, Sequence[Format]]]:
    yield from ((name, (name,)) for name in FORMATS)
    yield "all", FORMATS


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
