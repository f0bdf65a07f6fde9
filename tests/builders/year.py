"""An office through months and years, by a clock that only moves when it is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ranking.model.month import SHANGHAI, Month
from ranking.model.run import Occurrence, Run
from ranking.schedule.tick import tick
from ranking.wiring import open_workspace
from ranking.workflow.approve import approve_month
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportOptions, ImportRequest
from ranking.workflow.init import create_workspace
from ranking.workflow.keys import make_key
from ranking.workflow.workspace import Workspace
from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv

UNITS = {"甲区": 100, "乙局": 101, "丙局": 102}
"""Unit → its Weibo account."""
LIST = """id = "main"
title = "合成一年"
synthetic = true
[[boards]]
index = "communication"
[[boards]]
index = "influence"
[[methods]]
id = "shanghai"
from = "2017-01"
[release]
rule = "working_day"
n = 5
time = "10:00"
settle_days = 3
[schedule]
since = "2025-11"
"""


def shanghai(text: str) -> datetime:
    """Return an instant in UTC from its time in Shanghai: ``2026-10-04 10:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


class Office:
    """A workspace whose clock, people and service are driven by a test."""

    def __init__(self, home: Path) -> None:
        """Create the workspace, with its roster, list file and key."""
        self.home = home
        self.now = shanghai("2025-11-01 08:00")
        self.said: list[Occurrence] = []
        create_workspace(home)
        self.write_list()
        accounts = [("微博", user, f"账号{user}", unit, "各单位") for unit, user in UNITS.items()]
        with self.person("张三") as workspace:
            workspace.ledger.create()
            make_key(workspace)
            self._take_in(workspace, write_csv(home / "名册.csv", ROSTER, accounts))

    @contextmanager
    def person(self, name: str) -> Iterator[Workspace]:
        """Give the workspace as a person sees it, by the office's clock."""
        workspace = open_workspace(self.home, name, lambda *_: None)
        workspace.now = lambda: self.now
        try:
            yield workspace
        finally:
            workspace.close()

    def write_list(self, more: str = "") -> None:
        """Write the list file, with more sections at its end."""
        (self.home / "config" / "lists" / "main.toml").write_text(LIST + more, "utf-8")

    def post(self, month: Month, seen: str, times: int = 1) -> None:
        """Import two posts a unit, of the 5th and the 20th, as they were seen at an instant."""
        self.now = shanghai(seen)
        rows = [
            weibo_row(
                int(f"{month}".replace("-", "")) * 1000 + user * 2 + half,
                user,
                转发数=times * (user - 90) * (half + 1),
                发布时间=f"{month}-{day} 08:00",
            )
            for user in UNITS.values()
            for half, day in enumerate(("05", "20"))
        ]
        with self.person("张三") as workspace:
            file = write_csv(self.home / f"{month}-{times}.csv", WEIBO, rows)
            self._take_in(workspace, file)

    def tick(self, at: str) -> list[Run]:
        """Let the service look at its clock once."""
        self.now = shanghai(at)
        with self.person("服务") as workspace:
            return tick(workspace, "zh", self.said.append)

    def approve(self, month: str, at: str) -> None:
        """Let two people approve what is frozen."""
        self.now = shanghai(at)
        for name in ("张三", "李四"):
            with self.person(name) as workspace:
                approve_month(workspace, month)

    def _take_in(self, workspace: Workspace, file: Path) -> None:
        request = ImportRequest(file, ImportOptions(observed_at=self.now))
        (report,) = import_files(workspace, [request])
        assert not report.error, report
        assert not report.quarantined, report
