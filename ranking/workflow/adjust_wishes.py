"""What somebody asks to be adjusted, made definite: which post, account, unit, how many points."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ranking.errors import EditionError, UsageError
from ranking.model.adjustment import Adjustment, Kind, Status, undone_by
from ranking.model.lifecycle import Refusal
from ranking.model.month import Month
from ranking.model.names import clean, display, storable
from ranking.workflow.adjust_targets import Subjects, Target

LONGEST = 2000
"""Characters of a reason or a note."""
_MOST_POINTS = 1000
_POINTS = re.compile(r"\d{1,4}(\.\d{1,2})?")
_NOT_IN_FORCE = {
    Status.PROPOSED: Refusal(
        template="Adjustment {number} of {month} is not confirmed; there is nothing to undo.",
        hint="Put it aside with: govrank adjust reject {month} {number} --reason TEXT",
    ),
    Status.REJECTED: Refusal(
        template="Adjustment {number} of {month} was rejected; there is nothing to undo.",
        hint="Look at all of them with: govrank adjust list {month}",
    ),
}


@dataclass(frozen=True)
class Scene:
    """What a wish is measured by: the month as it is known now.

    ``gives_bonus``: whether the method of the month has bonus points at all.
    """

    subjects: Subjects
    adjustments: Sequence[Adjustment]
    gives_bonus: bool

    @property
    def month(self) -> Month:
        """The month that is adjusted."""
        return self.subjects.month


@dataclass(frozen=True)
class Content:
    """What an adjustment does; null = not of this kind."""

    kind: Kind
    target: str
    unit: str | None = None
    points: Decimal | None = None
    text: str | None = None


Wish = Callable[[Scene], Content]
"""Makes a wish definite. Raises UsageError for what does not exist, EditionError for what is out
of order."""


def exclude(target: str) -> Wish:
    """Wish that a post, or all posts of an account, do not count."""
    return lambda scene: _aimed(scene, target, Kind.EXCLUDE_POST, Kind.EXCLUDE_ACCOUNT)


def include(target: str) -> Wish:
    """Wish that a withdrawn or excluded post, or an excluded account, counts."""
    return lambda scene: _aimed(scene, target, Kind.INCLUDE_POST, Kind.INCLUDE_ACCOUNT)


def attribute(target: str, unit: str) -> Wish:
    """Wish that a post, or all posts of an account, count for another unit."""
    return lambda scene: _aimed(scene, target, Kind.ATTRIBUTE_POST, Kind.ATTRIBUTE_ACCOUNT, unit)


def award(unit: str, points: str) -> Wish:
    """Wish that a unit gets bonus points."""
    return lambda scene: _points(scene, Kind.AWARD, unit, points)


def deduct(unit: str, points: str) -> Wish:
    """Wish that a unit loses bonus points."""
    return lambda scene: _points(scene, Kind.DEDUCT, unit, points)


def note(text: str, unit: str | None = None) -> Wish:
    """Wish for a sentence below the boards, on one unit or (null) on the edition."""
    return lambda scene: Content(
        Kind.NOTE, scene.subjects.unit(unit) if unit else "", text=written(text, "TEXT")
    )


def undo(number: int) -> Wish:
    """Wish that an adjustment counts no more."""
    return lambda scene: _undone(scene, number)


def written(text: str, what: str) -> str:
    """Return a text that somebody wrote, fit to be stored. Raises UsageError for none, or a novel.

    ``what`` names it on the command line.
    """
    found = storable(text).replace("\0", "").strip()
    if not display(found) or len(found) > LONGEST:
        raise UsageError(
            "{what} must say something, in at most {most} characters.",
            what=what,
            most=LONGEST,
            hint="A second person decides by it, and it is kept for good.",
        )
    return found


def check_undo(month: str, number: int, adjustments: Sequence[Adjustment]) -> Adjustment:
    """Return the adjustment that may be undone. Raises as a wish does."""
    found = next((one for one in adjustments if one.number == number), None)
    if found is None:
        raise unknown_number(month, number, adjustments)
    if found.status is not Status.CONFIRMED:
        said = _NOT_IN_FORCE[found.status]
        raise EditionError(said.template, number=number, month=month, hint=said.hint)
    if number in (undone := undone_by(adjustments)):
        raise EditionError(
            "Adjustment {number} of {month} has been undone by number {undo}.",
            number=number,
            month=month,
            undo=undone[number],
            hint="To let it count again, undo that: govrank adjust undo {month} {undo}",
        )
    return found


def unknown_number(month: str, number: int, adjustments: Sequence[Adjustment]) -> UsageError:
    """Return the error for a number that no adjustment of the month has."""
    return UsageError(
        "{month} has no adjustment {number}; there are {count}.",
        month=month,
        number=number,
        count=len(adjustments),
        hint="Look at all of them with: govrank adjust list {month}",
    )


def _aimed(
    scene: Scene, text: str, of_post: Kind, of_account: Kind, unit: str | None = None
) -> Content:
    target: Target = scene.subjects.find(text)
    given_to = None if unit is None else scene.subjects.unit(unit)
    return Content(of_post if target.is_post else of_account, target.id, given_to)


def _points(scene: Scene, kind: Kind, unit: str, text: str) -> Content:
    if not scene.gives_bonus:
        raise UsageError(
            "The method of {month} gives no bonus, so that points cannot be given or taken.",
            month=str(scene.month),
            hint="A method with a [bonus] section can: see 'govrank method show METHOD'.",
        )
    return Content(kind, scene.subjects.unit(unit), points=_number(text))


def _number(text: str) -> Decimal:
    cleaned = clean(text)
    points = Decimal(cleaned) if _POINTS.fullmatch(cleaned) else Decimal(0)
    if not 0 < points <= _MOST_POINTS:
        raise UsageError(
            "'{points}' is no number of points.",
            points=text,
            most=_MOST_POINTS,
            hint="Write a number above 0, at most {most}, with at most two decimals, like 0.5.",
        )
    return points


def _undone(scene: Scene, number: int) -> Content:
    month = str(scene.month)
    check_undo(month, number, scene.adjustments)
    for one in scene.adjustments:
        waits = one.kind is Kind.UNDO and one.status is Status.PROPOSED
        if waits and one.target == str(number):
            raise EditionError(
                "Number {undo} proposes already to undo adjustment {number} of {month}.",
                undo=one.number,
                number=number,
                month=month,
                hint="A second person decides: govrank adjust confirm {month} {undo}",
            )
    return Content(Kind.UNDO, str(number))
