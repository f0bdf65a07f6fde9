"""A rank told from totals alone."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.methods.load import load_method
from ranking.quality.rank_rule import COMPETITION, RankRule, rank_rule
from ranking.scoring.ranks import ranks
from tests.builders.methods import changed_method
from tests.builders.month import shipped_cards

TOTALS = st.lists(st.integers(-400, 400).map(lambda n: n / 8), min_size=1, max_size=12)


@pytest.mark.parametrize("ties", ["competition", "modified", "dense"])
@settings(deadline=None)
@given(TOTALS, st.sampled_from([Decimal("1e-9"), Decimal("0.25"), Decimal("1")]))
def test_a_place_is_the_rank_that_scoring_gives(ties, totals, precision):
    """For every unit among the others, by every rule for equal totals and on every step."""
    frame = pl.DataFrame({"total": totals}, schema={"total": pl.Float64})
    wanted = frame.select(ranks(pl.col("total"), precision, ties)).to_series().to_list()
    rule = RankRule(float(precision), ties)
    found = [
        rule.place(total, totals[:number] + totals[number + 1 :])
        for number, total in enumerate(totals)
    ]
    assert found == wanted


def test_alone_everybody_is_first():
    """Also a negative total."""
    assert RankRule().place(-3.0, []) == 1


def test_the_rule_of_a_method_is_what_its_file_says(tmp_path):
    """That of the shipped one is the usual rule."""
    assert rank_rule(load_method(changed_method(tmp_path), shipped_cards())) == COMPETITION
    changes = ('ties = "competition"', 'ties = "dense"'), ("precision = 1e-9", "precision = 0.5")
    path = changed_method(tmp_path, *changes)
    assert rank_rule(load_method(path, shipped_cards())) == RankRule(0.5, "dense")
