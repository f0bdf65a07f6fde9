"""The trees of a unit's posts in three numbers."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.network.cascades import CASCADES
from ranking.network.unit_cascades import UNIT_CASCADES, unit_cascades

Tree = tuple[str, int, int, float | None, int | None]


def trees(*rows: Tree) -> pl.DataFrame:
    """Return CASCADES of (post, reprints, depth, virality, seconds to half)."""
    full = [(post, n, n, depth, shape, half) for post, n, depth, shape, half in rows]
    return pl.DataFrame(full, schema=CASCADES, orient="row")


def owned(**units: str) -> pl.DataFrame:
    pairs = [(post, unit) for unit, posts in units.items() for post in posts]
    return pl.DataFrame(pairs, schema=["post_id", "unit"], orient="row")


def test_the_deepest_the_mean_shape_and_the_median_speed() -> None:
    """Posts that were never reprinted have no shape and no speed, and no part in them."""
    found = unit_cascades(
        owned(甲="pqrs", 乙="t"),
        trees(
            ("p", 4, 1, 1.5, 3600),
            ("q", 9, 3, 2.5, 7200),
            ("r", 1, 1, 1.0, 36_000),
            ("s", 0, 0, None, None),
            ("t", 2, 2, 4 / 3, None),
        ),
    )
    assert found.rows() == [("乙", 2, 4 / 3, None), ("甲", 3, 5 / 3, 2.0)]


def test_a_unit_that_was_never_reprinted_has_a_depth_of_0() -> None:
    found = unit_cascades(owned(甲="p"), trees(("p", 0, 0, None, None)))
    assert found.rows() == [("甲", 0, None, None)]
    assert found.schema == UNIT_CASCADES


@settings(deadline=None)
@given(st.lists(st.floats(1, 1000), min_size=1, max_size=30), st.randoms())
def test_the_order_of_the_rows_does_not_matter(shapes: list[float], chance: object) -> None:
    """Not for a single bit of a mean."""
    rows: list[Tree] = [(f"p{n}", 1, 1, shape, n) for n, shape in enumerate(shapes)]
    posts = pl.DataFrame({"post_id": [row[0] for row in rows]}).with_columns(unit=pl.lit("甲"))
    shuffled = rows.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert unit_cascades(posts, trees(*rows)).equals(unit_cascades(posts, trees(*shuffled)))
