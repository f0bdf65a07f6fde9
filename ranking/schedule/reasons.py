"""Why a month waits for people, and what they are told of several that wait for the same."""

from __future__ import annotations

from collections.abc import Mapping

from ranking.model.lifecycle import Refusal, State

NO_POSTS = Refusal(
    template="{month} cannot be frozen: there are no posts of it.",
    hint="Import its files with: govrank import FILE...",
)
TOO_LATE = Refusal(
    template="{month} cannot be frozen: all its posts were seen after its cut-off, {cut_off}.",
    hint="If they are to count, run govrank draft {month}, then "
    "govrank freeze {month} --cut-off DAY.",
)
PROPOSED = Refusal(
    template="{month} cannot be frozen: nobody has decided on the adjustments {numbers}.",
    hint="A second person looks at them with: govrank adjust list {month}",
)
NO_SITE = Refusal(
    template="The edition is published, but its site could not be built: {error}",
    hint="Remove the cause, then run: govrank site",
)
TOGETHER: Mapping[str, Refusal] = {
    NO_POSTS.template: Refusal(
        template="{count} months, {first} to {last}, cannot be frozen: there are no posts of them.",
        hint="Import their files with: govrank import FILE... "
        "If they are not to be worked, correct 'since' in the list file.",
    ),
    TOO_LATE.template: Refusal(
        template="{count} months, {first} to {last}, cannot be frozen: all their posts were seen "
        "after their cut-offs.",
        hint="If they are to count, run for each govrank draft MONTH, then "
        "govrank freeze MONTH --cut-off DAY. "
        "If they are not to be worked, correct 'since' in the list file.",
    ),
}
"""Template of a reason → what is said of several months at once."""
_AHEAD_DRAFT = Refusal(
    template="{month} r{revision} is to be published at {time}; people have not frozen it.",
    hint="Freeze it with: govrank freeze {month}",
)
_AHEAD: Mapping[tuple[State, bool], Refusal] = {
    (State.FROZEN, True): Refusal(
        template="{month} r{revision} is to be published at {time}: two approvals are missing; "
        "they can come from {people}.",
        hint="Two of them each run: govrank approve {month}",
    ),
    (State.FROZEN, False): Refusal(
        template="{month} r{revision} is to be published at {time}: two approvals are missing, "
        "of any two users of this computer.",
        hint="Each runs: govrank approve {month}",
    ),
    (State.REVIEWED, True): Refusal(
        template="{month} r{revision} is to be published at {time}: one approval is missing; "
        "it can come from {people}.",
        hint="One of them runs: govrank approve {month}",
    ),
    (State.REVIEWED, False): Refusal(
        template="{month} r{revision} is to be published at {time}: one approval is missing, "
        "of any other user of this computer.",
        hint="That user runs: govrank approve {month}",
    ),
}
_PAST_DRAFT = Refusal(
    template="{month} r{revision} was to be published on {time}; people have not frozen it.",
    hint="Freeze it with: govrank freeze {month}",
)
_PAST: Mapping[tuple[State, bool], Refusal] = {
    (State.FROZEN, True): Refusal(
        template="{month} r{revision} was to be published on {time}: two approvals are missing; "
        "they can come from {people}.",
        hint="Two of them each run: govrank approve {month}",
    ),
    (State.FROZEN, False): Refusal(
        template="{month} r{revision} was to be published on {time}: two approvals are missing, "
        "of any two users of this computer.",
        hint="Each runs: govrank approve {month}",
    ),
    (State.REVIEWED, True): Refusal(
        template="{month} r{revision} was to be published on {time}: one approval is missing; "
        "it can come from {people}.",
        hint="One of them runs: govrank approve {month}",
    ),
    (State.REVIEWED, False): Refusal(
        template="{month} r{revision} was to be published on {time}: one approval is missing, "
        "of any other user of this computer.",
        hint="That user runs: govrank approve {month}",
    ),
}


def unapproved(state: State, *, listed: bool, past: bool) -> Refusal:
    """Return what a revision that nobody has approved lacks.

    ``listed``: the list file names people; ``past``: its release time has come.
    """
    reasons, draft = (_PAST, _PAST_DRAFT) if past else (_AHEAD, _AHEAD_DRAFT)
    return reasons.get((state, listed), draft)
