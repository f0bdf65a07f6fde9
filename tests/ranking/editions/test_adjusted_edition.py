"""Adjustments as a whole: their order does not matter, and an undo leaves no trace."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.editions.canonical import canonical_json
from ranking.editions.compare import Side, compare
from ranking.model.adjustment import Adjustment, Kind
from tests.builders.adjusted import adjustment, undo
from tests.builders.editions import campaign, make_edition, row, simple_office
from tests.builders.month import Office, make_list, post, shanghai
from tests.builders.strategies import adjustments, offices

THEMES = (campaign("国庆", "0.3", "1"),)


def edition_bytes(office: Office, made: list[Adjustment]) -> bytes:
    office.adjustments = made
    listed = make_list(publish_adjustments=True)
    return canonical_json(make_edition(office, listed, THEMES))


@pytest.mark.slow
@given(office=offices(), made=adjustments(), data=st.data())
@settings(max_examples=25, deadline=None)
def test_the_order_in_which_adjustments_are_given_changes_nothing(
    office: Office, made: list[Adjustment], data: st.DataObject
) -> None:
    """Their numbers order them, not a list."""
    shuffled = data.draw(st.permutations(made))
    assert edition_bytes(office, shuffled) == edition_bytes(office, made)


@pytest.mark.slow
@given(office=offices(), made=adjustments(), more=adjustments())
@settings(max_examples=25, deadline=None)
def test_an_adjustment_and_its_undo_leave_the_edition_bit_for_bit_as_it_was(
    office: Office, made: list[Adjustment], more: list[Adjustment]
) -> None:
    """Whatever was adjusted before."""
    added: list[Adjustment] = []
    for one in (one for one in more if one.kind is not Kind.UNDO):
        number = 1 + len(made) + len(added)
        added += [replace(one, number=number), undo(number + 1, number)]
    assert edition_bytes(office, [*made, *added]) == edition_bytes(office, made)


def test_two_methods_are_compared_on_the_month_as_it_was_adjusted() -> None:
    """Posts and points alike, by each method's own rule for points."""
    office = simple_office(甲=100, 乙=90)
    office.posts.append(post("more", "wechat:甲", reads=500, likes=500, comments=500))
    office.adjustments = [
        adjustment(1, Kind.EXCLUDE_POST, "more"),
        adjustment(2, Kind.AWARD, "乙", points="2"),
    ]
    without = shanghai().model_copy(update={"bonus": None})
    sides = [Side(method, office.features(method=method)) for method in (shanghai(), without)]
    found = compare(sides[0], sides[1], make_list(), (), office.adjustments)
    board = next(one for one in found.boards if one.index_a == "influence")
    totals = {one.unit: (one.total_a, one.total_b) for one in board.rows}
    for place, method in enumerate((shanghai(), without)):
        edition, _ = make_edition(office, method=method)
        assert {unit: both[place] for unit, both in totals.items()} == {
            unit: row(edition, unit).total for unit in "甲乙"
        }
    assert totals["乙"][0] == (totals["乙"][1] or 0) + 2
