"""The candidates of the study are what the program computes, and their gains are told right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

import study_authority
from ranking.network.standing import SCALE, standing
from study.authorities import AUTHORITIES, BOUGHT, WAYS, bought, carried, feature
from study.month import StudyMonth
from tests.builders.study import small_month

ORDER = ["unit", "original", "channel_id", "times"]
DECLARED, *OTHERS = AUTHORITIES
CHOSEN = OTHERS[-1]


@pytest.fixture
def month() -> StudyMonth:
    """Its reprints, in two channels that all units share."""
    rows = [("甲", "a", 500), ("甲", "b", 4), ("乙", "a", 40), ("乙", "b", 10), ("丙", "a", 8)]
    rows.append(("丙", "b", 8))
    shared = pl.DataFrame(rows, schema=["unit", "channel_id", "times"], orient="row")
    return replace(small_month(), by_channel=shared.with_columns(original=True).select(ORDER))


def test_declared_weights_give_the_months_weighted_reprints(month):
    """The study's arithmetic is that of the feature."""
    found = feature(carried(month, "wechat"), DECLARED)
    assert found.tolist() == pytest.approx(month.units["weighted_reprints"].to_list())


def test_the_chosen_authority_is_the_programs(month):
    """For every unit and channel that carried it."""
    start = carried(month, "wechat")
    edges = month.by_channel.group_by("unit", "channel_id").agg(pl.col("times").sum())
    way = AUTHORITIES[CHOSEN]
    assert way is not None
    worth = way(start)
    for unit, channel, found in standing(edges).iter_rows():
        place = "ab".index(channel)
        assert worth[start.units.index(unit), place] == pytest.approx(found / SCALE, abs=1e-9)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_bought_is_added_where_it_is_said(month, way):
    """To one unit, with a partner to both, and once to each other unit that is carried along."""
    start = carried(month, "wechat")
    more = bought(start, 0, 1, way).times - start.times
    places = int((more.sum(axis=1) >= BOUGHT).sum())
    assert places == (2 if way == "with a partner" else 1)
    extra = len(start.units) - 1 if way == "carrying each other unit once" else 0
    assert more.sum() == places * BOUGHT + extra
    assert (more[:, -1].sum() == 0) == (way == "in the largest channel")


def test_every_candidate_is_reported(month, capsys):
    """One row in each of the two tables, three of the gains by declared weights."""
    study_authority.report(month)
    text = capsys.readouterr().out
    assert [text.count(f"| {name} |") for name in AUTHORITIES] == [4, *[2] * len(OTHERS)]
    assert np.isfinite(feature(carried(month, "wechat"), DECLARED)).all()
