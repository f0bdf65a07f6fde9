"""govrank reprints: which articles of monitoring feeds reprint which posts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import (
    MappingOption,
    MonthArgument,
    ObservedOption,
    StrictOption,
    same_month,
)
from ranking.cli.command import command
from ranking.cli.commands import reprint_review
from ranking.cli.commands.import_files import as_json, in_shanghai, print_report
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.model.reprint_matching import MatchReport
    from ranking.workflow.reprint_match import MatchRun

_Feeds = Annotated[
    list[Path] | None,
    typer.Option(
        "--feed", metavar="FILE", help=_("Import this monitoring feed first; may be repeated.")
    ),
]
_Verdict = Annotated[
    str | None,
    typer.Option(
        "--verdict", metavar="VERDICT", help=_("Only these: accepted, doubtful or rejected.")
    ),
]
_Unit = Annotated[
    str | None, typer.Option("--unit", metavar="UNIT", help=_("Only posts of this unit."))
]
_Post = Annotated[str | None, typer.Option("--post", metavar="ID", help=_("Only this post."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    reprints = typer.Typer(
        help=_("Reprints found in monitoring feeds: match, look, decide."), no_args_is_help=True
    )
    app.add_typer(reprints, name="reprints")
    _match(reprints)
    _list(reprints)
    reprint_review.register(reprints)


def _match(reprints: typer.Typer) -> None:
    @command(
        reprints,
        "match",
        _(
            "Find the month's reprints among the articles of monitoring feeds; what is not sure "
            "goes to review."
        ),
        "govrank reprints match 2026-10",
        "govrank reprints match 2026-10 --feed 全网监测.xlsx --feed 微信监测.csv",
        "govrank reprints match 2026-10 --feed 监测.csv --mapping config/sources/vendor.toml",
    )
    def match(
        session: Session,
        month: MonthArgument,
        feed: _Feeds = None,
        mapping: MappingOption = None,
        observed_at: ObservedOption = None,
        strict: StrictOption = False,
    ) -> None:
        from ranking.workflow.import_report import ImportOptions, ImportRequest
        from ranking.workflow.reprint_match import match_reprints

        options = ImportOptions(mapping=mapping, observed_at=in_shanghai(observed_at))
        requests = [ImportRequest(file, options) for file in feed or ()]
        run = match_reprints(session.workspace, month, requests)
        _show(session, run)
        if any(report.error for report in run.imports):
            raise typer.Exit(1)
        if strict and _doubtful(run):
            raise typer.Exit(3)


def _doubtful(run: MatchRun) -> bool:
    """Tell whether a person should look: at articles, at sources, at rows set aside."""
    aside = any(report.quarantined or report.unregistered for report in run.imports)
    return bool(run.report.doubtful or run.report.unknown or aside)


def _show(session: Session, run: MatchRun) -> None:
    from ranking.render.reprint_report import report_record, report_table

    if session.json:
        imports = [as_json(report) for report in run.imports]
        session.json_text({**report_record(run.report), "imports": imports})
        return
    write = session.write if session.terminal else session.warn_text
    for report in run.imports:
        print_report(session, report, write)
    if session.terminal:
        _show_terminal(session, run.report)
    else:
        session.table("", *report_table(run.report))


def _show_terminal(session: Session, report: MatchReport) -> None:
    from ranking.render import reprint_report as view

    tr, width = session.tr, session.out.width
    for text in view.report_lines(report, tr, width):
        session.write(text)
    if report.unknown:
        shown = view.unknown_rows(report.unknown[: view.UNKNOWN_SHOWN], tr)
        session.table(view.unknown_heading(report, tr), view.unknown_columns(tr, width), shown)
        if len(report.unknown) > len(shown):
            session.say(
                "and {count} more: govrank channels unknown {month}",
                count=len(report.unknown) - len(shown),
                month=report.month,
            )
    for text in view.next_steps(report, tr):
        session.write(text)


def _list(reprints: typer.Typer) -> None:
    @command(
        reprints,
        "list",
        _("List a month's pairs of article and post: evidence, similarity, verdict."),
        "govrank reprints list 2026-10 --unit 黄浦区",
        "govrank reprints list 2026-10 --verdict accepted --post weibo:4505721600164261",
        paged=True,
    )
    def list_(
        session: Session,
        month: MonthArgument,
        verdict: _Verdict = None,
        unit: _Unit = None,
        post: _Post = None,
    ) -> None:
        from ranking.render import reprint_list as view
        from ranking.workflow.reprint_matches import Wanted, month_matches

        month = same_month(month)
        items = month_matches(session.workspace, month, Wanted(verdict, unit, post))
        if session.json:
            session.json_text({"month": month, "matches": view.records(items)})
        elif not session.terminal:
            session.table("", view.machine_columns(), view.records(items))
        elif not items:
            session.say("No such article and post of {month} were matched.", month=month)
        else:
            columns = view.list_columns(session.tr, session.out.width)
            title = session.tr("Articles and posts of {month}", month=month)
            session.table(title, columns, view.rows(items, session.tr))
