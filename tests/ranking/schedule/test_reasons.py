"""Why a month waits for people."""

from __future__ import annotations

import pytest

from ranking.model.lifecycle import State
from ranking.schedule.reasons import unapproved


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize(
    ("state", "missing"),
    [
        (State.FROZEN, "two approvals are missing"),
        (State.REVIEWED, "one approval is missing"),
        (State.DRAFT, "people have not frozen it"),
    ],
)
def test_what_is_missing_is_the_same_before_and_after_the_release(state, missing, listed) -> None:
    """Only the time of the verb differs, and what is to be done stays."""
    ahead = unapproved(state, listed=listed, past=False)
    past = unapproved(state, listed=listed, past=True)
    assert missing in ahead.template
    assert ahead.template.replace("is to be published at", "was to be published on") == (
        past.template
    )
    assert ahead.hint == past.hint
    assert ("{people}" in past.template) == (listed and state is not State.DRAFT)
