"""Months ranked by methods other than the default: shipped ones and ones like them."""

from __future__ import annotations

import math

import polars as pl
import pytest

from ranking.methods.load import load_method
from ranking.scoring.engine import evaluate
from tests.builders.editions import make_edition
from tests.builders.month import CONFIG, make_list, shipped_cards
from tests.builders.public import nri_like, wci_like
from tests.builders.small_month import boards_of, by_hand, ranked, small_office


def for_months() -> list[str]:
    """Return the shipped methods whose inputs all have a month."""
    found = [load_method(path, shipped_cards()) for path in sorted(CONFIG.glob("methods/*.toml"))]
    return [m.id for m in found if m.inputs and all(i.month for i in m.inputs.values())]


@pytest.mark.parametrize("name", for_months())
def test_a_shipped_method_ranks_a_month_as_its_formula_ranks_the_same_numbers(name: str) -> None:
    """From posts to the index: what the engine gives for the unit's numbers counted by hand."""
    of = load_method(CONFIG / "methods" / f"{name}.toml", shipped_cards())
    edition, _ = make_edition(small_office(), make_list(boards=boards_of(of)), method=of)
    table = pl.DataFrame([by_hand(of, unit) for unit in "甲乙丙静"])
    for board, index in zip(edition.boards, of.indexes, strict=True):
        expected = dict(zip("甲乙丙静", evaluate(index, table, of.features)[index.id], strict=True))
        assert {r.unit: r.value for r in board.rows} == pytest.approx(expected, rel=1e-12)
        values = [r.value or 0.0 for r in board.rows if r.rank is not None]
        assert values == sorted(values, reverse=True)
        assert len(set(values)) > 2


def test_there_are_shipped_methods_for_months() -> None:
    """WCI, BCI and NRI can all rank a month."""
    assert {"wci-13", "bci", "nri"} <= set(for_months())


def test_a_wci_like_index_is_the_printed_formula() -> None:
    """Written out by hand for one unit: averages, headlines, the largest, squared."""

    def g(reads: float, likes: float) -> float:
        return 0.85 * math.log1p(reads) + 0.15 * math.log1p(10 * likes)

    reads = 100_001 + 2_000
    level = 0.3 * g(reads / 30, 100 / 30) + 0.3 * g(reads / 2, 100 / 2)
    level += 0.3 * g(100_001 / 30, 90 / 30) + 0.1 * g(100_001, 90)
    found = {r.unit: r for r in ranked(wci_like()).rows}
    assert found["甲"].value == pytest.approx(10 * level**2, rel=1e-12)
    assert found["静"].value == 0.0


def test_an_nri_like_index_floors_the_average_and_marks_against_the_month() -> None:
    """The average is rounded down, references a day count 30 times."""
    found = {r.unit: r for r in ranked(nri_like()).rows}
    marks = 0.8 * math.log1p(102_000) / math.log1p(800_000 * 30)
    marks += 0.15 * math.log1p(51_000) / math.log1p(100_000)
    marks += 0.05 * math.log1p(100_000) / math.log1p(100_000)
    assert found["甲"].value == pytest.approx(1000 * marks, rel=1e-12)
