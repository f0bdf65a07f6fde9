"""Names in the drawing of a tree."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from ranking.network.svg import WIDTH
from ranking.network.tree_layout import HEART, lay_out_tree
from ranking.network.tree_names import Name, beyond, place_names
from tests.builders.carried import carried_post


def names(parents: dict[str, str | None], more: str = "") -> list[Name]:
    bush = lay_out_tree(carried_post(parents).reposts)
    return place_names(bush, [more] * len(bush.dots))


def star(count: int) -> dict[str, str | None]:
    return dict.fromkeys(f"r{n:03}" for n in range(count))


@pytest.mark.parametrize("count", [1, 3, 14, 40])
def test_all_are_named_where_there_is_room(count: int) -> None:
    assert {name.text for name in names(star(count))} == {f"r{n:03}客户端" for n in range(count)}


def test_of_many_no_two_names_touch() -> None:
    found = names(star(300))
    assert 50 < len(found) < 300
    for place, one in enumerate(found):
        for other in found[:place]:
            least = min(math.dist(a, b) for a in one.points for b in other.points)
            assert least >= one.size


def test_those_that_carried_it_furthest_are_named_first() -> None:
    parents = star(300)
    parents["r299"] = "r150"
    assert "r150客户端" in [name.text for name in names(parents)]


def test_a_name_leaves_the_unit_in_the_middle_free() -> None:
    deep = {**star(30), **{f"s{n:03}": f"r{n:03}" for n in range(30)}}
    for name in names(deep):
        assert min(math.hypot(*point) for point in name.points) > HEART


def test_no_name_stands_on_its_head() -> None:
    for name in names(star(60)):
        assert math.cos(math.radians(name.turn)) > -1e-9


def test_a_long_name_is_cut() -> None:
    post = carried_post({"a": None})
    bush = lay_out_tree([replace(post.reposts[0], name="很" * 50)])
    assert place_names(bush, [""])[0].text.endswith("…")


def test_what_is_said_after_a_name_is_kept_apart() -> None:
    found = names({"a": None}, "35 min")[0]
    assert (found.text, found.more) == ("a客户端", "35 min")


def test_what_is_left_out_is_said_beyond_three_points() -> None:
    """Outside of the dot, and even where its name has no room."""
    bush = lay_out_tree(carried_post(star(40)).reposts)
    ends = ["", "levels left out: 7", *[""] * 38]
    found = [name for name in place_names(bush, [""] * 40, ends) if name.more]
    assert [(name.text, name.more) for name in found] == [("", ends[1])]
    points = beyond(bush.dots[1])
    reaches = [math.hypot(*point) for point in (*points, found[0].points[0])]
    assert reaches == sorted(reaches)
    assert reaches[0] > bush.dots[1].reach + bush.dots[1].size


def test_no_name_leaves_the_page() -> None:
    """A long one at the far left or right would be cut by the edge."""
    post = carried_post({**star(40), "deep": "r010", "deeper": "deep", "last": "deeper"})
    bush = lay_out_tree([replace(one, name="很" * 11) for one in post.reposts])
    found = place_names(bush, ["很" * 20] * len(bush.dots))
    assert found
    assert max(abs(x) for name in found for x, _ in name.points) < WIDTH / 2
