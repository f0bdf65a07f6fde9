"""govrank adjust confirm, reject and list: a second person looks and decides."""

from __future__ import annotations

from typing import Annotated

import typer

from ranking.cli.arguments import AsOption, MonthArgument, ReasonOption
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session

NumberArgument = Annotated[
    int, typer.Argument(metavar="NUMBER", min=1, help=_("Number of the adjustment."))
]


def place(session: Session, month: str) -> dict[str, object]:
    """Return which list and month a record is of."""
    from ranking.model.month import Month

    return {"list": session.workspace.settings.list_id, "month": str(Month.parse(month))}


def register(adjust: typer.Typer) -> None:
    """Add the commands."""
    for add in (_confirm, _reject, _list):
        add(adjust)


def _confirm(adjust: typer.Typer) -> None:
    @command(
        adjust,
        "confirm",
        _("Let a proposed adjustment count; a second person does."),
        "govrank adjust confirm 2026-10 3",
        "govrank adjust confirm 2026-10 3 --as 李四",
    )
    def confirm(
        session: Session, month: MonthArgument, number: NumberArgument, as_: AsOption = None
    ) -> None:
        from ranking.render.adjustments import record, sentence
        from ranking.workflow.adjust_decide import confirm

        decision = confirm(session.workspace, month, number, as_)
        found, tr = decision.adjusted, session.tr
        if session.json:
            more = {"draft_out_of_date": decision.drafted}
            session.json_text(place(session, month) | record(found) | more)
            return
        what = sentence(found, tr)
        session.write(tr("Confirmed, number {number}: {what}", number=number, what=what))
        if decision.drafted:
            session.say(
                "The draft is out of date; compute it again with: govrank draft {month}",
                month=month,
            )
        else:
            session.say("It counts from the first draft on: govrank draft {month}", month=month)


def _reject(adjust: typer.Typer) -> None:
    @command(
        adjust,
        "reject",
        _("Put a proposed adjustment aside for good; its author may, too."),
        "govrank adjust reject 2026-10 3 --reason 证据不足",
    )
    def reject(
        session: Session,
        month: MonthArgument,
        number: NumberArgument,
        reason: ReasonOption,
        as_: AsOption = None,
    ) -> None:
        from ranking.render.adjustments import record, sentence
        from ranking.workflow.adjust_decide import reject

        found, tr = reject(session.workspace, month, number, reason, as_).adjusted, session.tr
        if session.json:
            session.json_text(place(session, month) | record(found))
            return
        what = sentence(found, tr)
        session.write(
            tr("Rejected, number {number}; it would have been: {what}", number=number, what=what)
        )


def _list(adjust: typer.Typer) -> None:
    @command(
        adjust,
        "list",
        _("List what was adjusted in a month, by whom and why, and what waits."),
        "govrank adjust list 2026-10",
        paged=True,
    )
    def list_(session: Session, month: MonthArgument) -> None:
        from ranking.render import adjustments as view
        from ranking.workflow.adjust import month_adjustments

        found = month_adjustments(session.workspace, month)
        rows = [view.record(one) for one in found.adjusted]
        if session.json:
            session.json_text({"list": found.list_id, "month": found.month, "adjustments": rows})
        elif not session.terminal:
            session.table("", view.machine_columns(), rows)
        elif not rows:
            session.say("Nothing was adjusted in {month}.", month=found.month)
        else:
            for text in view.lines(found.adjusted, session.tr, session.out.width):
                session.write(text)
