"""govrank import: spreadsheets and CSV files, recognised by their headers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import MappingOption, ObservedOption, StrictOption
from ranking.cli.command import command
from ranking.cli.failures import describe
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.workflow.import_report import FileReport, ImportOptions


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "import",
        _("Import posts, reprints, channels or a roster; the format is told by the header."),
        "govrank import 微博.csv 公众号.xlsx 转载.csv",
        "govrank import 后台导出.xls --account wechat:gh_0123456789ab",
        "govrank import 第三方.xlsx --mapping config/sources/vendor.toml",
    )
    def import_(
        session: Session,
        files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Files to import."))],
        account: Annotated[
            str | None,
            typer.Option("--account", help=_("Whose export it is, where the file does not say.")),
        ] = None,
        mapping: MappingOption = None,
        observed_at: ObservedOption = None,
        strict: StrictOption = False,
    ) -> None:
        from ranking.workflow.import_report import ImportOptions

        seen = in_shanghai(observed_at)
        options = ImportOptions(account=account, mapping=mapping, observed_at=seen)
        import_and_report(session, files, options, strict=strict)


def in_shanghai(said: datetime | None) -> datetime | None:
    """Return a time that was said without a zone, which is Shanghai's, as an instant in UTC."""
    if said is None:
        return None
    from ranking.model.month import SHANGHAI

    return said.replace(tzinfo=SHANGHAI).astimezone(UTC)


def import_and_report(
    session: Session,
    files: Sequence[Path],
    options: ImportOptions,
    *,
    wanted: str | None = None,
    strict: bool = False,
) -> None:
    """Import the files and report; exit 1 if one failed, 3 if strict and rows wait."""
    from ranking.workflow.import_files import import_files
    from ranking.workflow.import_report import ImportRequest

    reports = import_files(
        session.workspace, [ImportRequest(file, options) for file in files], wanted
    )
    if session.json:
        session.json_text({"files": [as_json(report) for report in reports]})
    else:
        for report in reports:
            print_report(session, report, session.write)
    if any(report.error for report in reports):
        raise typer.Exit(1)
    if strict and any(report.quarantined or report.unregistered for report in reports):
        raise typer.Exit(3)


def as_json(report: FileReport) -> dict[str, object]:
    """Return the report as ``import --json`` prints it."""
    if report.error is not None:
        message, hint = describe(report.error)
        return {
            "file": report.file,
            "error": type(report.error).__name__,
            "message": message,
            "hint": hint,
        }
    values = {name: value for name, value in vars(report).items() if name != "error"}
    return {**values, "skipped": [{"sheet": s, "reason": r} for s, r in report.skipped]}


def print_report(session: Session, report: FileReport, write: Callable[[str], None]) -> None:
    """Tell what became of a file; on stderr where nothing of it was imported."""
    from ranking.intake.reasons import FLAGS, REASONS
    from ranking.render.import_report import summary
    from ranking.workflow.channels import CHANNEL_FLAGS
    from ranking.workflow.rosters import ROSTER_FLAGS

    if report.error is not None:
        message, hint = describe(report.error)
        named = message if report.file in message else f"{report.file}: {message}"
        session.warn_text(named)
        if hint:
            session.warn_text(f"  {hint}")
        return
    told = {**REASONS, **FLAGS, **ROSTER_FLAGS, **CHANNEL_FLAGS}
    for line in summary(vars(report), told, session.tr):
        write(line)
