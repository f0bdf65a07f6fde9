"""Notes and footnotes: templates translated, equal sentences said once for all their units."""

from __future__ import annotations

from collections.abc import Sequence

from ranking.i18n import Translator
from ranking.model.edition import BoardRow, Note, Part
from ranking.render.labels import listed
from ranking.render.safe import line

_SHOWN_BY_MARKS = {"missing_part"}
"""Codes of row notes that the dash in the column and its footnote tell already."""


def sentence(note: Note, tr: Translator) -> str:
    """Return the note in the reader's language, its fields cleaned."""
    params = {key: line(v) if isinstance(v, str) else v for key, v in note.params.items()}
    return line(tr(note.template, **params))


def row_notes(rows: Sequence[BoardRow], tr: Translator) -> list[str]:
    """Return the notes of a board's rows, each sentence once, with the units it is about."""
    units: dict[str, list[str]] = {}
    for row in rows:
        for note in row.notes:
            if note.code in _SHOWN_BY_MARKS:
                continue
            units.setdefault(sentence(note, tr), []).append(row.unit)
    return [
        tr("{name}: {text}", name=listed(names, len(rows), tr), text=text)
        for text, names in units.items()
    ]


def parts_by_feature(row: BoardRow) -> dict[str, Part]:
    """Return one part a feature: parts of one feature share its count and status."""
    return {part.feature: part for part in row.parts.values()}


def missing_parts(feature: str, label: str, rows: Sequence[BoardRow], tr: Translator) -> list[str]:
    """Return, per reason, for which units a feature was not observed."""
    units: dict[str, list[str]] = {}
    for row in rows:
        part = parts_by_feature(row).get(feature)
        if part and part.status == "missing":
            units.setdefault(part.reason or "", []).append(row.unit)
    return [
        tr(
            "— {feature}: not observed for {units}; missing is not zero. {reason}",
            feature=label,
            units=listed(names, len(rows), tr),
            reason=line(tr(reason)),
        ).strip()
        for reason, names in units.items()
    ]


def lower_bound_note(labels: Sequence[str], tr: Translator) -> str:
    """Return what the mark ≥ means for these columns."""
    return tr(
        "≥ {features}: at least this many; the platform shows large counts only as 10万+.",
        features=tr(", ").join(labels),
    )
