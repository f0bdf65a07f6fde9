"""Runs the demo as an office would: write the files, import them, draft each month, export."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ranking.demo.files import DemoFile, DemoFiles
from ranking.demo.generator import generate
from ranking.demo.scales import Scale
from ranking.errors import DataError, UsageError
from ranking.model.edition import Edition
from ranking.model.month import Month
from ranking.settings import FILE_NAME
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
    """The last month's edition, the exported files, and the folder of the synthetic files."""

    edition: Edition
    exported: tuple[Path, ...]
    files: Path


def run_demo(open_workspace: Callable[[Path], Workspace], folder: Path, size: float) -> DemoResult:
    """Make the demo in a folder of its own; a demo that is there is replaced.

    Raises UsageError when the folder holds something else or the size is out of range.
    """
    scale = Scale.of(size)
    _make_room(folder)
    create_workspace(folder)
    (folder / _MARK).touch()
    workspace = open_workspace(folder.resolve())
    workspace.ledger.create()
    last_month = Month.of(workspace.now()).previous()
    files = generate(folder / "files", last_month, scale=scale, progress=workspace.progress)
    _install_configuration(files, folder / "config")
    _import(workspace, [DemoFile(files.roster), DemoFile(files.channels)])
    for month in files.months:
        _import(workspace, [*month.posts, *month.reprints])
        edition = draft_month(workspace, str(month.month))
    exported = export_month(workspace, str(last_month), folder / "export", "zh")
    return DemoResult(edition, tuple(exported), folder / "files")


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
