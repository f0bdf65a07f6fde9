import numpy as np
import polars as pl

from ranking.reprints.normal import normalise
from ranking.reprints.spans import chosen, places_of, span
from tests.ranking.reprints.test_normal import spelled

TEXTS = normalise(pl.Series(["甲乙", "", "丙。丁", "戊"]))


def test_a_span_has_whole_texts() -> None:
    assert spelled(span(TEXTS, 1, 3)) == ["", "丙丁"]
    assert spelled(span(TEXTS, 4, 4)) == []


def test_chosen_texts_are_in_the_order_in_which_they_are_asked_for() -> None:
    assert spelled(chosen(TEXTS, np.array([3, 0, 0, 1]))) == ["戊", "甲乙", "甲乙", ""]
    assert spelled(chosen(TEXTS, np.zeros(0, np.int64))) == []


def test_places_of_spans_follow_each_other() -> None:
    assert places_of(np.array([5, 9, 2]), np.array([7, 9, 5])).tolist() == [5, 6, 2, 3, 4]
