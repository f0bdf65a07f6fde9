"""The adjustments that touch a unit: what each did and why, who proposed and who confirmed it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from ranking.i18n import Translator
from ranking.model.adjustment import Adjustment
from ranking.model.adjustment_sentence import adjustment_sentence
from ranking.model.explanation import Explanation
from ranking.render.console import lines
from ranking.render.layout import wrap
from ranking.render.safe import line
from ranking.render.sentences import sentence


def adjustments(explained: Explanation, tr: Translator, width: int) -> list[RenderableType]:
    """Return the adjustments of a unit, each as what it did, its note, and its two people."""
    if not explained.adjustments:
        return []
    told = [part for one in explained.adjustments for part in _told(one, tr, width)]
    return [Text(tr("Adjustments"), style="bold"), *told]


def _told(one: Adjustment, tr: Translator, width: int) -> Iterator[RenderableType]:
    yield from lines([sentence(adjustment_sentence(one), tr)], width)
    for text in filter(None, (line(one.text or ""), _people(one, tr))):
        yield Text("  " + wrap(text, width - 2).replace("\n", "\n  "))


def _people(one: Adjustment, tr: Translator) -> str:
    return tr(
        "Proposed by {person}, confirmed by {second}; evidence {name}, SHA-256 {sha256}",
        person=line(one.person),
        second=line(one.decided_by or ""),
        name=line(one.evidence_name),
        sha256=line(one.evidence_sha256),
    )
