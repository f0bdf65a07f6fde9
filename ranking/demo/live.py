"""Runs the demo live: the accounts' posts are collected over HTTP, not imported from files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ranking.demo.office import accounts
from ranking.demo.run import (
    DemoResult,
    export_last,
    last_month,
    new_workspace,
    score_month,
    write_office,
)
from ranking.demo.scales import Scale
from ranking.demo.write_sources import write_wechat, write_weibo
from ranking.errors import DataError, UsageError
from ranking.model.month import Month
from ranking.workflow.collect import collect
from ranking.workflow.collect_report import CollectReport, CollectRequest
from ranking.workflow.workspace import Workspace

if TYPE_CHECKING:
    from ranking.demo.platforms import Addresses, Platforms

_SERVERS: Final = frozenset({"starlette", "uvicorn"})
"""What the extra ``demo`` installs."""


def run_live(open_workspace: Callable[[Path], Workspace], folder: Path, size: float) -> DemoResult:
    """Make the demo; each month is collected from synthetic platforms through the real sources.

    Raises UsageError when the folder holds something else, the size is out of range, or the extra
    ``demo`` is not installed.
    """
    scale = Scale.of(size)
    platforms_of = _platforms()
    workspace = new_workspace(open_workspace, folder)
    last = last_month(workspace)
    platforms = platforms_of(accounts(last), workspace.now)
    files = write_office(workspace, folder, last, scale, platforms.publish)
    collected = []
    with platforms.serving() as addresses:
        _connect(workspace.home, platforms, addresses)
        for month in files.months:
            collected.append(_collect(workspace, month.month))
            edition = score_month(workspace, month)
    exported = export_last(workspace, folder, files)
    feed = files.months[-1].feed
    return DemoResult(edition, exported, folder / "files", tuple(collected), feed)


def _platforms() -> type[Platforms]:
    """Load the servers. Raises UsageError where they are not installed."""
    try:
        from ranking.demo.platforms import Platforms
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _SERVERS:
            raise
        raise UsageError(
            "The live demo needs {library}, which is not installed.",
            library=error.name,
            hint="Install it with: pip install 'govrank[demo]' (in a checkout: pip install -e "
            "'.[demo]'). Nothing was written.",
        ) from error
    return Platforms


def _connect(home: Path, platforms: Platforms, addresses: Addresses) -> None:
    """Set up both platforms as sources of the workspace."""
    write_wechat(home, addresses.wechat, platforms.appids, platforms.app_secrets)
    write_weibo(home, addresses.weibo, platforms.tokens)


def _collect(workspace: Workspace, month: Month) -> CollectReport:
    """Collect a month. What the platforms do not give stays missing, and the report says so.

    Raises DataError when an account could not be asked at all: these platforms have no bad days.
    """
    last_day = month.next().first_day - timedelta(days=1)
    report = collect(workspace, CollectRequest(month.first_day, last_day))
    if report.stopped:
        raise KeyboardInterrupt
    for account in report.accounts:
        if account.error is not None:
            raise DataError(
                "The demo could not collect {account} from its own platform: {reason}",
                account=account.name,
                reason=account.error,
                hint="Please report this as a fault of govrank.",
            )
    return report
