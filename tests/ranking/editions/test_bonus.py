"""Points of campaigns, awards up to the cap, deductions below it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ranking.editions.bonus import capped
from ranking.errors import DataError
from ranking.model.adjustment import Adjustment
from tests.builders.adjusted import PROPOSED, adjustment, undo
from tests.builders.editions import campaign, make_edition, row, simple_office
from tests.builders.month import Office, make_list, post, shanghai

CAMPAIGN = campaign("国庆", "1", "1.5")


def office(*adjustments: Adjustment) -> Office:
    """Return an office whose unit 甲 has 1.5 points of a campaign; the method's cap is 2."""
    made = simple_office(甲=100, 乙=99, 丙=98)
    made.posts.extend(post(f"x{n}", "wechat:甲", title="国庆", likes=1) for n in range(3))
    made.adjustments = adjustments
    return made


def bonus(*adjustments: Adjustment, **changes: object) -> dict[str, float]:
    edition, _ = make_edition(office(*adjustments), make_list(**changes), [CAMPAIGN])
    return {unit: row(edition, unit).bonus for unit in "甲乙丙"}


def award(number: int, unit: str, points: str) -> Adjustment:
    return adjustment(number, "award", unit, points=points)


def deduct(number: int, unit: str, points: str) -> Adjustment:
    return adjustment(number, "deduct", unit, points=points)


@pytest.mark.parametrize(
    ("adjustments", "expected"),
    [
        ([], (1.5, 0, 0)),
        ([award(1, "甲", "0.3"), award(2, "乙", "0.3")], (1.8, 0.3, 0)),
        ([award(1, "甲", "0.4"), award(2, "甲", "0.4"), award(3, "乙", "9")], (2, 2, 0)),
        ([award(1, "甲", "9"), deduct(2, "甲", "0.5")], (1.5, 0, 0)),
        ([deduct(1, "丙", "0.75"), deduct(2, "甲", "5")], (-3.5, 0, -0.75)),
        ([award(n, "乙", "0.1") for n in (1, 2, 3)], (1.5, 0.3, 0)),
        ([award(1, "甲", "0.3"), undo(2, 1)], (1.5, 0, 0)),
        ([adjustment(1, "award", "甲", points="0.3", **PROPOSED)], (1.5, 0, 0)),
    ],
)
def test_awards_count_up_to_the_cap_and_deductions_after_it(adjustments, expected) -> None:
    """min(campaigns + awards, cap) - deductions, exact in decimals, and may be below zero."""
    assert shanghai().bonus is not None
    assert shanghai().bonus.total_cap == Decimal(2)
    assert bonus(*adjustments) == dict(zip("甲乙丙", expected, strict=True))


def test_a_deduction_lowers_the_total_and_the_rank() -> None:
    """Value and campaigns stay what they are; the total is value + bonus."""
    before, _ = make_edition(office())
    after, _ = make_edition(office(deduct(1, "甲", "90")))
    leader, last = row(before, "甲"), row(after, "甲")
    assert (leader.rank, last.rank) == (1, 3)
    assert last.value == leader.value
    assert last.total == (last.value or 0) - 90


def test_points_leave_the_campaigns_as_they_are() -> None:
    """An award is no part of what a unit did for a campaign."""
    plain, _ = make_edition(office(), campaigns=[CAMPAIGN])
    awarded, _ = make_edition(office(award(1, "甲", "0.5")), campaigns=[CAMPAIGN])
    assert awarded.campaigns == plain.campaigns


def test_a_board_without_bonus_and_a_method_without_bonus_have_no_points() -> None:
    """What the list and the method say of campaigns holds for awards too."""
    boards = [{"index": "influence", "bonus": False}]
    assert bonus(award(1, "乙", "1"), boards=boards) == {"甲": 0, "乙": 0, "丙": 0}
    without = shanghai().model_copy(update={"bonus": None})
    edition, _ = make_edition(office(award(1, "乙", "1")), method=without)
    assert row(edition, "乙").bonus == 0


def test_points_to_a_unit_that_is_not_of_the_month_are_refused() -> None:
    """They would be nobody's: the adjustment is named."""
    with pytest.raises(DataError, match="Adjustment 3 is for '丁'"):
        make_edition(office(award(3, "丁", "1")))


@pytest.mark.parametrize(("points", "said"), [("0.5", []), ("0.51", ["2.01"])])
def test_more_than_the_cap_is_said(points, said) -> None:
    """1.5 points of a campaign and an award: up to 2 nothing is lost, beyond it a note says so."""
    edition, _ = make_edition(office(award(1, "甲", points)), campaigns=[CAMPAIGN])
    units = [(one.name, unit) for one in edition.campaigns for unit in one.units]
    notes = list(capped(units, [award(1, "甲", points)], shanghai().bonus))
    assert [note.params["gained"] for note in notes] == said
