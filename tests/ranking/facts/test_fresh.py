"""What an import adds, against a plain rule."""

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ranking.facts.fresh import fresh_articles, fresh_rows

SCHEMA = {"key": pl.String, "count": pl.Int64, "words": pl.List(pl.String), "row": pl.Int64}
COLUMNS = ["key", "count", "words"]
text = st.sampled_from(["a", "b", "ab", "a,b", "a b", ","])
rows = st.lists(
    st.tuples(
        st.sampled_from(["", "a", "b", "c", "d"]),
        st.sampled_from([None, 0, 1]),
        st.one_of(st.none(), st.lists(text, max_size=3)),
    ),
    max_size=10,
)


def frame(drawn: list[tuple[Any, ...]]) -> pl.DataFrame:
    numbered = [(*row, number) for number, row in enumerate(drawn)]
    return pl.DataFrame(numbered, schema=SCHEMA, orient="row")


def plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (row[0], row[1], None if row[2] is None else tuple(row[2]))


@settings(deadline=None, max_examples=50)
@given(rows, rows)
def test_rows_are_new_when_no_equal_row_is_stored_and_count_once(incoming, stored) -> None:
    """Null equals null, an empty list is not null, a list is not its joined text."""
    fresh = fresh_rows(frame(incoming), frame(stored).lazy(), "key", COLUMNS)
    expected: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(incoming):
        if plain(row) not in set(map(plain, stored)):
            expected.setdefault(plain(row), number)
    found = {plain(row): row[3] for row in fresh.iter_rows()}
    assert found == expected
    assert len(found) == fresh.height


@settings(deadline=None, max_examples=40)
@given(rows, rows, st.randoms())
def test_the_order_of_incoming_rows_changes_nothing(incoming, stored, random) -> None:
    """The result is sorted by the columns, whatever came first."""
    shuffled = random.sample(incoming, len(incoming))
    first, second = (
        fresh_rows(frame(order), frame(stored).lazy(), "key", COLUMNS).select(COLUMNS)
        for order in (incoming, shuffled)
    )
    assert_frame_equal(first, second)


@settings(deadline=None, max_examples=40)
@given(rows)
def test_the_same_file_again_adds_nothing(incoming) -> None:
    """Importing is idempotent."""
    fresh = fresh_rows(frame(incoming), pl.LazyFrame(schema=SCHEMA), "key", COLUMNS)
    assert fresh_rows(frame(incoming), fresh.lazy(), "key", COLUMNS).height == 0


def test_rows_may_be_told_apart_by_one_column_alone() -> None:
    """Then the first of those that share it stays, with all its other columns."""
    incoming = frame([("a", 1, ["x"]), ("a", 2, None), ("b", 3, None)])
    stored = frame([("b", 9, None)])
    assert fresh_rows(incoming, stored.lazy(), "key", ["key"]).rows() == [("a", 1, ["x"], 0)]


article_rows = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from([None, "", "甲", "乙" * 50]),
        st.sampled_from([None, 0, 1]),
    ),
    max_size=8,
)


def told(drawn: list[tuple[Any, ...]]) -> pl.DataFrame:
    schema = {"article_id": pl.String, "text": pl.String, "reads": pl.Int64}
    return pl.DataFrame(drawn, schema=schema, orient="row")


@settings(deadline=None, max_examples=50)
@given(article_rows, st.lists(article_rows, max_size=3))
def test_an_article_is_new_with_another_text_or_count(incoming, stored) -> None:
    """A text that comes later than the title adds something; the order of rows changes nothing."""
    batches = [told(rows).lazy() for rows in stored]
    columns = ["article_id", "text", "reads"]
    fresh = fresh_articles(told(incoming), batches, columns)
    known = {row for rows in stored for row in rows}
    assert set(fresh.iter_rows()) == set(incoming) - known
    assert fresh.height == len(set(incoming) - known)
    assert_frame_equal(fresh_articles(told(incoming[::-1]), batches, columns), fresh)


def test_texts_of_batches_without_any_of_the_articles_are_not_read() -> None:
    """A month of texts does not fit into memory: a day's new articles cost their ids alone."""
    without_text = pl.LazyFrame({"article_id": ["z"], "reads": [1]})
    incoming = told([("a", "甲", 1)])
    fresh = fresh_articles(incoming, [without_text], ["article_id", "text", "reads"])
    assert_frame_equal(fresh, incoming)
