"""Shows what a check found doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.workflow.rosters import RosterNote


def show_notes(session: Session, notes: Sequence[RosterNote], template: str, strict: bool) -> None:
    """Show a table of notes, or ``template`` if there are none; exit 3 if strict and there are."""
    from ranking.render.tables import Column

    rows = [
        {"about": note.about, "finding": session.tr(note.template, **note.params)} for note in notes
    ]
    columns = [
        Column("about", session.tr("about")),
        Column("finding", session.tr("finding"), flexible=True),
    ]
    if rows or session.json:
        session.table(session.tr("Doubtful entries"), columns, rows)
    else:
        session.say(template)
    if strict and rows:
        raise typer.Exit(3)
