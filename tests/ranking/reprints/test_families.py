from collections.abc import Sequence
from datetime import UTC, datetime

import polars as pl

from ranking.reprints.families import families
from ranking.schemas import UTC_US

LATER = datetime(2026, 10, 30, tzinfo=UTC)
SCHEMA = {
    "post": pl.Int64,
    "unit": pl.String,
    "published_at": UTC_US,
    "withdrawn_at": UTC_US,
    "marked": pl.String,
}


def credited(
    posts: list[tuple[str, int | None, bool, str | None]],
    *pairs: tuple[int, int],
    twins: Sequence[tuple[int, int]] = (),
) -> list[int]:
    rows = [
        (row, unit, day and datetime(2026, 10, day, tzinfo=UTC), LATER if gone else None, mark)
        for row, (unit, day, gone, mark) in enumerate(posts)
    ]
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    links = pl.DataFrame(
        [(*pair, 1 - number / 100, False) for number, pair in enumerate(pairs)]
        + [(*pair, 1.0, True) for pair in twins],
        schema={"article": pl.Int64, "post": pl.Int64, "jaccard": pl.Float64, "twins": pl.Boolean},
        orient="row",
    )
    return families(frame, links)["credited"].to_list()


def test_the_first_publisher_is_the_origin_of_all_that_are_connected() -> None:
    posts = [(unit, day, False, None) for unit, day in (("甲", 3), ("乙", 1), ("丙", 2), ("丁", 1))]
    assert credited(posts, (2, 0), (1, 2)) == [1, 1, 1, 3]


def test_the_issuer_that_a_member_names_is_the_origin_though_it_came_later() -> None:
    posts = [("甲", 1, False, None), ("乙", 2, False, None), ("丙", 3, False, "乙")]
    assert credited(posts, (1, 0), (2, 0)) == [1, 1, 1]


def test_a_unit_that_names_itself_or_an_outsider_changes_nothing() -> None:
    posts = [("甲", 1, False, "新华社"), ("乙", 2, False, "乙")]
    assert credited(posts, (1, 0)) == [0, 0]


def test_a_withdrawn_post_is_no_origin_while_another_stands() -> None:
    posts = [("甲", 1, True, None), ("乙", 2, False, None)]
    assert credited(posts, (1, 0)) == [1, 1]
    assert credited([("甲", 1, True, None)]) == [0]


def test_a_post_without_a_time_is_last() -> None:
    assert credited([("甲", None, False, None), ("乙", 9, False, None)], (1, 0)) == [1, 1]


def test_a_copy_of_two_twins_does_not_make_them_one_post() -> None:
    posts = [(unit, day, False, None) for day, unit in enumerate("甲乙丙丁", start=1)]
    assert credited(posts, (2, 0), (3, 2), (2, 1), twins=[(1, 0)]) == [0, 1, 0, 0]
    assert credited(posts, (2, 1), (3, 2), (2, 0), twins=[(1, 0)]) == [0, 1, 1, 1]
