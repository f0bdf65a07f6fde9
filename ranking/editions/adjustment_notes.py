"""What readers of an edition are told of its adjustments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ranking.model.adjustment import Adjustment, Kind, in_effect
from ranking.model.adjustment_sentence import adjustment_sentence
from ranking.model.edition import Note

CODE = "adjustment_note"
"""Code of a note that an adjustment set."""


def adjustment_notes(adjustments: Sequence[Adjustment], *, published: bool) -> tuple[Note, ...]:
    """Return the notes that adjustments in effect set, by number.

    ``published``: after them every adjustment in effect, as what it did and why.
    """
    effective = in_effect(adjustments)
    told = [adjustment_sentence(one) for one in effective] if published else []
    return (*_set(effective), *told)


def _set(effective: Sequence[Adjustment]) -> Iterator[Note]:
    for one in effective:
        if one.kind is Kind.NOTE and one.target:
            yield Note(CODE, "{name}: {text}", {"name": one.target, "text": one.text or ""})
        elif one.kind is Kind.NOTE:
            yield Note(CODE, "{text}", {"text": one.text or ""})
