"""The banner above an edition that was revised, withdrawn, or revises another."""

from __future__ import annotations

from ranking.i18n import Translator
from ranking.model.lifecycle import Standing, State
from ranking.model.month import SHANGHAI
from ranking.render.labels import named, reason_names
from ranking.render.safe import line


def banner(standing: Standing | None, tr: Translator) -> str:
    """Return the sentence that is printed above the edition; empty = nothing is to be said."""
    if standing is None:
        return ""
    note = line(standing.note)
    if standing.state is State.WITHDRAWN:
        day = standing.at.astimezone(SHANGHAI).date().isoformat() if standing.at else "-"
        return tr("This edition was withdrawn on {day}: {note}", day=day, note=note)
    reason = named(reason_names(tr), standing.reason or "")
    if standing.state is State.REVISED:
        return tr(
            "This revision has been replaced by revision {newer} ({reason}): {note}",
            newer=standing.newer,
            reason=reason,
            note=note,
        )
    return tr("This is a revision ({reason}): {note}", reason=reason, note=note)
