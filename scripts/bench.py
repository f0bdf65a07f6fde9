"""Measures govrank as users run it: whole commands, wall time, processor time and peak memory.

    python scripts/bench.py [--runs 5] [--small]

Builds a demo workspace, then times commands on it; imports run on copies, so that every row is
new. Medians of the runs are printed as a Markdown table, with the machine. Uses the govrank
installed beside this Python.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

GOVRANK = Path(sys.executable).with_name("govrank")
POSTS = 100_000
MIB_PER_MAXRSS = 1 / 2**20 if sys.platform == "darwin" else 1 / 2**10


@dataclass(frozen=True)
class Run:
    """One finished command: wall and processor seconds, and its own peak memory in MiB."""

    wall: float
    processor: float
    memory: float


@dataclass(frozen=True)
class Case:
    """A command to measure, and the bound it is held against."""

    name: str
    bound: str
    command: Callable[[], Run]
    runs: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the workspace, measure every case, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="runs of each short command")
    parser.add_argument("--small", action="store_true", help="use the small demo (a quick look)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="govrank-bench-") as folder:
        bench = Bench(Path(folder), small=options.small)
        print(f"{machine()}\n")
        print("| command | wall s | processor s | peak MiB | runs | bound |")
        print("|---|---:|---:|---:|---:|---|")
        for case in bench.cases(options.runs):
            runs = [case.command() for _ in range(case.runs)]
            print(row(case, runs), flush=True)
    return 0


def row(case: Case, runs: Sequence[Run]) -> str:
    """Return the table row: medians of times, the largest memory."""
    wall = statistics.median(run.wall for run in runs)
    processor = statistics.median(run.processor for run in runs)
    memory = max(run.memory for run in runs)
    return (
        f"| {case.name} | {wall:.2f} | {processor:.2f} | {memory:.0f} "
        f"| {len(runs)} | {case.bound} |"
    )


class Bench:
    """A demo workspace and the commands measured on it."""

    def __init__(self, folder: Path, *, small: bool) -> None:
        self._folder = folder
        self._small = small
        self._home = folder / "demo"
        self._month = ""
        self._rows = 0

    def cases(self, runs: int) -> Iterator[Case]:
        """Yield the cases; the demo comes first, since the others work in what it made."""
        home = ["--home", str(self._home)]
        size = ["--small"] if self._small else []
        bound = "< 10 s" if self._small else "< 60 s"
        yield Case("demo", bound, lambda: govrank("demo", str(self._home), *size), 1)
        reprints, posts = self._write_imports()
        month = self._month
        yield Case("--help", "< 0.25 s", lambda: govrank("--help"), runs)
        yield Case(f"show {month}", "< 0.5 s", lambda: govrank("show", month, *home), runs)
        yield Case(
            f"draft {month}", "< 3 s beyond start-up", lambda: govrank("draft", month, *home), runs
        )
        name = f"import of {self._rows:,} reprints"
        yield Case(name, "< 20 s for 1,000,000", lambda: self._import(reprints), 3)
        yield Case(f"import of {POSTS:,} posts", "< 5 s", lambda: self._import(posts), 3)

    def _import(self, file: Path) -> Run:
        copy = self._folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self._home, copy)
        return govrank("import", str(file), "--home", str(copy))

    def _write_imports(self) -> tuple[Path, Path]:
        """Write tables of rows the workspace does not have, made from those it was built from."""
        sources = sorted(self._home.rglob("转载_*.csv"))
        self._month = max(m[0] for file in sources if (m := re.search(r"\d{4}-\d\d", file.name)))
        reprints = self._folder / "reprints.csv"
        last = [file for file in sources if self._month in file.name]
        self._rows = write_table(reprints, last, {"链接": "{}?again"}, limit=None)
        posts = self._folder / "posts.csv"
        weibo = sorted(self._home.rglob(f"微博_*{self._month}*.csv"))
        write_table(posts, weibo * 1000, {"id": "{}9{copy}", "bid": "{}9{copy}"}, limit=POSTS)
        return reprints, posts


def write_table(
    target: Path, sources: Sequence[Path], changed: dict[str, str], *, limit: int | None
) -> int:
    """Write the sources' rows under one header, with some columns changed; return the rows."""

    def rows() -> Iterator[dict[str, str]]:
        for copy, source in enumerate(sources):
            with source.open(encoding="utf-8-sig", newline="") as file:
                for line in csv.DictReader(file):
                    new = {k: form.format(line[k], copy=copy) for k, form in changed.items()}
                    yield line | new

    with sources[0].open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    written = 0
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        for line in islice(rows(), limit):
            writer.writerow(line)
            written += 1
    return written


def govrank(*arguments: str) -> Run:
    """Run the program in a process of its own. Ends the benchmark if it fails."""
    command = [str(GOVRANK), *arguments]
    with tempfile.TemporaryFile() as output:
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1)]
        start = time.perf_counter()
        child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * MIB_PER_MAXRSS)


def machine() -> str:
    """Return one line about the machine: processor, cores, memory, system, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    text = facts.read_text(encoding="utf-8") if facts.exists() else ""
    name = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return name[1] if name else platform.processor() or platform.machine()


if __name__ == "__main__":
    sys.exit(main())
