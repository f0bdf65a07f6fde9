"""As many levels as a drawing can show."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ranking.network.tree_levels import LEVELS, Drawn, drawn_part
from tests.builders.carried import carried_post


def chain(count: int, name: str = "r") -> dict[str, str | None]:
    names = [f"{name}{n}" for n in range(count)]
    return dict(zip(names, [None, *names], strict=False))


def drawn(parents: dict[str, str | None], most: int = 320) -> Drawn:
    return drawn_part(carried_post(parents), most)


def test_a_tree_of_few_levels_is_drawn_whole() -> None:
    part = drawn(chain(LEVELS))
    assert (len(part.reposts), part.levels, part.hidden, part.cut) == (LEVELS, LEVELS, {}, False)


def test_of_a_long_chain_the_first_levels_are_drawn_and_its_end_knows_the_rest() -> None:
    part = drawn(chain(LEVELS + 40))
    assert [one.level for one in part.reposts] == list(range(1, LEVELS + 1))
    assert (part.levels, part.hidden, part.cut) == (LEVELS + 40, {f"r{LEVELS - 1}": 40}, True)


def test_each_branch_says_how_far_it_goes_on() -> None:
    """By its longest way down; one that ends on the last level says nothing."""
    parents = {**chain(LEVELS + 3, "a"), **chain(LEVELS + 1, "b"), **chain(LEVELS, "c")}
    parents["side"] = f"a{LEVELS - 1}"
    last = LEVELS - 1
    assert drawn(parents).hidden == {f"a{last}": 3, f"b{last}": 1}


def test_a_branch_that_is_not_drawn_says_nothing() -> None:
    part = drawn({**chain(LEVELS + 2, "a"), **chain(LEVELS + 5, "b")}, most=LEVELS)
    assert part.cut
    shown = {one.reprint_id for one in part.reposts}
    assert part.hidden.keys() <= shown
    assert len(shown) == LEVELS


@given(st.data())
def test_what_is_drawn_is_a_tree(data: st.DataObject) -> None:
    """Nothing is without its source, however many are drawn."""
    parents: dict[str, str | None] = dict(chain(LEVELS + 2))
    for n in range(data.draw(st.integers(0, 20))):
        parents[f"s{n}"] = data.draw(st.sampled_from([None, *parents]))
    part = drawn(parents, data.draw(st.integers(1, 40)))
    ids = {one.reprint_id for one in part.reposts}
    assert all(one.above is None or one.above in ids for one in part.reposts)
    assert max(one.level for one in part.reposts) <= LEVELS
