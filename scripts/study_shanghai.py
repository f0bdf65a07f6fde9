"""Studies how the method ``shanghai`` behaves, and prints the report in Markdown.

    python scripts/study_shanghai.py [--small] [--home DEMO]

Ten parts, each on two months of the synthetic demo: 50,000 posts, and a tenth of that (with
--small 1,000 and 100). The last is on real Weibo posts of one day, where they are at hand.
Synthetic months show how the formula reacts; they cannot show that a weight is right.
docs/methods/shanghai.md says what was concluded.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from study import parts_numbers, parts_posts, workspaces
from study.month import StudyMonth, load_month

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "weibo-2020-05-18"
PARTS = {
    "1. One viral post": parts_posts.viral_post,
    "2. Splitting posts": parts_posts.splitting,
    "3. Size": parts_posts.size,
    "4. Counts shown as 10万+": parts_posts.censoring,
    "5. An idle month": parts_posts.idle,
    "6. Missing counts": parts_posts.missing,
    "7. Sensitivity": parts_numbers.sensitivity,
    "8. References and bonus": parts_numbers.levels,
    "9. Which indicator drives the ranks": parts_numbers.redundancy,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the workspaces, run every part, print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", action="store_true", help="use the small demo (a quick look)")
    parser.add_argument("--home", type=Path, help="a demo workspace that is there already")
    parser.add_argument("--real", type=Path, default=REAL, help="folder of the real Weibo day")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="govrank-study-") as folder:
        home = options.home or Path(folder) / "demo"
        if options.home is None:
            workspaces.demo(home, small=options.small)
        report(_last_two(home))
        report_real(Path(folder) / "real", options.real)
    return 0


def report(months: Sequence[StudyMonth]) -> None:
    """Print the parts on synthetic months."""
    for month in months:
        print(
            f"{month.name}: {month.posts.height:,} synthetic posts of {month.units.height} units.\n"
        )
    for title, part in PARTS.items():
        print(f"## {title}\n", flush=True)
        for text in part(months):
            print(text, flush=True)


def report_real(folder: Path, data: Path) -> None:
    """Print the part on the real day, or that it is not here."""
    print("## 10. A real day\n")
    if not data.is_dir():
        print(f"Skipped: there is no {data}.")
        return
    workspaces.real_day(folder, data)
    for text in parts_numbers.real_day(load_month(folder, "2020-05")):
        print(text)


def _last_two(home: Path) -> list[StudyMonth]:
    return [load_month(home, name) for name in workspaces.months(home)[-2:]]


if __name__ == "__main__":
    sys.exit(main())
