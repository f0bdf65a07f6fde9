"""The life of an edition: its states, the steps between them, and what a step waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from ranking.errors import EditionError


class State(StrEnum):
    """Where a revision of an edition stands."""

    DRAFT = "draft"
    FROZEN = "frozen"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    PUBLISHED = "published"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What a person does with an edition; the name of the command."""

    DRAFT = "draft"
    FREEZE = "freeze"
    APPROVE = "approve"
    PUBLISH = "publish"
    REVISE = "revise"
    WITHDRAW = "withdraw"
    ADJUST = "adjust"
    CONFIRM = "confirm"
    REJECT = "reject"


class Reason(StrEnum):
    """Why a revision is made: new data, a planned recalculation, another method, a correction."""

    R1 = "R1"
    R2 = "R2"
    R3 = "R3"
    C = "C"


@dataclass(frozen=True)
class Revision:
    """One revision of a month as the ledger keeps it, without what it says.

    ``manifest_sha256`` and ``cut_off`` are null for a draft, ``published_at`` and
    ``release_sha256`` (of the release's manifest) until it is published, ``reason`` for the first.
    """

    list_id: str
    month: str
    revision: int
    state: State
    created_at: datetime
    manifest_sha256: str | None
    cut_off: datetime | None
    published_at: datetime | None
    release_sha256: str | None
    reason: Reason | None


@dataclass(frozen=True)
class Approval:
    """One person's consent to one snapshot; ``actor`` is the user at the keyboard."""

    person: str
    actor: str
    at: datetime
    manifest_sha256: str


@dataclass(frozen=True)
class Standing:
    """What is to be said above a revision that is not simply the one in force.

    ``reason`` and ``note`` say why it was made, or (withdrawn) why it no longer holds; ``newer`` is
    the revision in its place. Null and empty = nothing of the kind.
    """

    state: State
    at: datetime | None = None
    newer: int | None = None
    reason: Reason | None = None
    note: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why a step cannot be taken, and what is to be done first."""

    template: str
    hint: str


_OPEN: Mapping[State | None, State] = {None: State.DRAFT, State.DRAFT: State.DRAFT}
"""What is not frozen yet may be adjusted, before the first draft too; that makes no draft."""

NEXT: Mapping[Step, Mapping[State | None, State]] = {
    Step.DRAFT: {State.DRAFT: State.DRAFT},
    Step.FREEZE: {State.DRAFT: State.FROZEN},
    Step.APPROVE: {State.FROZEN: State.REVIEWED, State.REVIEWED: State.APPROVED},
    Step.PUBLISH: {State.APPROVED: State.PUBLISHED},
    Step.REVISE: {
        State.FROZEN: State.REVISED,
        State.REVIEWED: State.REVISED,
        State.APPROVED: State.REVISED,
        State.PUBLISHED: State.PUBLISHED,
        State.WITHDRAWN: State.WITHDRAWN,
    },
    Step.WITHDRAW: {State.PUBLISHED: State.WITHDRAWN},
    Step.ADJUST: _OPEN,
    Step.CONFIRM: _OPEN,
    Step.REJECT: _OPEN,
}
"""Step → state it starts from (None = no edition yet) → state it leads to; every other start is
refused.

To begin a revision leaves a published edition in force until the new one is published; one that
was never published gives way at once."""

_AUTOMATIC: Mapping[State | None, State] = {
    State.FROZEN: State.PUBLISHED,
    State.REVIEWED: State.PUBLISHED,
}
"""What the schedule may publish beside, where the frozen list file says ``automatic``."""

_NOT_DRAFTED = Refusal(
    template="{month} has not been drafted.", hint="Compute it with: govrank draft {month}"
)
_DRAFT = Refusal(
    template="{month} r{revision} is a draft; it has not been frozen.",
    hint="Freeze it with: govrank freeze {month}",
)
_FROZEN = Refusal(
    template="{month} r{revision} is frozen; two approvals are missing.",
    hint="Two people each run: govrank approve {month}",
)
_REVIEWED = Refusal(
    template="{month} r{revision} has one approval; that of a second person is missing.",
    hint="Another person runs: govrank approve {month}",
)
_APPROVED = Refusal(
    template="{month} r{revision} has been approved by two people already.",
    hint="Publish it with: govrank publish {month}",
)
_PUBLISHED = Refusal(
    template="{month} r{revision} has been published already.",
    hint="To change it, begin a revision: govrank revise {month} --reason R1 --note TEXT",
)
_REVISED = Refusal(
    template="{month} r{revision} has been replaced by a later revision.",
    hint="Look at all of them with: govrank history {month}",
)
_WITHDRAWN = Refusal(
    template="{month} r{revision} has been withdrawn.",
    hint="To publish another, begin a revision: govrank revise {month} --reason C --note TEXT",
)
_CLOSED = Refusal(
    template="{month} r{revision} has been frozen; what came later waits for a revision.",
    hint="Begin one with: govrank revise {month} --reason R1 --note TEXT",
)
_ADJUSTED_LATE = Refusal(
    template="{month} r{revision} has been frozen; adjustments wait for a revision.",
    hint="Begin one with: govrank revise {month} --reason C --note TEXT",
)
_STILL_DRAFT = Refusal(
    template="{month} r{revision} is still a draft; there is nothing to revise.",
    hint="Compute it again with: govrank draft {month}",
)
_UNPUBLISHED = Refusal(
    template="{month} r{revision} has not been published; there is nothing to withdraw.",
    hint="To change it, begin a revision: govrank revise {month} --reason C --note TEXT",
)
_DRAFT_UNPUBLISHED = Refusal(
    template="{month} r{revision} is a draft and was never published; nothing is to withdraw.",
    hint="Compute it again with: govrank draft {month}",
)

_WAITING: Mapping[State | None, Refusal] = {
    None: _NOT_DRAFTED,
    State.DRAFT: _DRAFT,
    State.FROZEN: _FROZEN,
    State.REVIEWED: _REVIEWED,
    State.APPROVED: _APPROVED,
    State.PUBLISHED: _PUBLISHED,
    State.REVISED: _REVISED,
    State.WITHDRAWN: _WITHDRAWN,
}
"""What a revision in a state waits for, whichever step was tried."""

_FROZEN_ADJUSTMENTS: Mapping[State, Refusal] = {
    State.FROZEN: _ADJUSTED_LATE,
    State.REVIEWED: _ADJUSTED_LATE,
    State.APPROVED: _ADJUSTED_LATE,
}

_PARTICULAR: Mapping[Step, Mapping[State, Refusal]] = {
    Step.DRAFT: {
        State.FROZEN: _CLOSED,
        State.REVIEWED: _CLOSED,
        State.APPROVED: _CLOSED,
    },
    Step.REVISE: {State.DRAFT: _STILL_DRAFT},
    Step.WITHDRAW: {
        State.DRAFT: _DRAFT_UNPUBLISHED,
        State.FROZEN: _UNPUBLISHED,
        State.REVIEWED: _UNPUBLISHED,
        State.APPROVED: _UNPUBLISHED,
    },
    Step.ADJUST: _FROZEN_ADJUSTMENTS,
    Step.CONFIRM: _FROZEN_ADJUSTMENTS,
    Step.REJECT: _FROZEN_ADJUSTMENTS,
}
"""Where the step makes a difference to what is said."""


def next_state(
    step: Step, month: str, current: Revision | None, *, automatic: bool = False
) -> State:
    """Return the state a step leads to from the current revision (None = no edition yet).

    ``automatic``: it is published although approvals are missing. Raises EditionError, saying what
    is missing, for a step out of order.
    """
    state = current.state if current else None
    after = NEXT[step].get(state)
    if after is None and automatic and step is Step.PUBLISH:
        after = _AUTOMATIC.get(state)
    if after is not None:
        return after
    refusal = _PARTICULAR.get(step, {}).get(state) if state else None
    said = refusal or _WAITING[state]
    raise EditionError(
        said.template, hint=said.hint, month=month, revision=current.revision if current else 0
    )


def event_detail(**values: Any) -> dict[str, Any]:
    """Return what an event says beside its step: only what is known, instants as ISO text."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
        if value is not None
    }
