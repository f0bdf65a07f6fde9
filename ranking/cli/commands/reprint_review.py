"""govrank reprints review: people decide what the matching was not sure of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from ranking.cli.arguments import AsOption, MonthArgument, same_month
from ranking.cli.command import command
from ranking.cli.commands.reprint_items import export_list, show_list, show_one
from ranking.cli.language import _
from ranking.cli.session import Session
from ranking.errors import UsageError

_Item = Annotated[
    str | None, typer.Argument(metavar="[ID]", help=_("Show one item: post and article."))
]
_Accept = Annotated[
    list[str] | None,
    typer.Option("--accept", metavar="ID", help=_("It is a reprint; may be repeated.")),
]
_Reject = Annotated[
    list[str] | None,
    typer.Option("--reject", metavar="ID", help=_("It is none, for good; may be repeated.")),
]
_Why = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help=_("Why it was decided so."))
]
_Export = Annotated[
    Path | None,
    typer.Option(
        "--export", metavar="FILE", help=_("Write the list for colleagues (.csv or .xlsx).")
    ),
]
_Import = Annotated[
    Path | None,
    typer.Option("--import", metavar="FILE", help=_("Take in the decisions they filled in.")),
]
_Decided = Annotated[
    bool, typer.Option("--decided", help=_("List what was decided, by whom and when."))
]
_Ask = Annotated[
    bool,
    typer.Option("--ask", help=_("Go through the items one by one; recorded when you end.")),
]
_WISHES = ("ID", "--accept/--reject", "--export", "--import", "--decided", "--ask")
"""What the command does, one thing at a time."""


def register(reprints: typer.Typer) -> None:
    """Add the command."""

    @command(
        reprints,
        "review",
        _("Decide on the articles of which matching is not sure, the most similar first."),
        "govrank reprints review 2026-10",
        "govrank reprints review 2026-10 --ask",
        "govrank reprints review 2026-10 r0a1b2c3d4e",
        "govrank reprints review 2026-10 --accept r0a1b2c3d4e --reject r5f6a7b8c9d --as 张三",
        "govrank reprints review 2026-10 --export 待复核.xlsx",
        "govrank reprints review 2026-10 --import 待复核.xlsx --as 张三",
        paged=True,
    )
    def review(
        session: Session,
        month: MonthArgument,
        item: _Item = None,
        accept: _Accept = None,
        reject: _Reject = None,
        as_: AsOption = None,
        reason: _Why = None,
        export: _Export = None,
        import_: _Import = None,
        decided: _Decided = False,
        ask: _Ask = False,
    ) -> None:
        from ranking.workflow.reprint_review import reviewer

        month = same_month(month)
        _only_one(item, accept or reject, export, import_, decided, ask)
        if ask:
            reviewer(session.workspace, as_)
        taken = _taken(session, month, accept, reject, import_, ask=ask)
        if taken is not None:
            _record(session, month, taken, reason, as_)
        elif export is not None:
            export_list(session, month, export)
        elif item is not None:
            show_one(session, month, item)
        else:
            show_list(session, month, decided=decided)


def _only_one(*wishes: object) -> None:
    """Raise UsageError where the command line asks for several of _WISHES at once."""
    given = [name for name, wish in zip(_WISHES, wishes, strict=True) if wish]
    if len(given) > 1:
        raise UsageError(
            "{given} do not go together.",
            given=", ".join(given),
            hint="Run the command once for each.",
        )


def _taken(
    session: Session,
    month: str,
    accept: Sequence[str] | None,
    reject: Sequence[str] | None,
    file: Path | None,
    *,
    ask: bool,
) -> dict[str, bool] | None:
    """Return item → accepted as options, a file or answers say; None = nothing is decided."""
    if file is not None:
        from ranking.workflow.reprint_matches import item_decisions
        from ranking.workflow.reprint_sheet import read_review

        known = item_decisions(session.workspace, month)
        return read_review(session.workspace, file, known)
    if ask:
        from ranking.cli.commands.reprint_ask import ask_all
        from ranking.workflow.reprint_review import review_items

        return ask_all(session, review_items(session.workspace, month))
    if accept or reject:
        return _chosen(accept or (), reject or ())
    return None


def _chosen(accept: Sequence[str], reject: Sequence[str]) -> dict[str, bool]:
    if both := sorted(set(accept) & set(reject)):
        raise UsageError(
            "{items} cannot be both accepted and rejected.",
            items=", ".join(both),
            hint="Look at the item with: govrank reprints review MONTH ID",
        )
    return {**dict.fromkeys(accept, True), **dict.fromkeys(reject, False)}


def _record(
    session: Session,
    month: str,
    decisions: Mapping[str, bool],
    reason: str | None,
    person: str | None,
) -> None:
    """Record decisions, match again, and say what that changed."""
    from ranking.render.reprint_report import change_line, next_steps, report_record
    from ranking.workflow.reprint_review import decide

    if not decisions:
        _none_taken(session)
        return
    run = decide(session.workspace, month, decisions, reason, person)
    if session.json:
        session.json_text({"decisions": dict(decisions), **report_record(run.report)})
        return
    accepted = sum(decisions.values())
    session.say(
        "{count} decisions: {accepted} accepted, {rejected} rejected.",
        count=len(decisions),
        accepted=accepted,
        rejected=len(decisions) - accepted,
    )
    session.write(change_line(run.report, session.tr))
    for text in next_steps(run.report, session.tr):
        session.write(text)


def _none_taken(session: Session) -> None:
    if session.json:
        session.json_text({"decisions": {}})
    else:
        session.say("Nothing was decided; nothing was recorded.")
