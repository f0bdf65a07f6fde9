"""The words for how a fetch ended, and for what a source was asked for and did not give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ranking.i18n import Translator


@dataclass(frozen=True)
class Phrase:
    """Words of a source (connectors.sources), with fields for what differs."""

    template: str

    def values_in(self, text: str) -> dict[str, str] | None:
        """Return the fields of a text that says this, None = it says something else."""
        found = self._pattern.fullmatch(text)
        return found.groupdict() if found else None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = re.split(r"\{(\w+)\}", self.template)
        return re.compile(
            "".join(f"(?P<{p}>.+?)" if n % 2 else re.escape(p) for n, p in enumerate(parts)),
            re.DOTALL,
        )


_PHRASES = (
    Phrase("all posts"),
    Phrase("new posts"),
    Phrase("older posts"),
    Phrase("known posts"),
    Phrase("posts of the day"),
    Phrase("counts of a post"),
    Phrase("a post"),
    Phrase("the place where the last collection stopped"),
    Phrase("post {post}"),
    Phrase("posts from {first} to {upto} may be missed"),
    Phrase("page {number} of {span}"),
    Phrase("WeChat has a day's figures ready at 08:00 of the next day"),
    Phrase(
        "WeChat gives figures of verified accounts alone, and to a third-party platform only "
        "with permission set 7"
    ),
    Phrase("WeChat gives figures of what was published on or after {day}"),
    Phrase("WeChat still counts this day"),
    Phrase("too long ago for WeChat"),
    Phrase("perhaps withdrawn: {posts}"),
    Phrase("the account has known posts in these days, and WeChat's answers are all empty"),
    Phrase("the cursor '{cursor}' is not of this source or lies ahead"),
    Phrase("the platform gives the newest five posts alone"),
    Phrase("the timeline broke off"),
    Phrase("the timeline broke off or turned in a circle"),
    Phrase("the timeline is empty, and said to have {number} posts"),
    Phrase("nothing follows post {post}: it is withdrawn, or the stored position is wrong"),
    Phrase("all its counts are zero"),
    Phrase("it has no id"),
    Phrase("it repeats earlier pages"),
    Phrase("it was empty, more followed"),
    Phrase("it was short, more followed"),
    Phrase("the vendor announced more than it gave"),
    Phrase("more than one row each"),
    Phrase("it has neither id nor link"),
    Phrase("its time of publication cannot be read"),
)
"""What the shipped sources say; the first that fits holds."""


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


def phrase(text: str, tr: Translator) -> str:
    """Return what a source says of a gap in the user's language; unknown words stay as they are."""
    for known in _PHRASES:
        values = known.values_in(text)
        if values is not None:
            return tr(known.template, **values)
    return text


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
