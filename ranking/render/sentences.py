"""Notes and footnotes: templates translated, equal sentences said once for all their units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ranking.i18n import Translator
from ranking.model.edition import BoardRow, Note, Part
from ranking.render.labels import listed
from ranking.render.safe import line

_SHOWN_BY_MARKS = {"missing_part"}
"""Codes of row notes that the dash in the column and its footnote tell already."""
_FEATURES = {"feature", "features"}
"""Fields of notes that hold the Chinese names of features, with what is done to them in （）."""


def sentence(note: Note, tr: Translator, names: Mapping[str, str] | None = None) -> str:
    """Return the note in the reader's language, its fields cleaned.

    ``names``: what features are called in it, by the Chinese names that notes call them by.
    """
    params = {key: _cleaned(key, value, tr, names or {}) for key, value in note.params.items()}
    return line(tr(note.template, **params))


def _cleaned(
    key: str, value: str | int | float, tr: Translator, names: Mapping[str, str]
) -> str | int | float:
    if not isinstance(value, str):
        return value
    if not names or key not in _FEATURES:
        return line(value)
    known = [names.get(name.partition("（")[0], name) for name in value.split("、")]
    return tr(", ").join(map(line, dict.fromkeys(known)))


def row_notes(
    rows: Sequence[BoardRow], tr: Translator, names: Mapping[str, str] | None = None
) -> list[str]:
    """Return the notes of a board's rows, each sentence once, with the units it is about.

    ``names`` as in ``sentence``.
    """
    units: dict[str, list[str]] = {}
    for row in rows:
        for note in row.notes:
            if note.code in _SHOWN_BY_MARKS:
                continue
            units.setdefault(sentence(note, tr, names), []).append(row.unit)
    return [
        tr("{name}: {text}", name=listed(about, len(rows), tr), text=text)
        for text, about in units.items()
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
