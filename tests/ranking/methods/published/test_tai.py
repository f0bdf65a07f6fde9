"""TAI 2001: goalposts, caps and two levels of means give the published ranks."""

from __future__ import annotations

import polars as pl
import pytest

from ranking.scoring.ranks import ranks
from tests.builders.oracles import (
    Row,
    judged,
    needs_oracles,
    oracle,
    public_method,
    published_rows,
)

pytestmark = needs_oracles


@pytest.fixture(scope="module")
def found() -> dict[str, int]:
    """Country to rank by our index."""
    method = public_method("tai-2001")
    table = judged(method, oracle("tai.csv"))
    rank = ranks(pl.col("tai"), method.comparison_precision, method.ties)
    return dict(table.select("iso3", rank).iter_rows())


@pytest.mark.parametrize("row", published_rows("tai.csv", "iso3"))
def test_every_country_has_its_published_rank(row: Row, found: dict[str, int]) -> None:
    """Exactly, among all 23."""
    assert found[row["iso3"]] == row["t38_lin_rank"]
