"""Measures how long a site takes: the first build, one without a change, one with a month more.

    python scripts/bench_site.py [--months 36]

Publishes one month of a small demo (61 units) and makes the other releases from it, each with its
months shifted and its totals moved. Where playwright and Chromium are there, the time until the
largest page can be used is measured too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from ranking.demo.run import run_demo
from ranking.editions.canonical import canonical_json
from ranking.editions.manifest import MANIFEST, SIGNATURE, make_manifest, read_manifest
from ranking.editions.minisign import KeyPair, sign
from ranking.i18n import Translator
from ranking.model.lifecycle import Revision
from ranking.model.month import Month
from ranking.schedule.site import announcing
from ranking.wiring import open_workspace
from ranking.workflow.approve import approve_month
from ranking.workflow.freeze import freeze_month
from ranking.workflow.keys import make_key, read_key
from ranking.workflow.publish import publish_month
from ranking.workflow.site import Built, write_site
from ranking.workflow.site_folder import open_site
from ranking.workflow.site_releases import PublishedRelease
from ranking.workflow.workspace import Workspace

MONTH = "2026-10"
SIZE = 0.02
RESULTS = ("edition.json", "record.json", "previous.json")
SHIFTED = re.compile(r"\d{4}-\d{2}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the releases, build the site three times, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--months", type=int, default=36, help="months published")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="govrank-bench-") as folder:
        bench = SiteBench(Path(folder))
        bench.publish()
        months = range(1 - options.months, 1)
        releases = [bench.release(number) for number in months]
        print("| build | wall s | processor s | written | unchanged | MiB of pages |")
        print("|---|---:|---:|---:|---:|---:|")
        bench.build("all but the last month", releases[:-1])
        bench.build(f"the last of {options.months} months published", releases)
        bench.build("nothing changed", releases)
        shutil.rmtree(bench.site)
        bench.build("everything", releases)
        bench.browse()
    return 0


class SiteBench:
    """A workspace with one publication, releases made from it, and the site of all."""

    def __init__(self, folder: Path) -> None:
        self.home, self.site, self.made = folder / "home", folder / "site", folder / "releases"

    def publish(self) -> None:
        """Publish the demo's last month."""
        run_demo(lambda home: self._open(home, "one"), self.home, SIZE)
        one, other = self._open(self.home, "one"), self._open(self.home, "other")
        make_key(one)
        freeze_month(one, MONTH)
        approve_month(one, MONTH)
        approve_month(other, MONTH)
        done = publish_month(other, MONTH, "zh")
        self.key: KeyPair = read_key(other)
        self.revision: Revision = done.revision
        self.folder: Path = done.folder
        self.announce = announcing(other)
        one.close()
        other.close()

    def release(self, number: int) -> PublishedRelease:
        """Return the release of the month that many months later, whole and signed."""
        month = Month.parse(MONTH).shift(number)
        folder = self.made / str(month) / "r1"
        snapshot = folder / "snapshot"
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("facts"))
        for name in RESULTS:
            path = snapshot / name
            moved = _moved(json.loads(path.read_bytes()), number)
            path.write_bytes(canonical_json(moved))
        _seal(snapshot)
        manifest = _seal(folder)
        signature = sign(self.key.secret_text, manifest, f"bench {month}")
        (folder / SIGNATURE).write_text(signature, "utf-8")
        days = timedelta(days=30 * number)
        revision = replace(
            self.revision,
            month=str(month),
            release_sha256=hashlib.sha256(manifest).hexdigest(),
            published_at=self.revision.published_at and self.revision.published_at + days,
        )
        return PublishedRelease(revision, None, folder, manifest, read_manifest(manifest)["files"])

    def build(self, name: str, releases: Sequence[PublishedRelease]) -> Built:
        """Build the site and print what it took."""
        start, worked = time.perf_counter(), time.process_time()
        key = self.key.public_text.splitlines()[-1]
        target = open_site(self.site, "main")
        built = write_site(target, releases, key, self.announce, Translator("zh"), _silent)
        seconds, work = time.perf_counter() - start, time.process_time() - worked
        size = sum(path.stat().st_size for path in self.site.rglob("*.html")) / 2**20
        print(
            f"| {name} | {seconds:.2f} | {work:.2f} "
            f"| {built.written} | {built.unchanged} | {size:.1f} |"
        )
        return built

    def browse(self) -> None:
        """Print how long the largest page of a month and of a unit take until they can be used."""
        try:
            from playwright.sync_api import sync_playwright
        except ModuleNotFoundError:
            return
        chromium = shutil.which("chromium")
        if chromium is None:
            return
        pages = [_largest(self.site, "20*/index.html"), _largest(self.site, "units/u-*.html")]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page()
            for path in pages:
                ready = statistics.median(_ready(page, path) for _ in range(5))
                name = path.relative_to(self.site).as_posix()
                size = path.stat().st_size / 2**10
                print(f"\n{name}: {size:.0f} KiB, usable after {ready:.0f} ms")
            browser.close()

    def _open(self, home: Path, actor: str) -> Workspace:
        return open_workspace(home, actor, _silent)


def _moved(value: Any, number: int) -> Any:
    """Shift every month in a document and move every total a little."""
    if isinstance(value, dict):
        moved = {key: _moved(one, number) for key, one in value.items()}
        if isinstance(moved.get("total"), float):
            moved["total"] *= 1 + number % 7 / 100
        return moved
    if isinstance(value, list):
        return [_moved(one, number) for one in value]
    if isinstance(value, str) and SHIFTED.fullmatch(value):
        return str(Month.parse(value).shift(number))
    return value


def _seal(folder: Path) -> bytes:
    """Write the manifest of a folder that was changed; return it."""
    fields = read_manifest((folder / MANIFEST).read_bytes())
    kind = fields.pop("format")
    del fields["files"]
    manifest = make_manifest(kind, fields, folder)
    (folder / MANIFEST).write_bytes(manifest)
    return manifest


def _ready(page: Any, path: Path) -> float:
    """Return the milliseconds from the call for a page until its script has run."""
    page.goto(path.as_uri())
    milliseconds: float = page.evaluate(
        "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    )
    return milliseconds


def _largest(site: Path, pattern: str) -> Path:
    return max(site.glob(pattern), key=lambda path: path.stat().st_size)


def _silent(*_: object) -> None:
    """Show no progress: only the table is printed."""


if __name__ == "__main__":
    sys.exit(main())
