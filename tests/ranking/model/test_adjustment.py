"""What counts of a month's adjustments, and what undid the others."""

import pytest

from ranking.model.adjustment import Status, in_effect, undone_by
from tests.builders.adjusted import PROPOSED, adjustment, undo

FIRST = adjustment(1, "exclude_post", "weibo:1")
WAITING = adjustment(2, "undo", "1", **PROPOSED)
REJECTED = adjustment(2, "undo", "1", status=Status.REJECTED)


@pytest.mark.parametrize(
    ("adjustments", "counted", "undone"),
    [
        ([], [], {}),
        ([FIRST], [1], {}),
        ([FIRST, WAITING], [1], {}),
        ([FIRST, REJECTED], [1], {}),
        ([FIRST, undo(2, 1)], [], {1: 2}),
        ([FIRST, undo(2, 1), undo(3, 2)], [1], {2: 3}),
        ([FIRST, undo(2, 1), undo(3, 2), undo(4, 3)], [], {3: 4, 1: 2}),
        ([FIRST, undo(2, 1), undo(3, 2), undo(4, 1)], [], {2: 3, 1: 4}),
    ],
)
def test_an_undo_counts_until_it_is_undone(adjustments, counted, undone) -> None:
    """Only what is confirmed has an effect; the order they are given in has none."""
    for given in (adjustments, adjustments[::-1]):
        assert [one.number for one in in_effect(given)] == counted
        assert undone_by(given) == undone
