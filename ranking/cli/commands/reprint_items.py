"""How ``govrank reprints review`` shows items, and writes them as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ranking.cli.session import Session

if TYPE_CHECKING:
    from ranking.model.reprint_matching import ReviewItem


def export_list(session: Session, month: str, file: Path) -> None:
    """Write what waits as a file for colleagues, and say how it comes back."""
    from ranking.workflow.reprint_review import review_items
    from ranking.workflow.reprint_sheet import write_review

    items = review_items(session.workspace, month)
    write_review(items, file, session.tr)
    if session.json:
        session.json_text({"file": str(file), "items": len(items)})
    else:
        session.say("written: {file}", file=str(file))
        session.say(
            "{count} items; fill in the column 决定 (decision) with 接受 or 拒绝, then run: "
            "govrank reprints review {month} --import {file}",
            count=len(items),
            month=month,
            file=str(file),
        )


def show_one(session: Session, month: str, wanted: str) -> None:
    """Show a post and an article side by side, and how to decide."""
    from ranking.render.reprint_item import item_lines
    from ranking.render.reprint_list import records
    from ranking.workflow.reprint_matches import one_match

    item = one_match(session.workspace, month, wanted)
    if session.json:
        session.json_text(records([item])[0])
        return
    for text in item_lines(item, session.tr, session.out.width):
        session.write(text)
    session.write("")
    for option in ("--accept", "--reject"):
        session.write(f"govrank reprints review {month} {option} {item.id}")


def show_list(session: Session, month: str, *, decided: bool) -> None:
    """Show what waits, or what was decided: a table on a terminal, else all fields."""
    from ranking.render import reprint_list as view
    from ranking.workflow.reprint_review import review_items

    items = review_items(session.workspace, month, decided=decided)
    if session.json:
        session.json_text({"month": month, "items": view.records(items)})
    elif not session.terminal:
        session.table("", view.machine_columns(), view.records(items))
    elif not items:
        _nothing(session, month, decided=decided)
    else:
        _table(session, month, items, decided=decided)


def _nothing(session: Session, month: str, *, decided: bool) -> None:
    if decided:
        session.say("Nobody has decided on an article of {month}.", month=month)
    else:
        session.say("No article of {month} waits for review.", month=month)


def _table(session: Session, month: str, items: Sequence[ReviewItem], *, decided: bool) -> None:
    from ranking.render import reprint_list as view

    tr, width = session.tr, session.out.width
    if decided:
        columns, title = view.decided_columns(tr, width), tr("Decided in {month}", month=month)
    else:
        columns = view.review_columns(tr, width)
        title = tr("For review: {month}", month=month)
    session.table(title, columns, view.rows(items, tr))
    if not decided:
        session.say("See one with: govrank reprints review {month} ID", month=month)
        session.say("Go through them with: govrank reprints review {month} --ask", month=month)
