"""Tables 15 and 38 of the OECD/JRC Handbook: the Technology Achievement Index, 23 countries.

Not proven: Table 38's non-compensatory ranks. Their order is no Kemeny optimum of the outranking
matrix of tai.csv: its score is below the best one, which moreover 96 orders share.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from ranking.scoring.engine import evaluate
from ranking.scoring.ranks import ranks
from tests.builders.published import INDICATORS, WITHOUT_ORACLES, read
from tests.builders.trees import bare, frame, scores

pytestmark = WITHOUT_ORACLES

TABLE_15: dict[str, tuple[dict[str, Any], float]] = {
    "rank_asc": ({"kind": "rank"}, 0),
    "z": ({"kind": "zscore"}, 0.005),
    "minmax": ({"kind": "minmax"}, 0.005),
    "ratio_mean": ({"kind": "ratio", "reference": "mean"}, 0.005),
    "ratio_best": ({"kind": "ratio", "reference": "best"}, 0.005),
    "ratio_worst": ({"kind": "ratio", "reference": "worst"}, 0.005),
    "diff_mean": ({"kind": "difference", "reference": "mean"}, 0.005),
    "diff_worst": ({"kind": "difference", "reference": "worst"}, 0.005),
    "percentile": ({"kind": "percentile_rank"}, 0.05),
}


def test_every_column_of_table_15_is_proven() -> None:
    """None of the file's is left out."""
    printed = {name for name in read("tai.csv")[0] if name.startswith("t15_schooling_")}
    assert printed == {f"t15_schooling_{name}" for name in TABLE_15}


@pytest.mark.parametrize("column", TABLE_15)
def test_table_15_mean_years_of_school(column: str) -> None:
    """Every printed cell of the column, to its printed digits."""
    rule, tolerance = TABLE_15[column]
    rows = read("tai.csv")
    schooling = frame(schooling=[float(row["schooling"]) for row in rows])
    found = scores(bare("schooling", normalisation=rule), schooling)
    printed = [
        (row[f"t15_schooling_{column}"], mine) for row, mine in zip(rows, found, strict=True)
    ]
    checked = [(float(text), mine) for text, mine in printed if text]
    assert checked
    for wanted, mine in checked:
        assert mine == pytest.approx(wanted, abs=tolerance + 1e-12)


def test_table_38_ranks_by_geometric_mean() -> None:
    """All countries: the geometric mean of raw values with equal weights, competition ranks."""
    rows = read("tai.csv")
    table = frame(**{name: [float(row[name]) for row in rows] for name in INDICATORS})
    made = evaluate(bare(*INDICATORS, aggregate="gmean"), table)
    found = made.select(ranks(pl.col("power"), Decimal("1e-9"))).to_series().to_list()
    assert found == [int(row["t38_gme_rank"]) for row in rows]
