"""Rows of a board by any method: parts, weights, and what is said about them."""

from __future__ import annotations

import math

import pytest

from tests.builders.editions import make_edition
from tests.builders.month import make_list
from tests.builders.public import inputs, method, wci_like
from tests.builders.small_month import boards_of, ranked, small_office
from tests.builders.trees import indicator

SCALED = {"id": "power", "name": "力", "aggregate": "amean", "normalisation": {"kind": "minmax"}}


def test_parts_bear_the_indicator_s_name_and_the_feature_s_count() -> None:
    """Several parts rest on one feature; their points add up to the index, squared or not."""
    found = next(r for r in ranked(wci_like()).rows if r.unit == "甲")
    day, post_, peak = (found.parts[f"{name}_reads"] for name in ("day", "post", "peak"))
    assert (day.feature, post_.feature, peak.feature) == ("reads", "reads", "max_reads")
    assert day.count == post_.count == 102_001
    assert day.status == "lower_bound"
    assert day.transformed == pytest.approx(math.log1p(102_001 / 30))
    assert (day.weight, peak.weight) == (0.255, 0.085)
    points = [part.points or 0.0 for part in found.parts.values()]
    assert sum(points) == pytest.approx(found.value)


def test_the_silent_are_those_without_any_post() -> None:
    """A method may call WeChat posts ``posts``: a unit on Weibo alone did post."""
    office = small_office()
    office.posts = [p for p in office.posts if p["account"] != "wechat:乙"]
    notes = {r.unit: [n.code for n in r.notes] for r in ranked(wci_like(), office).rows}
    assert notes == {"甲": [], "乙": [], "丙": [], "静": ["no_posts"]}


def test_unknown_positions_leave_no_index_and_say_why() -> None:
    """Headlines cannot be told: their parts are missing, named, and the unit has no rank."""
    office = small_office()
    for entry in office.posts:
        if entry["account"] == "wechat:丙":
            entry["position"] = None
    (last,) = [r for r in ranked(wci_like(), office).rows if r.unit == "丙"]
    assert (last.rank, last.value) == (None, None)
    assert last.notes[0].params == {"features": "某top_reads（日均）、某top_likes（日均）"}
    assert last.parts["top_reads"].reason == (
        "No headline post of this unit is known that has an observed count."
    )


def test_a_feature_nobody_has_leaves_the_board_empty_and_says_so() -> None:
    """Where it cannot be left out, nobody who posted has the index."""
    office = small_office()
    for entry in office.posts:
        entry["position"] = None
    edition, _ = make_edition(office, make_list(boards=boards_of(wci_like())), method=wci_like())
    missing = [n for n in edition.notes if n.code == "missing_everywhere"]
    assert [n.params["feature"] for n in missing] == ["某top_reads", "某top_likes"]
    assert "nobody who posted has {index}" in missing[0].template


def test_a_minimum_that_is_not_reached_is_said() -> None:
    """No index, no rank, and a note that names the feature and the number."""
    nodes = [indicator("wechat_reads", "1")]
    minimum = [{"feature": "wechat_posts", "at_least": 2, "reason": "test"}]
    index = {"id": "power", "name": "力", "aggregate": "amean", "nodes": nodes}
    found = {r.unit: r for r in ranked(method("m", index | {"minimum": minimum})).rows}
    assert [unit for unit, r in found.items() if r.rank is not None] == ["甲"]
    (note,) = found["乙"].notes
    assert note.template.format(**note.params) == "No index: 微信发稿数 has to be at least 2."


def test_a_part_that_cannot_be_computed_is_left_out_and_said() -> None:
    """The others carry its weight; the row says which one it was."""
    cards = inputs(reads="wechat_reads", headlines="wechat_headlines")
    nodes = [{"feature": "reads", "per": "headline", "missing": "reweight"}]
    nodes += [{"feature": "reads", "id": "total"}]
    index = {"id": "power", "name": "力", "aggregate": "amean", "nodes": nodes}
    (found,) = [r for r in ranked(method("m", index, inputs=cards)).rows if r.unit == "丙"]
    assert found.value == 900.0
    assert [(n.code, n.params["features"]) for n in found.notes] == [
        ("undefined_part", "某reads（头条篇均）")
    ]


def test_where_all_are_equal_the_comparison_says_nothing() -> None:
    """No value, and the reason is not that the count was missing."""
    office = small_office()
    of = method("m", SCALED | {"nodes": [{"feature": "channels"}, {"feature": "wechat_reads"}]})
    office.feed = True
    (first, *_) = ranked(of, office).rows
    part = first.parts["channels"]
    assert (part.count, part.status, part.transformed) == (0.0, "observed", None)
    assert part.reason == "It is compared with other units, and all of them are equal."
    assert [n.code for n in first.notes] == ["no_value"]


def test_a_ratio_of_nothing_to_something_is_no_value() -> None:
    """Reads without a headline have no average per headline; the reason is the division."""
    cards = inputs(reads="wechat_reads", headlines="wechat_headlines")
    node = {"feature": "reads", "per": "headline"}
    index = {"id": "power", "name": "力", "aggregate": "amean", "nodes": [node]}
    (found,) = [r for r in ranked(method("m", index, inputs=cards)).rows if r.unit == "丙"]
    part = found.parts["reads"]
    assert (part.count, part.status, part.points) == (900.0, "observed", None)
    assert part.reason == "It would have to be divided by 0."
    (note,) = found.notes
    assert (
        note.template.format(**note.params) == "No index: 某reads（头条篇均） cannot be computed."
    )
