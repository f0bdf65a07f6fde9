"""WCI: every version with published numbers, reproduced."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from tests.builders.oracles import (
    ORACLES,
    Row,
    changed_copy,
    index_of,
    judged,
    needs_oracles,
    oracle,
    public_method,
    published_rows,
)

pytestmark = needs_oracles
V13_ROWS = published_rows("wci_v13_structure.csv")
V12_ROWS = published_rows("wci_v12.csv")
DAYS = {"days": "d"}
V12_COLUMNS = {
    **DAYS,
    "posts": "n",
    "avg_reads": "avg_reads_used",
    "avg_likes": "avg_likes_used",
}
FIRST_WEIGHTS = {"day": "0.30", "post": "0.30", "headline": "0.30", "peak": "0.10"}


@pytest.mark.parametrize("row", V13_ROWS)
def test_v13_gives_the_recomputed_official_value(row: Row) -> None:
    """Within 0.0001, weekly and daily rows, with the first weights of the text."""
    found = index_of(public_method("wci-13"), row, DAYS)
    assert found == pytest.approx(row["official_v13_recomputed"], abs=1e-4)


@pytest.mark.parametrize("row", V13_ROWS)
def test_v13_s_structure_gives_every_published_value(row: Row, tmp_path: Path) -> None:
    """Within rounding, with the first weights that the row was published with."""
    weights = [row[f"w_{term}"] for term in "OAHP"]
    method = public_method("wci-13")
    if "any" not in weights:
        method = changed_copy("wci-13", tmp_path, *_first_weights(weights))
    assert index_of(method, row, DAYS) == pytest.approx(row["published"], abs=0.005)


def _first_weights(weights: list[str]) -> list[tuple[str, str]]:
    line = 'id = "{level}"\ntitle = "{title}"\naggregate = "amean"\nweight = {weight}'
    titles = {level.id: level.title for level in public_method("wci-13").indexes[0].nodes}
    return [
        (
            line.format(level=level, title=titles[level], weight=old),
            line.format(level=level, title=titles[level], weight=new),
        )
        for (level, old), new in zip(FIRST_WEIGHTS.items(), weights, strict=True)
    ]


@pytest.mark.parametrize("row", V12_ROWS)
def test_up_to_v12_every_published_value_is_reproduced(row: Row) -> None:
    """Relative 1e-6: the early version, and since V11 the one in which a like counts ten times."""
    method = public_method("wci-12" if row["likes_x10"] == "yes" else "wci-2")
    assert index_of(method, row, V12_COLUMNS) == pytest.approx(row["published"], rel=1e-6)


def test_the_worked_example_s_intermediate_values_are_ours() -> None:
    """The six logarithms, both weighted sums, and the sum before squaring, as printed."""
    table = oracle("wci_v12.csv").filter(pl.col("id") == "W02")
    found = judged(public_method("wci-2"), table, V12_COLUMNS).row(0, named=True)
    parts = ("reads", "avg_reads", "max_reads", "likes", "avg_likes", "max_likes")
    names = [f"wci.{part}.transformed" for part in parts]
    names += ["wci.read_terms.value", "wci.like_terms.value", "wci.index.value"]
    assert [found[name] for name in names] == pytest.approx(_printed_on_the_page(), abs=1e-9)


def _printed_on_the_page() -> list[float]:
    """Return the values of nine decimals that the file's description quotes from the page."""
    text = (ORACLES / "README.md").read_text("utf-8")
    section = text.split("## wci_v12.csv")[1].split("\n## ")[0]
    return [float(number) for number in re.findall(r"\b\d\.\d{9}\b", section)]
