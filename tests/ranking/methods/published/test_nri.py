"""新榜指数 NRI on published daily rows, to the last digits."""

from __future__ import annotations

import pytest

from tests.builders.oracles import Row, index_of, needs_oracles, public_method, published_rows

pytestmark = needs_oracles
ROWS = published_rows("nri_daily.csv")


@pytest.mark.parametrize("row", ROWS)
def test_every_published_row_is_reproduced(row: Row) -> None:
    """Within 1e-9, the average made of reads and posts by the method's own rounding."""
    assert index_of(public_method("nri"), row) == pytest.approx(row["nri_published"], abs=1e-9)


@pytest.mark.parametrize("row", ROWS)
def test_a_printed_average_gives_the_same(row: Row) -> None:
    """The table's own avg_reads is believed, and equals ours."""
    found = index_of(public_method("nri"), row, {"avg_reads": "avg_reads_int"})
    assert found == index_of(public_method("nri"), row)


@pytest.mark.parametrize("row", ROWS)
def test_a_post_above_the_public_counter_counts_as_100000(row: Row) -> None:
    """An exact maximum above 100000 gives the index of the counter's 100000."""
    counter, exact = row | {"max_reads": 100_000}, row | {"max_reads": 250_000}
    method = public_method("nri")
    assert index_of(method, exact) == index_of(method, counter)
