import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ranking.reprints.chunks import in_chunks


@given(st.lists(st.integers(0, 300_000), max_size=30))
def test_every_row_is_worked_on_once_and_in_order(sizes: list[int]) -> None:
    spans = in_chunks(np.cumsum([0, *sizes]), lambda first, last: (first, last))
    assert [row for first, last in spans for row in range(first, last)] == list(range(len(sizes)))
    assert all(first < last for first, last in spans)
