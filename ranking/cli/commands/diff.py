"""govrank diff: what a month, a revision, a method or an adjustment changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import MonthArgument
from ranking.cli.command import command
from ranking.cli.language import _
from ranking.cli.session import Session
from ranking.errors import UsageError

if TYPE_CHECKING:
    from ranking.model.difference import Difference


_With = Annotated[
    str | None,
    typer.Option("--with", metavar="MONTH", help=_("Another month than the one before.")),
]
_Revisions = Annotated[
    str | None, typer.Option(metavar="A:B", help=_("Two revisions of the month, e.g. 1:2."))
]
_Method = Annotated[
    str | None, typer.Option(metavar="METHOD", help=_("Another method: id or path of a file."))
]
_Adjustment = Annotated[
    int | None, typer.Option(metavar="N", min=1, help=_("The month without one adjustment."))
]
_Adjustments = Annotated[
    bool, typer.Option("--adjustments", help=_("The month without any adjustment."))
]
_Unit = Annotated[
    str | None, typer.Option(metavar="UNIT", help=_("One unit, with the counts that moved it."))
]
_All = Annotated[bool, typer.Option("--all", help=_("Also units that did not move."))]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @command(
        app,
        "diff",
        _("Show what changed since the month before, or by a revision, method or adjustment."),
        "govrank diff 2026-10",
        "govrank diff 2026-10 --revisions 1:2",
        "govrank diff 2026-10 --method shanghai-2",
        "govrank diff 2026-10 --unit 黄浦区",
        paged=True,
    )
    def diff(
        session: Session,
        month: MonthArgument,
        with_: _With = None,
        revisions: _Revisions = None,
        method: _Method = None,
        adjustment: _Adjustment = None,
        adjustments: _Adjustments = False,
        unit: _Unit = None,
        everybody: _All = False,
    ) -> None:
        from ranking.workflow import diff as compare

        wishes = (with_, revisions, method, adjustment, adjustments or None)
        _refuse_several(month, wishes)
        workspace = session.workspace
        if revisions is not None:
            found = compare.diff_revisions(workspace, month, revisions)
        elif method is not None:
            found = compare.diff_method(workspace, month, method)
        elif adjustment is not None or adjustments:
            found = compare.diff_adjustments(workspace, month, adjustment)
        else:
            found = compare.diff_months(workspace, month, with_)
        _print(session, found, unit, everybody)


_FORMS = ("--with", "--revisions", "--method", "--adjustment", "--adjustments")


def _refuse_several(month: str, wishes: tuple[object, ...]) -> None:
    """Raise UsageError where more than one of the forms is asked for; ``wishes`` in their order."""
    chosen = [form for form, wish in zip(_FORMS, wishes, strict=True) if wish is not None]
    if len(chosen) < 2:
        return
    raise UsageError(
        "One comparison at a time; asked for: {chosen}.",
        chosen=", ".join(chosen),
        hint="govrank diff {month}   or with one of: --with MONTH, --revisions A:B, "
        "--method METHOD, --adjustment N, --adjustments",
        month=month,
    )


def _print(session: Session, found: Difference, unit: str | None, everybody: bool) -> None:
    from ranking.render import difference, difference_data, difference_unit
    from ranking.render.sentences import sentence

    if unit is not None:
        from ranking.editions.diff import of_unit

        found = of_unit(found, unit)
    if session.json:
        session.json_text(difference_data.difference_record(found))
    elif not session.terminal:
        for note in found.notes:
            session.warn_text(sentence(note, session.tr))
        rows = difference_data.difference_rows(found, everybody=everybody)
        session.write(rows if unit is None else difference_unit.unit_rows(found))
    elif unit is None:
        width = session.out.width
        session.print(difference.difference_tables(found, session.tr, width, everybody=everybody))
    else:
        from ranking.workflow.feature_names import feature_names

        settings, language = session.workspace.settings, session.tr.language
        names = feature_names(settings, found.after.method.id, language)
        session.print(difference_unit.unit_tables(found, names, session.tr, session.out.width))
