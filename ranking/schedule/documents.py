"""Runs and what is due as plain values, their sentences in one language."""

from __future__ import annotations

from typing import Any

from ranking.i18n import Translator
from ranking.model.run import Run
from ranking.render.wire import instant
from ranking.schedule.message import sentence
from ranking.schedule.plan import Due
from ranking.schedule.state import Coming, Holder


def run_document(run: Run, tr: Translator) -> dict[str, Any]:
    """Return a run; instants are in UTC, null = not tried, or not ended."""
    params = run.detail.get("params", {})
    return {
        "month": run.month,
        "stage": run.stage,
        "revision": run.revision,
        "state": run.state.value,
        "due_at": instant(run.due_at),
        "started_at": run.started_at and instant(run.started_at),
        "ended_at": run.ended_at and instant(run.ended_at),
        "late": run.late,
        "attempts": run.attempts,
        "owner": run.owner,
        "message": sentence(tr, run.detail.get("template", ""), params),
        "hint": sentence(tr, run.detail.get("hint", ""), params),
    }


def due_document(due: Due, tr: Translator) -> dict[str, Any]:
    """Return what is due, and what it waits for; empty = nothing."""
    wait = due.wait
    return {
        "month": str(due.month),
        "stage": due.stage,
        "revision": due.revision,
        "due_at": instant(due.due_at),
        "late": due.late,
        "message": sentence(tr, wait.template, wait.params) if wait else "",
        "hint": sentence(tr, wait.hint, wait.params) if wait else "",
    }


def holder_document(holder: Holder) -> dict[str, Any]:
    """Return who runs the schedule; instants are in UTC."""
    return {
        "owner": holder.owner,
        "alive": holder.alive,
        "since": holder.since and instant(holder.since),
        "expires_at": holder.expires_at and instant(holder.expires_at),
    }


def coming_document(coming: Coming) -> dict[str, Any]:
    """Return what is due next; the instant is in UTC."""
    return {"stage": coming.stage, "month": coming.month, "due_at": instant(coming.due_at)}
