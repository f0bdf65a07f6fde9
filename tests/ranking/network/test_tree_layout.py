"""Where the dots of a tree go."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.network.tree_layout import FAN, Bush, lay_out_tree
from tests.builders.carried import carried_post


def bush(parents: dict[str, str | None]) -> Bush:
    return lay_out_tree(carried_post(parents).reposts)


def star(count: int) -> dict[str, str | None]:
    return dict.fromkeys(f"r{n:03}" for n in range(count))


@st.composite
def trees(draw: st.DrawFn) -> dict[str, str | None]:
    """Up to 60 reprints, each on the post or on an earlier one."""
    parents: dict[str, str | None] = {}
    for n in range(draw(st.integers(1, 60))):
        parents[f"r{n}"] = draw(st.sampled_from([None, *parents]))
    return parents


@given(trees())
def test_every_reprint_is_on_the_ring_of_its_level(parents: dict[str, str | None]) -> None:
    found = bush(parents)
    assert {dot.repost.reprint_id for dot in found.dots} == set(parents)
    for dot in found.dots:
        assert dot.reach == found.rings[dot.repost.level - 1]
        assert (dot.above.repost.reprint_id if dot.above else None) == dot.repost.above
    assert list(found.rings) == sorted(set(found.rings))


@given(trees())
def test_no_two_dots_are_in_one_place(parents: dict[str, str | None]) -> None:
    places = [(round(dot.x, 1), round(dot.y, 1)) for dot in bush(parents).dots]
    assert len(set(places)) == len(places)


def test_few_open_to_the_right_and_many_all_around() -> None:
    few, many = bush(star(FAN)), bush(star(FAN + 1))
    assert (few.fan, many.fan) == (True, False)
    assert all(dot.x > 0 for dot in few.dots)
    assert sum(dot.x for dot in many.dots) == pytest.approx(0, abs=1)


def test_a_chain_is_straight_and_a_long_one_winds_around() -> None:
    names = [f"r{n}" for n in range(9)]
    chain = dict(zip(names, [None, *names], strict=False))
    short = {name: chain[name] for name in names[:4]}
    assert {dot.angle for dot in bush(short).dots} == {0.0}
    assert not bush(chain).fan


def test_siblings_stand_clockwise_by_time() -> None:
    for count in (5, 40):
        found = bush(star(count))
        assert [dot.repost.reprint_id for dot in found.dots] == list(star(count))
        angles = [dot.angle for dot in found.dots]
        assert angles == sorted(angles)


def test_a_source_stands_amid_what_was_taken_from_it() -> None:
    around = {**star(20), "x": "r003", "y": "r003"}
    order = [dot.repost.reprint_id for dot in bush(around).dots]
    assert order[order.index("r003") - 1 : order.index("r003") + 2] == ["x", "r003", "y"]


def test_the_more_was_taken_from_it_the_larger_a_dot() -> None:
    sizes = {d.repost.reprint_id: d.size for d in bush({"a": None, "b": None, "c": "a"}).dots}
    assert sizes["a"] > sizes["b"] == sizes["c"]


def test_even_a_giant_tree_fits_the_page() -> None:
    assert max(dot.reach for dot in bush(star(320)).dots) < 420
    assert math.isclose(max(abs(dot.y) for dot in bush(star(320)).dots), 275, abs_tol=10)
