"""Where a unit stood in the months before, this month last."""

import pytest

from ranking.model.edition import Statistics
from ranking.model.month_record import PastBoard, PastMonth, PastScore
from ranking.render.trend import Trends


@pytest.fixture
def board(edition):
    return edition.boards[0]


def month(name, edition, group="各区", **places):
    scores = {unit: PastScore(rank, total) for unit, (rank, total) in places.items()}
    past = PastBoard("communication", group, scores)
    return PastMonth(name, 1, edition.method, Statistics({}, {}, None), (past,))


def test_months_stand_oldest_first_and_this_one_last(edition, board):
    """Ranks and totals of each month, at full precision and with the month's decimals."""
    past = [month("2026-08", edition, 浦东新区=(3, 61.005)), month("2026-09", edition)]
    points = Trends(board, "2026-10", past, 2).of(board.rows[0])
    assert [point.month for point in points] == ["2026-08", "2026-09", "2026-10"]
    assert (points[0].rank.text, points[0].total.text, points[0].total.value) == (
        *("3", "61.01"),
        61.005,
    )
    assert points[-1].total.value == board.rows[0].total


def test_a_month_without_a_place_is_missing_not_zero(edition, board):
    """A unit that was not there has neither rank nor total."""
    points = Trends(board, "2026-10", [month("2026-09", edition)], 2).of(board.rows[0])
    assert (points[0].rank.value, points[0].total.value) == (None, None)
    assert (points[0].rank.text, points[0].total.text) == ("—", "—")


def test_other_boards_are_no_past_of_this_one(edition, board):
    """A month that had no such board is left out; without any there is no trend."""
    other = month("2026-09", edition, group="委办局与人民团体", 浦东新区=(1, 90.0))
    assert Trends(board, "2026-10", [other], 2).of(board.rows[0]) == ()
    assert Trends(board, "2026-10", [], 2).of(board.rows[0]) == ()
