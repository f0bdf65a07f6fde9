"""Changes against the edition before."""

from __future__ import annotations

from tests.builders.editions import board, make_edition, row, simple_office
from tests.builders.month import make_list
from tests.builders.public import wci_like
from tests.builders.small_month import boards_of


def test_changes_are_against_the_previous_edition() -> None:
    """Up, down, same, new, return; who lost the rank is listed by the rank lost."""
    before, _ = make_edition(simple_office(一=50, 二=40, 三=30, 四=20, 五=10))
    now, _ = make_edition(
        simple_office(一=50, 三=45, 二=40, 新=5, 回=4), previous=before, earlier={"回", "一"}
    )
    found = {r.unit: (r.previous_rank, r.change, r.moved) for r in board(now).rows}
    assert found == {
        "一": (1, "same", 0),
        "三": (3, "up", 1),
        "二": (2, "down", -1),
        "新": (None, "new", None),
        "回": (None, "return", None),
    }
    assert board(now).dropped == ("四", "五")
    assert now.previous_statistics == before.statistics


def test_a_unit_that_lost_its_rank_is_dropped_and_has_not_moved() -> None:
    """Its row stays, without rank and without a move."""
    before, _ = make_edition(simple_office(甲=5, 乙=6))
    now, _ = make_edition(simple_office(甲=None, 乙=6), previous=before)
    lost = row(now, "甲")
    assert (lost.rank, lost.previous_rank, lost.change, lost.moved) == (None, 2, "same", None)
    assert board(now).dropped == ("甲",)


def test_the_first_edition_has_no_changes() -> None:
    """Everything is first, nothing is dropped."""
    edition, _ = make_edition(simple_office(甲=5))
    assert (row(edition, "甲").change, board(edition).dropped) == ("first", ())


def test_an_index_that_is_new_has_no_changes() -> None:
    """After a change of method nobody comes back to a board that was not there before."""
    before, _ = make_edition(simple_office(甲=5))
    of = wci_like()
    now, _ = make_edition(
        simple_office(甲=5),
        make_list(boards=boards_of(of)),
        previous=before,
        earlier={"甲"},
        method=of,
    )
    assert row(now, "甲", "wci").change == "first"
