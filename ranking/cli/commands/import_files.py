"""govrank import: spreadsheets and CSV files, recognised by their headers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import StrictOption
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
        mapping: Annotated[
            Path | None,
            typer.Option("--mapping", help=_("Mapping file that names a vendor's columns.")),
        ] = None,
        observed_at: Annotated[
            datetime | None,
            typer.Option(
                "--observed-at",
                formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
                help=_("When the counts were seen (Shanghai time), if the rows do not say."),
                show_default=_("the file's own time"),
            ),
        ] = None,
        strict: StrictOption = False,
    ) -> None:
        from ranking.workflow.import_report import ImportOptions

        seen = None
        if observed_at is not None:
            from ranking.model.month import SHANGHAI

            seen = observed_at.replace(tzinfo=SHANGHAI).astimezone(UTC)
        options = ImportOptions(account=account, mapping=mapping, observed_at=seen)
        import_and_report(session, files, options, strict=strict)


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
            _print(session, report)
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


def _print(session: Session, report: FileReport) -> None:
    from ranking.intake.reasons import FLAGS, REASONS
    from ranking.render.import_report import summary
    from ranking.workflow.rosters import ROSTER_FLAGS

    if report.error is not None:
        message, hint = describe(report.error)
        named = message if report.file in message else f"{report.file}: {message}"
        session.warn_text(named)
        if hint:
            session.warn_text(f"  {hint}")
        return
    for line in summary(vars(report), {**REASONS, **FLAGS, **ROSTER_FLAGS}, session.tr):
        session.write(line)
