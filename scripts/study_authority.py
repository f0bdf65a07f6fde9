"""Studies what a channel may be worth by its network, and prints the report in Markdown.

    python scripts/study_authority.py [--small] [--home DEMO]

Two months of the synthetic demo. docs/methods/shanghai-authority.md says what was concluded.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from study import workspaces
from study.authorities import AUTHORITIES, WAYS, by_authority, carried, feature, gained
from study.markdown import Cell, table
from study.month import StudyMonth, board, load_month


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the workspace and print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", action="store_true", help="use the small demo (a quick look)")
    parser.add_argument("--home", type=Path, help="a demo workspace that is there already")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="govrank-study-") as folder:
        home = options.home or Path(folder) / "demo"
        if options.home is None:
            workspaces.demo(home, small=options.small)
        for name in workspaces.months(home)[-2:]:
            report(load_month(home, name))
    return 0


def report(month: StudyMonth) -> None:
    """Print what each way of weighing changes, and what it lets a unit gain."""
    times = int(month.by_channel["times"].sum())
    print(f"## {month.name}: {times:,} reprints of {month.units.height} units (synthetic)\n")
    print(table(["weighed by", "units moved", "most places", "first unit"], _moved(month)))
    print("One unit gets 1,000 reprints for itself: mean reprints / places it gains, largest group")
    print(table(["weighed by", "new channel is", *WAYS], _gamed(month)))


def _moved(month: StudyMonth) -> Iterator[list[Cell]]:
    now = board(month.method.indexes[0], month.units)["rank"].to_numpy()
    for name in AUTHORITIES:
        values = feature(carried(month, "wechat"), name)
        places = np.abs(by_authority(month, values)["rank"].to_numpy() - now)
        yield [name, int((places > 0).sum()), int(places.max()), f"{values.max():,.0f}"]


def _gamed(month: StudyMonth) -> Iterator[list[Cell]]:
    for name, way in AUTHORITIES.items():
        for kind in ("any",) if way else ("client", "wechat", "weibo"):
            start = carried(month, "wechat" if way else kind)
            found = [np.mean([*gained(month, start, name, how)], axis=0) for how in WAYS]
            yield [name, kind, *(f"{more:,.0f} / {places:.1f}" for more, places in found)]


if __name__ == "__main__":
    sys.exit(main())
