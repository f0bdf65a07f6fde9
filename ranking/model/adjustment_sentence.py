"""An adjustment as a sentence for readers: what it did, and why."""

from __future__ import annotations

from collections.abc import Mapping

from ranking.model.adjustment import Adjustment, Kind
from ranking.model.edition import Note

CODE = "adjusted"
"""Code of a note that tells an adjustment."""
_TOLD: Mapping[Kind, str] = {
    Kind.EXCLUDE_POST: "Adjustment {number}: the post {target} does not count "
    "(reason: {reason}; evidence: {evidence}).",
    Kind.INCLUDE_POST: "Adjustment {number}: the post {target} counts "
    "(reason: {reason}; evidence: {evidence}).",
    Kind.EXCLUDE_ACCOUNT: "Adjustment {number}: the account {target} does not count "
    "(reason: {reason}; evidence: {evidence}).",
    Kind.INCLUDE_ACCOUNT: "Adjustment {number}: the account {target} counts "
    "(reason: {reason}; evidence: {evidence}).",
    Kind.ATTRIBUTE_POST: "Adjustment {number}: the post {target} counts for {unit} "
    "(reason: {reason}; evidence: {evidence}).",
    Kind.ATTRIBUTE_ACCOUNT: "Adjustment {number}: the account {target} counts for {unit} "
    "(reason: {reason}; evidence: {evidence}).",
    Kind.AWARD: "Adjustment {number}: {target} is awarded {points} bonus points "
    "(reason: {reason}; evidence: {evidence}).",
    Kind.DEDUCT: "Adjustment {number}: {points} points are deducted from {target} "
    "(reason: {reason}; evidence: {evidence}).",
    Kind.NOTE: "Adjustment {number}: a note was set (reason: {reason}; evidence: {evidence}).",
    Kind.UNDO: "Adjustment {number}: adjustment {target} counts no more "
    "(reason: {reason}; evidence: {evidence}).",
}
_SHORT = 12
"""Characters of SHA-256 that identify a file of evidence in print."""


def adjustment_sentence(adjustment: Adjustment) -> Note:
    """Return what an adjustment did, why, and the first digits of its evidence's SHA-256."""
    fields: dict[str, str | int] = {
        "number": adjustment.number,
        "target": adjustment.target,
        "unit": adjustment.unit or "",
        "points": "" if adjustment.points is None else f"{adjustment.points:f}",
        "reason": adjustment.reason,
        "evidence": adjustment.evidence_sha256[:_SHORT],
    }
    template = _TOLD[adjustment.kind]
    used = [name for name in fields if f"{{{name}}}" in template]
    return Note(CODE, template, {name: fields[name] for name in used})
