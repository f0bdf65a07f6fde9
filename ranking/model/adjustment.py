"""Adjustments: what people change of a month by hand, each with its reason and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What an adjustment does.

    ``exclude_post`` and ``exclude_account``: the post, or all posts of the account in the month,
    do not count. ``include_post``: the post counts though it was withdrawn, or its account is
    excluded. ``include_account``: the account counts though it is excluded.
    ``attribute_post`` and ``attribute_account``: counts for another unit.
    ``award`` and ``deduct``: bonus points. ``note``: a sentence below the boards. ``undo``: the
    adjustment named counts no more.
    """

    EXCLUDE_POST = "exclude_post"
    INCLUDE_POST = "include_post"
    EXCLUDE_ACCOUNT = "exclude_account"
    INCLUDE_ACCOUNT = "include_account"
    ATTRIBUTE_POST = "attribute_post"
    ATTRIBUTE_ACCOUNT = "attribute_account"
    AWARD = "award"
    DEDUCT = "deduct"
    NOTE = "note"
    UNDO = "undo"


class Status(StrEnum):
    """Whether a second person has decided; only what is confirmed counts."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Adjustment:
    """One adjustment of one month, ``number`` within list and month.

    ``target`` is a post_id, an account (platform:native_id), a unit, or (undo) a number; empty =
    the whole edition (note). ``unit``: whom it counts for (attribution); ``points``: positive
    (award, deduct); ``text``: the note. These are null for the other kinds. ``decided_*`` are null
    while it is proposed, ``decision`` says why it was rejected.
    """

    number: int
    kind: Kind
    target: str
    unit: str | None
    points: Decimal | None
    text: str | None
    reason: str
    evidence_name: str
    evidence_sha256: str
    person: str
    actor: str
    at: datetime
    status: Status
    decided_by: str | None
    decided_actor: str | None
    decided_at: datetime | None
    decision: str | None


def in_effect(adjustments: Sequence[Adjustment]) -> tuple[Adjustment, ...]:
    """Return what counts, by number: confirmed, no undo itself, and not undone by one that counts.

    An undo may be undone; then what it had undone counts again.
    """
    undone = undone_by(adjustments)
    return tuple(
        one
        for one in sorted(adjustments, key=lambda one: one.number)
        if one.status is Status.CONFIRMED and one.kind is not Kind.UNDO and one.number not in undone
    )


def undone_by(adjustments: Sequence[Adjustment]) -> dict[int, int]:
    """Return the number of each adjustment that counts no more → that of the undo that counts."""
    undone: dict[int, int] = {}
    for one in sorted(adjustments, key=lambda one: one.number, reverse=True):
        counts = one.status is Status.CONFIRMED and one.number not in undone
        if counts and one.kind is Kind.UNDO:
            undone[int(one.target)] = one.number
    return undone
