"""Repost trees of posts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import networkx as nx
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.network.cascades import CASCADE_FAULTS, CASCADES, REPOSTS, Cascades, cascades
from tests.builders.month import at
from tests.builders.network import tree

POSTS = pl.DataFrame({"post_id": ["p"], "published_at": [at(10)]})
HOUR = 3600


def measured(reposts: pl.DataFrame) -> dict[str, Any]:
    return cascades(POSTS, reposts).posts.row(0, named=True)


def shape(reposts: pl.DataFrame) -> tuple[int, int, int]:
    row = measured(reposts)
    return row["reprints"], row["breadth"], row["depth"]


def faults(found: Cascades) -> list[tuple[str, str]]:
    return found.faults.select("reprint_id", "fault").rows()


def test_a_post_nobody_took_has_depth_0() -> None:
    found = cascades(POSTS, tree({}))
    assert found.posts.rows() == [("p", 0, 0, 0, None, None)]
    assert (found.posts.schema, found.faults.schema) == (CASCADES, CASCADE_FAULTS)


def test_a_star_is_broad_and_not_deep() -> None:
    """Four leaves: 4 pairs at distance 1, 6 at 2."""
    star = tree(dict.fromkeys("abcd"))
    assert shape(star) == (4, 4, 1)
    assert measured(star)["virality"] == pytest.approx(16 / 10)


def test_a_chain_is_deep_and_not_broad() -> None:
    """Four nodes in a row: distances 1, 1, 1, 2, 2, 3."""
    chain = tree({"a": None, "b": "a", "c": "b"})
    assert shape(chain) == (3, 1, 3)
    assert measured(chain)["virality"] == pytest.approx(10 / 6)


def test_a_parent_may_be_the_post_itself() -> None:
    found = cascades(POSTS, tree({"a": "p"}))
    assert (found.posts["depth"].item(), faults(found)) == (1, [])


def test_time_to_half_is_that_of_the_reprint_that_completes_it() -> None:
    assert measured(tree({"a": None}))["seconds_to_half"] == HOUR
    assert measured(tree(dict.fromkeys("abc")))["seconds_to_half"] == 2 * HOUR
    assert measured(tree(dict.fromkeys("abcd")))["seconds_to_half"] == 2 * HOUR


def test_reprints_without_a_time_do_not_count_for_speed() -> None:
    assert measured(tree(dict.fromkeys("abc"), b=None, c=None))["seconds_to_half"] == HOUR
    assert measured(tree({"a": None}, a=None))["seconds_to_half"] is None


def test_a_reprint_older_than_its_post_took_no_time() -> None:
    assert measured(tree({"a": None}, a=at(9)))["seconds_to_half"] == 0


def test_a_post_without_a_time_has_no_speed() -> None:
    posts = POSTS.with_columns(published_at=pl.lit(None, REPOSTS["published_at"]))
    assert cascades(posts, tree({"a": None})).posts["seconds_to_half"].item() is None


def test_an_orphan_hangs_on_the_post_and_is_named() -> None:
    found = cascades(POSTS, tree({"a": "never seen", "b": "a"}))
    assert found.faults.rows() == [("p", "a", "never seen", "orphan")]
    assert found.posts["depth"].item() == 2


def test_a_parent_under_another_post_is_an_orphans() -> None:
    posts = pl.DataFrame({"post_id": ["p", "q"], "published_at": [at(10), at(10)]})
    found = cascades(posts, pl.concat([tree({"a": None}), tree({"b": "a"}, "q")]))
    assert faults(found) == [("b", "orphan")]
    assert found.posts["depth"].to_list() == [1, 1]


def test_a_cycle_is_cut_at_its_latest_edge() -> None:
    found = cascades(POSTS, tree({"a": "c", "b": "a", "c": "b", "d": "c"}))
    assert found.faults.rows() == [("p", "c", "b", "cycle")]
    assert found.posts.select("reprints", "breadth", "depth").row(0) == (4, 2, 3)


def test_an_edge_without_a_time_is_the_latest() -> None:
    assert faults(cascades(POSTS, tree({"a": "b", "b": "a"}, a=None))) == [("a", "cycle")]


def test_its_own_parent_is_a_cycle() -> None:
    assert faults(cascades(POSTS, tree({"a": "a"}))) == [("a", "cycle")]


def test_a_repost_listed_twice_counts_once() -> None:
    twice = pl.concat([tree({"a": None, "b": "a"}), tree({"b": None}, b=at(20))])
    found = cascades(POSTS, twice)
    assert found.posts.select("reprints", "depth").row(0) == (2, 2)


def test_reposts_of_other_posts_are_not_looked_at() -> None:
    found = cascades(POSTS, tree({"a": "gone"}, "another"))
    assert (found.posts["reprints"].item(), faults(found)) == (0, [])


@st.composite
def bad_data(draw: st.DrawFn) -> pl.DataFrame:
    """Reposts of two posts with any parents, cycles and strangers among them, and equal times."""
    names = [f"r{i}" for i in range(draw(st.integers(0, 12)))]
    parent = st.sampled_from([*names, None, "p", "q", "stranger"])
    when = st.one_of(st.none(), st.integers(-3, 5).map(lambda h: at(10) + timedelta(hours=h)))
    rows = [(n, draw(st.sampled_from("pq")), draw(parent), draw(when)) for n in names]
    return pl.DataFrame(rows, schema=REPOSTS, orient="row")


TWO = pl.DataFrame({"post_id": ["p", "q"], "published_at": [at(10), at(10)]})


@given(bad_data(), st.integers(0, 9))
def test_the_order_of_rows_does_not_matter(reposts: pl.DataFrame, seed: int) -> None:
    one, other = (
        cascades(TWO, reposts),
        cascades(TWO, reposts.sample(fraction=1, shuffle=True, seed=seed)),
    )
    assert one.posts.equals(other.posts)
    assert one.faults.equals(other.faults)


@given(bad_data())
def test_measures_are_those_of_networkx(reposts: pl.DataFrame) -> None:
    found = cascades(TWO, reposts)
    unbelieved = set(found.faults["reprint_id"])
    for row in found.posts.iter_rows(named=True):
        drawn = nx.Graph()
        for name, post, parent, _ in reposts.iter_rows():
            if post == row["post_id"]:
                above = post if parent in (None, post) or name in unbelieved else parent
                drawn.add_edge(above, name)
        assert row["reprints"] == drawn.number_of_edges()
        if drawn:
            assert nx.is_tree(drawn)
            levels = nx.single_source_shortest_path_length(drawn, row["post_id"])
            counts = [list(levels.values()).count(d) for d in range(1, row["depth"] + 1)]
            assert (row["depth"], row["breadth"]) == (max(levels.values()), max(counts))
            assert row["virality"] == pytest.approx(nx.average_shortest_path_length(drawn))
