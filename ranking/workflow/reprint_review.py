"""Articles that people should look at, or have decided on; and deciding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ranking.errors import UsageError
from ranking.ledger.reprint_decisions import add_decisions, read_decisions
from ranking.ledger.reprint_matchings import matched_months
from ranking.model.lifecycle import Step
from ranking.model.month import Month
from ranking.model.names import nearest
from ranking.model.reprint_matching import Decision, ReviewItem
from ranking.workflow.configuration import list_of
from ranking.workflow.months import past_month
from ranking.workflow.people import Acting, acting
from ranking.workflow.reprint_inputs import stored_matches
from ranking.workflow.reprint_items import item_id, items_of, known_items
from ranking.workflow.reprint_match import MatchRun, match_month
from ranking.workflow.workspace import Workspace


def review_items(
    workspace: Workspace, month_text: str, *, decided: bool = False
) -> list[ReviewItem]:
    """Return the doubtful pairs that nobody has decided, the most similar first; with ``decided``
    all pairs that a person decided, the last decision first.

    Raises UsageError for an unusable month, DataError for one that was not matched.
    """
    return items_of(workspace, past_month(workspace, month_text), decided=decided)


def decide(
    workspace: Workspace,
    month_text: str,
    decisions: Mapping[str, bool],
    reason: str | None = None,
    person: str | None = None,
) -> MatchRun:
    """Record that items (by id) are reprints, or are none, and match the month again.

    What was decided so before is not recorded again. ``person``: which of the people that share
    this user it is. Raises UsageError for ids that are not of this month, EditionError for a person
    who may not decide: then nothing is recorded. Where the matching fails the decisions stand, and
    the next one heeds them.
    """
    month = past_month(workspace, month_text)
    person_acting = reviewer(workspace, person)
    with workspace.sole_writer("reprints review"):
        with workspace.ledger.reading() as connection:
            made = read_decisions(connection)
            pairs = _pairs(workspace, month, decisions, made)
        before = {(one.article_id, one.post_id): one.accepted for one in made}
        new = [
            Decision(
                month=str(month),
                article_id=pair[0],
                post_id=pair[1],
                accepted=accepted,
                reason=reason,
                person=person_acting.name,
                actor=person_acting.user,
                at=workspace.now(),
            )
            for pair, accepted in pairs.items()
            if before.get(pair) is not accepted
        ]
        with workspace.ledger.writing() as connection:
            add_decisions(connection, new)
    return MatchRun(match_month(workspace, month))


def reviewer(workspace: Workspace, person: str | None = None) -> Acting:
    """Return who decides, to be asked before hours of work. Raises EditionError for a person who
    may not."""
    return acting(list_of(workspace.settings), workspace.actor, Step.ADJUST, person)


def _pairs(
    workspace: Workspace, month: Month, decisions: Mapping[str, bool], made: Sequence[Decision]
) -> dict[tuple[str, str], bool]:
    """Return article and post of each id → decision. Raises UsageError for unknown ids."""
    known = known_items(workspace, month, made)
    asked = {text.strip().lower(): accepted for text, accepted in decisions.items()}
    unknown = [text for text in asked if text not in known]
    if unknown:
        raise _unknown(workspace, month, unknown, known)
    return {known[text]: accepted for text, accepted in asked.items()}


def _unknown(
    workspace: Workspace,
    month: Month,
    unknown: Sequence[str],
    known: Mapping[str, tuple[str, str]],
) -> UsageError:
    other = _month_of(workspace, month, unknown[0])
    if other is not None:
        return UsageError(
            "Item {item} is of {other}, not of {month}.",
            item=unknown[0],
            other=other,
            month=str(month),
            hint="Decide on it there: govrank reprints review {other}",
        )
    return UsageError(
        "{month} has no item {items}.",
        month=str(month),
        items=", ".join(unknown),
        near=nearest(unknown[0], known),
        hint="See the items with: govrank reprints review {month}",
    )


def _month_of(workspace: Workspace, month: Month, item: str) -> str | None:
    """Return the other month that has an item; None = none has."""
    with workspace.ledger.reading() as connection:
        for text in matched_months(connection):
            if text != str(month):
                matches = stored_matches(workspace, connection, Month.parse(text))
                pairs = matches.select("article_id", "post_id").iter_rows()
                if any(item_id(*pair) == item for pair in pairs):
                    return text
    return None
