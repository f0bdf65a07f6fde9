"""Trees of reprints."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ranking.model.reprint_cascade import children
from tests.builders.carried import carried_post

POST = carried_post({"a": None, "b": None, "c": "b", "d": "c", "e": None})


def ids(count: int) -> list[str]:
    return [one.reprint_id for one in POST.foremost(count)]


def test_those_that_carried_it_furthest_come_by_time() -> None:
    assert ids(2) == ["b", "c"]
    assert ids(3) == ["a", "b", "c"]
    assert ids(9) == ["a", "b", "c", "d", "e"]


@given(st.lists(st.integers(0, 100), min_size=1, max_size=30), st.integers(0, 30))
def test_none_is_without_its_source(draws: list[int], count: int) -> None:
    parents: dict[str, str | None] = {}
    for number, drawn in enumerate(draws):
        parents[f"r{number}"] = ([None, *parents])[drawn % (number + 1)]
    shown = carried_post(parents).foremost(count)
    assert {one.above for one in shown} <= {None, *(one.reprint_id for one in shown)}


def test_children_keep_their_order() -> None:
    found = children(POST.reposts)
    assert [one.reprint_id for one in found[None]] == ["a", "b", "e"]
    assert [one.reprint_id for one in found["b"]] == ["c"]
    assert "a" not in found
