"""One small synthetic office for all tests of the generator."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ranking.demo import SMALL, DemoFile, DemoFiles, generate
from ranking.model.month import Month

LAST = Month(2026, 10)


@dataclass
class Small:
    """The small demo: its folder, its files, and every progress report."""

    folder: Path
    files: DemoFiles
    reports: list[tuple[str, int, int]] = field(default_factory=list)

    def imports(self) -> list[DemoFile]:
        return [file for month in self.files.months for file in (*month.posts, *month.reprints)]

    def last(self, part: str) -> Path:
        """Return the last month's file whose name holds the text."""
        month = self.files.months[-1]
        return next(f.path for f in (*month.posts, *month.reprints) if part in f.path.name)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    folder = tmp_path_factory.mktemp("demo")
    reports: list[tuple[str, int, int]] = []
    files = generate(folder, LAST, scale=SMALL, progress=lambda *r: reports.append(r))
    return Small(folder, files, reports)
