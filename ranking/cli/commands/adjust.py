"""govrank adjust: change a month by hand, with reason, evidence and a second person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ranking.cli.arguments import (
    AsOption,
    EvidenceOption,
    MonthArgument,
    ReasonOption,
    UnitArgument,
)
from ranking.cli.command import command
from ranking.cli.commands import adjust_decide
from ranking.cli.language import _
from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.workflow.adjust_wishes import Wish

TargetArgument = Annotated[
    str,
    typer.Argument(
        metavar="POST|ACCOUNT", help=_("Id or link of a post; id or name of an account.")
    ),
]
PointsArgument = Annotated[
    str, typer.Argument(metavar="POINTS", help=_("Bonus points above 0, like 0.5."))
]
_WHY = "--reason 与实际不符 --evidence 截图.png"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    adjust = typer.Typer(
        help=_("Changes of a month by hand: with reason, evidence and a second person."),
        no_args_is_help=True,
    )
    app.add_typer(adjust, name="adjust")
    for add in (_exclude, _include, _attribute, _award, _deduct, _note, _undo):
        add(adjust)
    adjust_decide.register(adjust)


def _exclude(adjust: typer.Typer) -> None:
    @command(
        adjust,
        "exclude",
        _("Propose that a post, or all posts of an account, do not count."),
        f"govrank adjust exclude 2026-10 weibo:4505721600164261 {_WHY}",
        f"govrank adjust exclude 2026-10 甲区发布 {_WHY} --as 张三",
    )
    def exclude(
        session: Session,
        month: MonthArgument,
        target: TargetArgument,
        reason: ReasonOption,
        evidence: EvidenceOption,
        as_: AsOption = None,
    ) -> None:
        from ranking.workflow import adjust_wishes

        _propose(session, month, adjust_wishes.exclude(target), reason, evidence, as_)


def _include(adjust: typer.Typer) -> None:
    @command(
        adjust,
        "include",
        _("Propose that a withdrawn or excluded post, or an excluded account, counts."),
        f"govrank adjust include 2026-10 https://weibo.com/1000000001/J2oQo0GJn {_WHY}",
    )
    def include(
        session: Session,
        month: MonthArgument,
        target: TargetArgument,
        reason: ReasonOption,
        evidence: EvidenceOption,
        as_: AsOption = None,
    ) -> None:
        from ranking.workflow import adjust_wishes

        _propose(session, month, adjust_wishes.include(target), reason, evidence, as_)


def _attribute(adjust: typer.Typer) -> None:
    @command(
        adjust,
        "attribute",
        _("Propose that a post, or all posts of an account, count for another unit."),
        f"govrank adjust attribute 2026-10 weibo:1000000001 乙区 {_WHY}",
    )
    def attribute(
        session: Session,
        month: MonthArgument,
        target: TargetArgument,
        unit: UnitArgument,
        reason: ReasonOption,
        evidence: EvidenceOption,
        as_: AsOption = None,
    ) -> None:
        from ranking.workflow import adjust_wishes

        _propose(session, month, adjust_wishes.attribute(target, unit), reason, evidence, as_)


def _award(adjust: typer.Typer) -> None:
    @command(
        adjust,
        "award",
        _("Propose bonus points for a unit."),
        f"govrank adjust award 2026-10 甲区 0.5 {_WHY}",
    )
    def award(
        session: Session,
        month: MonthArgument,
        unit: UnitArgument,
        points: PointsArgument,
        reason: ReasonOption,
        evidence: EvidenceOption,
        as_: AsOption = None,
    ) -> None:
        from ranking.workflow import adjust_wishes

        _propose(session, month, adjust_wishes.award(unit, points), reason, evidence, as_)


def _deduct(adjust: typer.Typer) -> None:
    @command(
        adjust,
        "deduct",
        _("Propose that a unit loses bonus points."),
        f"govrank adjust deduct 2026-10 甲区 0.5 {_WHY}",
    )
    def deduct(
        session: Session,
        month: MonthArgument,
        unit: UnitArgument,
        points: PointsArgument,
        reason: ReasonOption,
        evidence: EvidenceOption,
        as_: AsOption = None,
    ) -> None:
        from ranking.workflow import adjust_wishes

        _propose(session, month, adjust_wishes.deduct(unit, points), reason, evidence, as_)


def _note(adjust: typer.Typer) -> None:
    @command(
        adjust,
        "note",
        _("Propose a sentence to stand below the boards."),
        "govrank adjust note 2026-10 甲区十月停更一周 --unit 甲区 --reason 来函 --evidence 函.pdf",
    )
    def note(
        session: Session,
        month: MonthArgument,
        text: Annotated[str, typer.Argument(metavar="TEXT", help=_("The sentence."))],
        reason: ReasonOption,
        evidence: EvidenceOption,
        unit: Annotated[
            str | None,
            typer.Option("--unit", metavar="UNIT", help=_("The unit that it is about.")),
        ] = None,
        as_: AsOption = None,
    ) -> None:
        from ranking.workflow import adjust_wishes

        _propose(session, month, adjust_wishes.note(text, unit), reason, evidence, as_)


def _undo(adjust: typer.Typer) -> None:
    @command(
        adjust,
        "undo",
        _("Propose that a confirmed adjustment counts no more; an undo can be undone."),
        f"govrank adjust undo 2026-10 3 {_WHY}",
    )
    def undo(
        session: Session,
        month: MonthArgument,
        number: adjust_decide.NumberArgument,
        reason: ReasonOption,
        evidence: EvidenceOption,
        as_: AsOption = None,
    ) -> None:
        from ranking.workflow import adjust_wishes

        _propose(session, month, adjust_wishes.undo(number), reason, evidence, as_)


def _propose(
    session: Session, month: str, wish: Wish, reason: str, evidence: Path, named: str | None
) -> None:
    """Record the proposal; say what it is, and who is next."""
    from ranking.render.adjustments import evidence_line, record, sentence
    from ranking.workflow.adjust import propose

    proposal = propose(session.workspace, month, wish, reason, evidence, named)
    found, tr = proposal.adjusted, session.tr
    if session.json:
        more = {"confirmers": list(proposal.confirmers)}
        session.json_text(adjust_decide.place(session, month) | record(found) | more)
        return
    number = found.adjustment.number
    session.write(tr("Proposed, number {number}: {what}", number=number, what=sentence(found, tr)))
    session.write(evidence_line(found, tr))
    session.say("It does not count until a second person has confirmed it.")
    if proposal.confirmers:
        session.say(
            "One of {people} runs: govrank adjust confirm {month} {number}",
            people="、".join(proposal.confirmers),
            month=month,
            number=number,
        )
    else:
        session.say(
            "Another user of this computer runs: govrank adjust confirm {month} {number}",
            month=month,
            number=number,
        )
