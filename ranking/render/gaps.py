"""The words for how a fetch ended, and for what a source was asked for and did not give."""

from __future__ import annotations

from ranking.i18n import Translator


def reason_names(tr: Translator) -> dict[str, str]:
    """Return reason (connectors.interface.Reason) → words."""
    return {
        "not_ready": tr("not counted yet"),
        "not_permitted": tr("no right to it"),
        "not_authorised": tr("to be authorised anew"),
        "quota": tr("calls used up"),
        "withdrawn": tr("withdrawn by its author"),
        "not_answered": tr("left out of the answer"),
        "failed": tr("network or platform failed"),
        "suspect": tr("an answer that cannot be right"),
    }


def what_names(tr: Translator) -> dict[str, str]:
    """Return fixed names of things → words; those with ids and numbers are shown as they are."""
    return {
        "all posts": tr("all posts"),
        "new posts": tr("new posts"),
        "older posts": tr("older posts"),
        "known posts": tr("known posts"),
        "posts of the day": tr("posts of the day"),
        "counts of a post": tr("counts of a post"),
        "a post": tr("a post"),
        "the place where the last collection stopped": tr(
            "the place where the last collection stopped"
        ),
    }


def outcome_names(tr: Translator) -> dict[str, str]:
    """Return outcome of a fetch → words."""
    return {
        "complete": tr("complete"),
        "partial": tr("partial"),
        "waiting": tr("waiting"),
        "failed": tr("failed"),
        "stopped": tr("stopped"),
        "running": tr("running"),
    }
