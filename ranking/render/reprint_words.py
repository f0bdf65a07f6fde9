"""Verdict, evidence and reason of a match, in words."""

from __future__ import annotations

from ranking.i18n import Translator


def verdict_names(tr: Translator) -> dict[str, str]:
    """Return verdict → word."""
    return {
        "accepted": tr("reprint"),
        "doubtful": tr("for review"),
        "rejected": tr("no reprint"),
    }


def evidence_names(tr: Translator) -> dict[str, str]:
    """Return evidence → word, the strongest first."""
    return {
        "decision": tr("a person's decision"),
        "link": tr("link"),
        "mark": tr("source mark"),
        "text": tr("text"),
        "title": tr("title (weaker)"),
    }


def reason_names(tr: Translator) -> dict[str, str]:
    """Return reason of a verdict (a key of ranking.reprints.choose.REASONS) → what it means."""
    return {
        "decided": tr("a person decided"),
        "link": tr("the article links to the post"),
        "mark": tr("the article names the unit as its source, and part of the text agrees"),
        "text": tr("the texts agree"),
        "title": tr("the titles are equal, and one of the two has no text"),
        "title_common": tr("the titles are equal, without text, but short or of several posts"),
        "some": tr("only part of the text agrees"),
        "names": tr("another unit is named in the same place"),
        "numbers": tr("other numbers stand in the same places"),
        "short": tr("a short post, and the article is not nearly the same"),
        "early": tr("the article is older than the post"),
        "own": tr("the article is the post itself, or by its own account"),
        "nearer": tr("another post is nearer to the article"),
    }
