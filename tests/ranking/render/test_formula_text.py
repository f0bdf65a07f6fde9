"""Formulas and rules in the reader's words."""

from decimal import Decimal

import pytest

from ranking.editions.symbols import normalisation_text
from ranking.methods.columns import (
    DistanceToReference,
    DistanceToTarget,
    Goalposts,
    MinMax,
    NoNormalisation,
    Ranking,
    ZScore,
)
from ranking.methods.vocabulary import DIVISORS, AggregationName
from ranking.render.formula_text import formula_text, rule_text

NAMES = {"reads": "Reads", "likes": "点赞"}


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("ln(1 + 10 × likes ÷ days)", "ln(1 + 10 × 点赞 ÷ days of the month)"),
        (
            "amean(reads, day; at least 0.4)",
            "weighted mean(Reads, day; observed weight at least 0.4)",
        ),
        ("min(reads, 100000) * (likes > 0)", "lesser of(Reads, 100000) * (点赞 > 0)"),
        ("reads_2 + reads", "reads_2 + Reads"),
    ],
)
def test_ids_become_names_and_functions_words(en, formula, said):
    assert formula_text(formula, NAMES, en) == said


def test_a_feature_may_bear_the_name_of_a_function(en):
    assert formula_text("min(median)", {"median": "Median reads"}, en) == "lesser of(Median reads)"


def test_every_aggregate_and_divisor_has_a_word(en):
    for name in (*AggregationName.__args__, *DIVISORS.values()):
        assert formula_text(name, {}, en) != name


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (MinMax(kind="minmax", upper=Decimal(100)), "least to greatest put at 0 to 100"),
        (
            Goalposts(kind="goalposts", lower=Decimal(1), upper=Decimal(5)),
            "goalposts 1 to 5, times 1",
        ),
        (ZScore(kind="zscore"), "standard scores with mean 0 and deviation 1"),
        (
            DistanceToTarget(kind="distance_to_target", target=Decimal(7)),
            "distance to the target 7",
        ),
        (DistanceToReference(kind="ratio", reference="best"), "ratio to: the best value"),
        (
            DistanceToReference(kind="difference", reference=Decimal(3)),
            "difference to: 3",
        ),
        (Ranking(kind="percentile_rank"), "rank in percent"),
        (NoNormalisation(kind="none"), "not normalised"),
    ],
)
def test_every_normalisation_is_said_in_words(en, rule, said):
    assert rule_text(normalisation_text(rule), en) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("gaps: mean of 组别", "gaps filled with the mean of the same 组别"),
        ("gaps: 0", "gaps filled with 0"),
        ("winsorise: at most 5 points, then none", "at most 5 outliers drawn in; else: as it is"),
        ("outliers: log_modulus", "outliers: logarithm of the size, with its sign"),
        ("something new", "something new"),
    ],
)
def test_gaps_and_outliers_are_said_in_words(en, rule, said):
    assert rule_text(rule, en) == said


def test_hostile_names_stay_one_harmless_line(en):
    text = formula_text("ln(reads)", {"reads": "a\n\u202e{0}"}, en)
    assert text.isprintable()
    assert "{0}" in text
    assert rule_text("gaps: mean of {0}\u202e", en).isprintable()
