"""What an index is made of: columns of indicators, and points that add up."""

from dataclasses import replace

import pytest

from ranking.model.edition import BoardRow, Part
from ranking.render.parts import part_columns, part_views


def part(feature, weight, points, status="observed"):
    return Part(feature, None if status == "missing" else 1.0, status, weight, 1.0, points)


def row(value, parts):
    return BoardRow(1, "黄浦区", value, 0.0, value, None, "first", None, parts)


READS, LIKES = part("total_reads", 0.2, 12.0), part("total_likes", 0.8, 48.0)


def test_columns_stand_heaviest_first(names):
    """One indicator a column, by its name in the method, under the feature's name."""
    columns = part_columns([row(60.0, {"a": READS, "b": LIKES})], names)
    assert [(c.id, c.label) for c in columns] == [("b", "总点赞"), ("a", "总阅读")]


def test_indicators_of_one_feature_are_told_apart(names):
    """They bear their names in the method behind it."""
    columns = part_columns([row(60.0, {"day": READS, "post": replace(READS, weight=0.8)})], names)
    assert [c.label for c in columns] == ["总阅读 (post)", "总阅读 (day)"]


def test_points_and_shares_follow_the_columns(names):
    """Points add up to the index, shares to one."""
    of = row(60.0, {"a": READS, "b": LIKES})
    parts = part_views(of, part_columns([of], names), 2)
    assert [(p.id, p.points.text, p.share) for p in parts] == [
        ("b", "48.00", pytest.approx(0.8)),
        ("a", "12.00", pytest.approx(0.2)),
    ]


def test_a_part_that_was_not_observed_brings_nothing(names):
    """The others are the index; every board row keeps the board's order."""
    of = row(48.0, {"a": part("total_reads", 0.2, None, "missing"), "b": LIKES})
    assert [p.id for p in part_views(of, part_columns([of], names), 2)] == ["b"]


@pytest.mark.parametrize("value", [None, 0.0, 60.0])
def test_an_index_that_is_no_sum_has_no_parts(names, value):
    """Points of a part that counts are unknown, or there is no index to have a share of."""
    unknown = part("total_reads", 0.2, None if value else 0.0)
    of = row(value, {"a": unknown, "b": LIKES})
    assert part_views(of, part_columns([of], names), 2) == ()
