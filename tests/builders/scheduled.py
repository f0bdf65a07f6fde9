"""An office whose list is worked by the schedule, with a clock that a test sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ranking.model.month import Month
from ranking.model.run import Occasion, Occurrence, Run
from ranking.schedule.tick import tick
from ranking.wiring import open_workspace
from ranking.workflow.approve import approve_month
from ranking.workflow.history import month_history
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportOptions, ImportRequest
from ranking.workflow.init import create_workspace
from ranking.workflow.keys import make_key
from ranking.workflow.verify_release import Release, verify_release
from ranking.workflow.workspace import Workspace
from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv
from tests.builders.plans import shanghai

RELEASE = '\n[release]\nrule = "date"\nday = 10\ntime = "10:00"\n'
AUTOMATIC = f"{RELEASE}automatic = true\n"
PEOPLE = """
[[people]]
name = "张三"
user = "zhang"
roles = ["prepare", "review"]
[[people]]
name = "李四"
user = "li"
roles = ["approve"]
"""


@dataclass
class Scheduled:
    """``told``: what the schedule announced, oldest first; ``held``: what ``verify`` found."""

    home: Path
    now: datetime
    told: list[Occurrence] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def workspace(self, user: str = "zhang") -> Iterator[Workspace]:
        """Open the workspace as a new process would, with the office's clock."""
        made = open_workspace(self.home, user, lambda *_: None)
        made.now = lambda: self.now
        try:
            yield made
        finally:
            made.close()

    def at(self, text: str) -> list[Run]:
        """Set the clock and do one round; return its runs."""
        self.now = shanghai(text)
        return self.round()

    def round(self) -> list[Run]:
        with self.workspace() as made, made.sole_writer("due", lock="schedule", wait=0):
            return tick(made, "zh", self.told.append)

    def approve(self, month: str) -> None:
        """Let the two people approve a frozen month now."""
        for user in ("zhang", "li"):
            self.act(lambda made: approve_month(made, month), user)

    def act(self, step: Callable[[Workspace], object], user: str = "zhang") -> None:
        """Take a step as a person, now."""
        with self.workspace(user) as made:
            step(made)

    def add_posts(self, month: str, likes: int = 9, seen: str | None = None) -> None:
        """Import two posts of a month, seen at its end, or at a time of Shanghai."""
        of = Month.parse(month)
        number = of.year * 100 + of.number
        rows = [
            weibo_row(number * 10 + n, 100 + n, 发布时间=f"{month}-15 08:00", 点赞数=likes)
            for n in range(2)
        ]
        path = write_csv(self.home / f"{month}-{likes}.csv", WEIBO, rows)
        options = ImportOptions(observed_at=shanghai(seen) if seen else of.end)
        with self.workspace() as made:
            (report,) = import_files(made, [ImportRequest(path, options)])
        assert report.error is None

    def verify(self, month: str, revision: int) -> Release:
        """Check a release as an outsider would."""
        public = (self.home / "signing.pub").read_text("utf-8")
        folder = self.home / "releases" / "main" / month / f"r{revision}"
        return verify_release(
            folder, public, lambda one: self.held.update({one.check: one.template})
        )

    def states(self, month: str) -> list[str]:
        with self.workspace() as made:
            return [str(one.state) for one in month_history(made, month).revisions]

    def said(self, occasion: Occasion) -> list[str]:
        """Return ``stage month`` of what was announced on an occasion."""
        return [f"{one.stage} {one.month}" for one in self.told if one.occasion is occasion]


def scheduled_office(
    home: Path, *months: str, now: str = "2026-11-01 12:00", rules: str = RELEASE + PEOPLE
) -> Scheduled:
    """Return an office with two units that have posts in these months, and a signing key."""
    create_workspace(home)
    path = home / "config" / "lists" / "main.toml"
    path.write_text(path.read_text("utf-8") + rules, "utf-8")
    made = Scheduled(home, shanghai(now))
    made.act(lambda workspace: workspace.ledger.create())
    accounts = [("微博", 100 + n, f"账号{100 + n}", unit, "各区") for n, unit in enumerate("甲乙")]
    roster = write_csv(home / "名册.csv", ROSTER, accounts)
    with made.workspace() as workspace:
        (report,) = import_files(workspace, [ImportRequest(roster, ImportOptions())])
        assert report.error is None
        make_key(workspace)
    for month in months:
        made.add_posts(month)
    return made


def what(runs: list[Run]) -> list[str]:
    """Return the runs as ``stage month state``."""
    return [f"{run.stage} {run.month} {run.state}" for run in runs]
