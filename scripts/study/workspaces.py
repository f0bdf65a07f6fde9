"""Workspaces the study reads: the synthetic demo, and the real day where it is there."""

from __future__ import annotations

from pathlib import Path

from ranking.demo.run import run_demo
from ranking.ledger.batches import months_with_posts
from ranking.wiring import open_workspace
from ranking.workflow.draft import draft_month
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportOptions, ImportRequest
from ranking.workflow.init import create_workspace
from ranking.workflow.workspace import Workspace

SMALL = 0.02


def demo(folder: Path, *, small: bool) -> None:
    """Make the synthetic demo workspace: 50,000 posts in the last month, or 1,000."""
    opened: list[Workspace] = []

    def open_(home: Path) -> Workspace:
        opened.append(_open(home))
        return opened[-1]

    run_demo(open_, folder, SMALL if small else 1.0)
    for workspace in opened:
        workspace.close()


def months(home: Path) -> list[str]:
    """Return the months of a workspace that have posts, in order."""
    workspace = _open(home)
    with workspace.ledger.reading() as connection:
        found = sorted(months_with_posts(connection))
    workspace.close()
    return found


def real_day(folder: Path, data: Path) -> None:
    """Make a workspace of the real day: its roster, its 853 Weibo posts, and a draft."""
    create_workspace(folder)
    workspace = _open(folder)
    workspace.ledger.create()
    for name in ("roster.csv", "weibo-search.csv"):
        import_files(workspace, [ImportRequest(data / name, ImportOptions())])
    draft_month(workspace, "2020-05")
    workspace.close()


def _open(home: Path) -> Workspace:
    return open_workspace(home.resolve(), "study", lambda *_: None)
