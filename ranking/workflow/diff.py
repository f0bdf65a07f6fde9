"""What a month, a revision, a method or an adjustment changed of the ranks. Nothing is stored."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from ranking.editions.diff import diff
from ranking.errors import ConfigError, DataError, GovrankError, UsageError
from ranking.ledger.editions import drafted_months
from ranking.methods.model import Method
from ranking.model.adjustment import Kind, in_effect
from ranking.model.difference import Difference
from ranking.model.edition import Edition, Note
from ranking.model.month import Month
from ranking.quality.rank_rule import rank_rule
from ranking.workflow.adjust_wishes import unknown_number
from ranking.workflow.edition_inputs import by_method, computed, edition_inputs, edition_method
from ranking.workflow.editions import month_edition
from ranking.workflow.gather import previous_edition
from ranking.workflow.method_files import open_method
from ranking.workflow.month_inputs import MonthInputs
from ranking.workflow.months import not_drafted, past_month
from ranking.workflow.workspace import Workspace

_NO_EFFECT = (
    "What is left out here does not count anyway (proposed, rejected, undone, or there is none): "
    "nothing changes."
)
_REVISIONS = re.compile(r"(\d{1,4}):(\d{1,4})")


def diff_months(workspace: Workspace, month_text: str, other: str | None = None) -> Difference:
    """Return what changed since another month (null: the month before) until a month.

    Of the month it is the newest edition, of the other one what the public knows: its newest
    published revision, or else its newest edition. Where the method is another one the other month
    is ranked by the month's method too.

    Raises UsageError for months that make no sense, DataError for one not drafted yet and for a
    draft whose method has changed since, VerificationError for a damaged snapshot.
    """
    after = month_edition(workspace, month_text).edition
    month, list_id = Month.parse(after.month), workspace.settings.list_id
    wanted = month.previous() if other is None else past_month(workspace, other)
    if wanted == month:
        raise UsageError(
            "{month} is the same month on both sides.",
            month=after.month,
            hint="Name another month, or two revisions: govrank diff {month} --revisions 1:2",
        )
    with workspace.ledger.reading() as connection:
        before = previous_edition(connection, list_id, wanted.next())
        if before is None:
            raise not_drafted(wanted, drafted_months(connection, list_id))
    return _stored(workspace, before, after, "month")


def diff_revisions(workspace: Workspace, month_text: str, revisions: str) -> Difference:
    """Return what changed between two revisions of a month, written ``1:2``.

    Raises UsageError for revisions that do not exist, and what ``diff_months`` raises.
    """
    match = _REVISIONS.fullmatch(revisions.strip())
    if not match or int(match[1]) == int(match[2]):
        raise UsageError(
            "'{text}' does not name two revisions.",
            text=revisions,
            hint="Write both, the earlier first: --revisions 1:2",
        )
    before, after = (month_edition(workspace, month_text, int(n)).edition for n in match.groups())
    return _stored(workspace, before, after, "revision")


def diff_method(workspace: Workspace, month_text: str, name: str) -> Difference:
    """Return what another method (id or path) would change of a month's newest edition.

    Raises ConfigError for a faulty method and for one without an index of the list, DataError for a
    draft that is out of date, and what ``diff_months`` raises.
    """
    edition = month_edition(workspace, month_text).edition
    method = open_method(name, workspace.settings.config_folders).method
    other = computed(by_method(edition_inputs(workspace, edition), method), edition)
    return diff(edition, other, other, kind="method", rule=rank_rule(method))


def diff_adjustments(
    workspace: Workspace, month_text: str, number: int | None = None
) -> Difference:
    """Return what an adjustment (null: all of them) changed of a month's newest edition.

    Whatever undoes an adjustment is left out together with it. Raises UsageError for a number that
    the month has not, DataError for a draft that is out of date, and what ``diff_months`` raises.
    """
    edition = month_edition(workspace, month_text).edition
    inputs = edition_inputs(workspace, edition)
    gone = _left_out(inputs, number)
    kept = tuple(one for one in inputs.adjustments if one.number not in gone)
    digests = {name: sha for name, sha in inputs.digests.items() if name != "adjustments"}
    before = computed(replace(inputs, adjustments=kept, digests=digests), edition)
    rule = rank_rule(inputs.configuration.method)
    idle = in_effect(kept) == in_effect(inputs.adjustments)
    notes = [Note("no_effect", _NO_EFFECT)] if idle else []
    found = diff(before, edition, None, kind="adjustment", rule=rule, notes=notes)
    return replace(found, before=replace(found.before, without=gone))


def _left_out(inputs: MonthInputs, number: int | None) -> tuple[int, ...]:
    """Return the numbers to leave out, by number: that one and what rests on it, or all."""
    known = sorted(inputs.adjustments, key=lambda one: one.number)
    if number is None:
        return tuple(one.number for one in known)
    if number not in {one.number for one in known}:
        raise unknown_number(str(inputs.month), number, known)
    gone = [number]
    for one in known:  # an undo comes after what it undoes
        if one.kind is Kind.UNDO and int(one.target) in gone:
            gone.append(one.number)
    return tuple(gone)


def _stored(
    workspace: Workspace, before: Edition, after: Edition, kind: Literal["month", "revision"]
) -> Difference:
    """Compare two editions of the ledger."""
    method = edition_method(workspace, after)
    same = before.method == after.method
    bridge, notes = (None, ()) if same else _bridge(workspace, before, method)
    return diff(before, after, bridge, kind=kind, rule=rank_rule(method), notes=notes)


def _bridge(
    workspace: Workspace, before: Edition, method: Method
) -> tuple[Edition | None, tuple[Note, ...]]:
    """Rank the earlier side by the later method; None with the reason where that is impossible."""
    try:
        inputs = by_method(edition_inputs(workspace, before), method)
        return computed(inputs, before), ()
    except (ConfigError, DataError) as error:
        return None, (_not_comparable(before, method), *_reasons(error))


def _not_comparable(before: Edition, method: Method) -> Note:
    return Note(
        "not_comparable",
        "{month} was computed by method {old} {old_version} and cannot be by {new} {new_version}: "
        "values are not comparable, and moves have no causes.",
        {
            "month": before.month,
            "old": before.method.id,
            "old_version": before.method.version,
            "new": method.id,
            "new_version": method.version,
        },
    )


def _reasons(error: GovrankError) -> tuple[Note, ...]:
    params = {name: v if isinstance(v, int | float) else str(v) for name, v in error.params.items()}
    return tuple(Note("reason", text, params) for text in (error.template, error.hint) if text)
