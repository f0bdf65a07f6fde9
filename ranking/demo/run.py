"""Runs the demo as an office would: write the files, import them, draft each month, export."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ranking.demo.files import DemoFile, DemoFiles, DemoMonth
from ranking.demo.generator import generate
from ranking.demo.months import Delivery, as_files
from ranking.demo.scales import Scale
from ranking.errors import DataError, UsageError
from ranking.model.edition import Edition
from ranking.model.month import Month
from ranking.settings import FILE_NAME
from ranking.workflow.collect_report import CollectReport
from ranking.workflow.draft import draft_month
from ranking.workflow.export import export_month
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportOptions, ImportRequest
from ranking.workflow.init import create_workspace
from ranking.workflow.workspace import Workspace

_MARK = ".govrank-demo"
"""File that says a folder is a demo of ours, so that running it again may replace it."""


@dataclass(frozen=True)
class DemoResult:
    """The last month's edition, the exported files, and the folder of the synthetic files.

    ``collected``: what came of each month's collection, oldest first; empty where posts are files.
    ``feed``: a monitoring feed of the month, which is not imported.
    """

    edition: Edition
    exported: tuple[Path, ...]
    files: Path
    collected: tuple[CollectReport, ...] = ()
    feed: Path | None = None


def run_demo(open_workspace: Callable[[Path], Workspace], folder: Path, size: float) -> DemoResult:
    """Make the demo in a folder of its own; a demo that is there is replaced.

    Raises UsageError when the folder holds something else or the size is out of range.
    """
    scale = Scale.of(size)
    workspace = new_workspace(open_workspace, folder)
    files = write_office(workspace, folder, last_month(workspace), scale, as_files)
    for month in files.months:
        edition = score_month(workspace, month)
    exported = export_last(workspace, folder, files)
    return DemoResult(edition, exported, folder / "files", feed=files.months[-1].feed)


def new_workspace(open_workspace: Callable[[Path], Workspace], folder: Path) -> Workspace:
    """Create the demo's workspace. Raises UsageError when the folder holds something else."""
    _make_room(folder)
    create_workspace(folder)
    (folder / _MARK).touch()
    workspace = open_workspace(folder.resolve())
    workspace.ledger.create()
    return workspace


def last_month(workspace: Workspace) -> Month:
    """Return the month that ended last."""
    return Month.of(workspace.now()).previous()


def write_office(
    workspace: Workspace, folder: Path, last: Month, scale: Scale, deliver: Delivery
) -> DemoFiles:
    """Write the office's files, install its configuration, import its roster and channels."""
    written = folder / "files"
    files = generate(written, last, scale=scale, progress=workspace.progress, deliver=deliver)
    _install_configuration(files, folder / "config")
    _import(workspace, [DemoFile(files.roster), DemoFile(files.channels)])
    return files


def score_month(workspace: Workspace, month: DemoMonth) -> Edition:
    """Import a month's files and draft its edition."""
    _import(workspace, [*month.posts, *month.reprints])
    return draft_month(workspace, str(month.month))


def export_last(workspace: Workspace, folder: Path, files: DemoFiles) -> tuple[Path, ...]:
    """Export the last month in Chinese; returns the files."""
    month = str(files.months[-1].month)
    exported = export_month(workspace, month, folder / "export", "zh")
    return tuple(file.path for file in exported.files)


def _make_room(folder: Path) -> None:
    if (folder / _MARK).is_file() and (folder / FILE_NAME).is_file():
        shutil.rmtree(folder)
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            "'{folder}' is not empty and not a demo.",
            folder=str(folder),
            hint="Name a new folder: govrank demo DIR. Nothing was changed.",
        )


def _install_configuration(files: DemoFiles, config: Path) -> None:
    targets = {files.list_file: "lists", files.mapping: "sources"}
    targets.update(dict.fromkeys(files.campaigns, "campaigns"))
    for path, kind in targets.items():
        (config / kind).mkdir(parents=True, exist_ok=True)
        shutil.copy(path, config / kind / path.name)


def _import(workspace: Workspace, files: Sequence[DemoFile]) -> None:
    requests = [
        ImportRequest(file.path, ImportOptions(account=file.account, mapping=file.mapping))
        for file in files
    ]
    for report in import_files(workspace, requests):
        if report.error is not None:
            raise DataError(
                "The demo's own file {file} could not be imported: {reason}",
                file=report.file,
                reason=report.error,
                hint="Please report this as a fault of govrank.",
            )
