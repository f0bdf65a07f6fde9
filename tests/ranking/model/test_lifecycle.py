"""Every step from every state: allowed, or refused with what is missing."""

import pytest

from ranking.errors import EditionError
from ranking.model.lifecycle import NEXT, Revision, State, Step, next_state
from tests.builders.ledger import NOW

ALLOWED = {
    ("draft", "draft"): "draft",
    ("freeze", "draft"): "frozen",
    ("approve", "frozen"): "reviewed",
    ("approve", "reviewed"): "approved",
    ("publish", "approved"): "published",
    ("revise", "frozen"): "revised",
    ("revise", "reviewed"): "revised",
    ("revise", "approved"): "revised",
    ("revise", "published"): "published",
    ("revise", "withdrawn"): "withdrawn",
    ("withdraw", "published"): "withdrawn",
    ("adjust", "draft"): "draft",
    ("confirm", "draft"): "draft",
    ("reject", "draft"): "draft",
}
FROM_NOTHING = ("adjust", "confirm", "reject")
"""Steps that need no draft: what is adjusted before counts in the first one."""
SAID = {
    ("draft", "frozen"): "waits for a revision",
    ("draft", "published"): "published already",
    ("freeze", "frozen"): "two approvals are missing",
    ("freeze", "reviewed"): "a second person is missing",
    ("freeze", "published"): "published already",
    ("approve", "draft"): "has not been frozen",
    ("approve", "approved"): "approved by two people already",
    ("approve", "withdrawn"): "withdrawn",
    ("publish", "draft"): "has not been frozen",
    ("publish", "frozen"): "two approvals are missing",
    ("publish", "reviewed"): "a second person is missing",
    ("publish", "published"): "published already",
    ("publish", "withdrawn"): "withdrawn",
    ("revise", "draft"): "still a draft",
    ("withdraw", "approved"): "has not been published",
    ("withdraw", "draft"): "never published",
    ("withdraw", "withdrawn"): "withdrawn",
    ("adjust", "frozen"): "adjustments wait for a revision",
    ("confirm", "approved"): "adjustments wait for a revision",
    ("reject", "reviewed"): "adjustments wait for a revision",
    ("adjust", "published"): "published already",
}


def revision(state: State) -> Revision:
    return Revision("main", "2026-10", 3, state, NOW, None, None, None, None, None)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("step", list(Step))
def test_every_step_is_allowed_or_refused_with_what_to_do(step: Step, state: State) -> None:
    """The table above is all that is allowed; a refusal names month, revision and a command."""
    wanted = ALLOWED.get((step, state))
    if wanted is not None:
        assert next_state(step, "2026-10", revision(state)) == wanted
        return
    with pytest.raises(EditionError) as caught:
        next_state(step, "2026-10", revision(state))
    assert "2026-10 r3" in str(caught.value)
    assert "govrank " in caught.value.hint_text()
    assert "2026-10" in caught.value.hint_text()
    assert SAID.get((step, state), "") in str(caught.value)


@pytest.mark.parametrize("step", list(Step))
def test_nothing_begins_without_a_draft(step: Step) -> None:
    """A month without an edition: draft it first, whatever was tried but an adjustment."""
    if step in FROM_NOTHING:
        assert next_state(step, "2026-10", None) is State.DRAFT
        return
    with pytest.raises(EditionError, match="2026-10 has not been drafted") as caught:
        next_state(step, "2026-10", None)
    assert caught.value.hint_text() == "Compute it with: govrank draft 2026-10"


def test_no_step_leads_back_to_a_draft() -> None:
    """What has been frozen is never a draft again, and what was published never unpublished."""
    leads = {(start, end) for steps in NEXT.values() for start, end in steps.items()}
    assert {start for start, end in leads if end is State.DRAFT} == {None, State.DRAFT}
    from_published = {end for start, end in leads if start is State.PUBLISHED}
    assert from_published == {State.PUBLISHED, State.WITHDRAWN}


def test_the_schedule_publishes_what_is_frozen_or_reviewed_and_nothing_else() -> None:
    """Where the frozen list file says so; no other step knows of it."""
    for state in State:
        allowed = state in (State.FROZEN, State.REVIEWED, State.APPROVED)
        current = revision(state)
        if allowed:
            found = next_state(Step.PUBLISH, "2026-10", current, automatic=True)
            assert found is State.PUBLISHED
        else:
            with pytest.raises(EditionError):
                next_state(Step.PUBLISH, "2026-10", current, automatic=True)
    with pytest.raises(EditionError):
        next_state(Step.FREEZE, "2026-10", revision(State.FROZEN), automatic=True)
