import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ranking.reprints.sets import added, has, room_for

NUMBERS = st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 20), max_size=60)


@given(NUMBERS, NUMBERS)
def test_a_number_is_in_the_set_when_it_was_added_whatever_it_is(
    numbers: list[int], others: list[int]
) -> None:
    room = room_for(len(numbers))
    new = [added(room, 1, np.uint64(number)) for number in numbers]
    assert new == [number not in numbers[:at] for at, number in enumerate(numbers)]
    asked = numbers + others
    assert [has(room, 1, np.uint64(n)) for n in asked] == [n in numbers for n in asked]


def test_another_mark_is_an_empty_set() -> None:
    room = room_for(2)
    assert added(room, 1, np.uint64(7))
    assert not has(room, 2, np.uint64(7))
    assert added(room, 2, np.uint64(7))


def test_a_full_room_holds_as_many_as_it_was_made_for() -> None:
    numbers = [2**60 + n for n in range(1000)]  # all of them want the same slot
    room = room_for(len(numbers))
    assert all(added(room, 1, np.uint64(number)) for number in numbers)
    assert all(has(room, 1, np.uint64(number)) for number in numbers)
    assert not has(room, 1, np.uint64(2**60 + 1000))
