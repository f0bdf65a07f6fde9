"""``govrank method eval`` on published tables, as an outsider would check a method."""

from pathlib import Path

import pytest

ORACLES = Path(__file__).parents[4] / "shared" / "oracles"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="../shared/oracles is not there"),
]

CASES = [
    ("nri", "nri_daily.csv", (), "nri_published", 1e-9),
    ("wci-13", "wci_v13_structure.csv", ("days=d",), "official_v13_recomputed", 1e-4),
    (
        "wci-2",
        "wci_v12.csv",
        ("avg_reads=avg_reads_used", "avg_likes=avg_likes_used"),
        "published",
        1e-6,
    ),
    ("city-competitiveness", "city_competitiveness_2023q3.csv", (), "published", 0.0101),
]


def evaluated(govrank, method, table, *options):
    run = govrank("method", "eval", method, ORACLES / table, *options, "--json")
    assert run.code == 0, run.err
    return run.json


@pytest.mark.parametrize(("method", "table", "maps", "published", "error"), CASES)
def test_the_command_gives_the_published_number(govrank, method, table, maps, published, error):
    """Columns that are not called as the method calls them are named by --map."""
    options = [part for pair in maps for part in ("--map", pair)]
    for row in evaluated(govrank, method, table, *options):
        if method != "wci-2" or row["likes_x10"] == "no":
            assert row["index"] == pytest.approx(row[published], rel=error, abs=error), row


def test_the_technology_index_gives_the_published_ranks(govrank):
    """All 23 countries in the order of the linear index, ties included."""
    rows = evaluated(govrank, "tai-2001", "tai.csv")
    assert [row["index_rank"] for row in rows] == [row["t38_lin_rank"] for row in rows]


def test_a_chain_may_be_entered_at_any_stage(govrank):
    """From the raw table, its denominators beside it, or from a published later stage."""
    tables = {
        "raw": "raw.csv",
        "denominated": "denominated.csv",
        "imputed": "imputed.csv",
        "treated": "treated.csv",
        "normalised": "normalised.csv",
    }
    found = {}
    for stage, table in tables.items():
        rows = evaluated(govrank, "asem-connectivity", f"asem/{table}", "--stage", stage)
        found[stage] = {row["UnitCode"]: (row["index_rank"], row["index"]) for row in rows}
    for stage, indexes in found.items():
        for unit, (rank, index) in found["raw"].items():
            assert indexes[unit][0] == rank, (stage, unit)
            assert indexes[unit][1] == pytest.approx(index, rel=1e-12), (stage, unit)
