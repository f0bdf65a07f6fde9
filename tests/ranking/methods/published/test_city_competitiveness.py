"""City competitiveness of 2023 Q3 from its three printed marks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ranking.scoring.ranks import add_ranks
from tests.builders.oracles import (
    Row,
    index_of,
    judged,
    needs_oracles,
    oracle,
    public_method,
    published_rows,
)

pytestmark = needs_oracles
FILE = "city_competitiveness_2023q3.csv"


@pytest.mark.parametrize("row", published_rows(FILE, "city"))
def test_every_published_value_is_the_weighted_sum(row: Row) -> None:
    """Within 0.0101: marks and index are each rounded to 0.01."""
    found = index_of(public_method("city-competitiveness"), row)
    assert found == pytest.approx(row["published"], abs=0.0101)


def test_the_order_is_the_published_one() -> None:
    """Cities by our index stand as in the printed list."""
    method = public_method("city-competitiveness")
    table = judged(method, oracle(FILE).drop("rank").rename({"city": "unit"}))
    ranked = add_ranks(table, "competitiveness", Decimal("1e-9"), method.ties)
    assert ranked["unit"].to_list() == oracle(FILE).sort("rank")["city"].to_list()
