"""The frames keep the promises that every part relies on."""

import polars as pl
import pytest

from ranking.model.vocabulary import POST_MEASURES, REPRINT_MEASURES
from ranking.reprints.frames import MATCHES
from ranking.schemas import (
    ARTICLES,
    COMPACT,
    COMPACT_POSTS,
    COMPACT_REPRINTS,
    DATASETS,
    POST_COUNTS,
    POSTS,
    REPRINT_COUNTS,
    REPRINT_MATCHES,
    REPRINTS,
)


@pytest.mark.parametrize(
    ("schema", "measures"),
    [
        (POST_COUNTS, POST_MEASURES),
        (COMPACT_POSTS, POST_MEASURES),
        (REPRINT_COUNTS, REPRINT_MEASURES),
        (COMPACT_REPRINTS, REPRINT_MEASURES),
        (ARTICLES, REPRINT_MEASURES),
    ],
)
def test_every_measure_is_a_whole_number_that_may_be_missing(schema, measures) -> None:
    """Int64, never a float, which could not tell 2^53 from the number after it."""
    assert {schema[measure] for measure in measures} == {pl.Int64()}
    assert schema["censored"] == pl.List(pl.String)


def test_every_instant_is_utc_in_microseconds() -> None:
    """So that frames of any source can be joined and sorted."""
    kinds = {
        dtype
        for schema in (*DATASETS.values(), *COMPACT.values())
        for dtype in schema.values()
        if isinstance(dtype, pl.Datetime)
    }
    assert kinds == {pl.Datetime("us", "UTC")}


def test_a_compact_table_describes_as_its_dataset_does() -> None:
    """Same columns, same kinds: all of a post, of a reprint what features need."""
    assert dict(COMPACT_POSTS).items() >= dict(POSTS).items()
    shared = [name for name in REPRINTS if name in COMPACT_REPRINTS]
    assert [COMPACT_REPRINTS[name] for name in shared] == [REPRINTS[name] for name in shared]
    assert COMPACT.keys() - DATASETS.keys() == {"matches"}, "a result, of no raw dataset"


def test_a_match_says_what_the_matching_found_and_what_the_article_is() -> None:
    """All columns of the pure core's answer, with the same kinds, and those of the article."""
    assert dict(REPRINT_MATCHES).items() >= dict(MATCHES).items()
    own = REPRINT_MATCHES.keys() - MATCHES.keys() - {"channel_id", "reprint_id"}
    assert {name: REPRINT_MATCHES[name] for name in own} == {name: ARTICLES[name] for name in own}
