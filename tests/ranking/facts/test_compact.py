"""Compaction against a plain rule: per measure the latest observation that has it."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ranking.facts.compact import Rule, compact_posts, compact_reprints, coverage_hash
from ranking.model.batch import Batch
from ranking.model.vocabulary import POST_MEASURES, REPRINT_MEASURES
from ranking.schemas import (
    COMPACT_POSTS,
    COMPACT_REPRINTS,
    POST_COUNTS,
    POSTS,
    REPRINT_COUNTS,
    REPRINTS,
)

Row = dict[str, Any]
START = datetime(2026, 10, 31, 15, 59, tzinfo=UTC)
times = st.integers(0, 2).map(lambda n: START + timedelta(microseconds=n))
KEYS = ("a", "b", "c")
ALL = Rule()
KINDS = {
    "post_id": (POSTS, POST_COUNTS, POST_MEASURES, COMPACT_POSTS, compact_posts),
    "reprint_id": (REPRINTS, REPRINT_COUNTS, REPRINT_MEASURES, COMPACT_REPRINTS, compact_reprints),
}


@st.composite
def observations(draw: st.DrawFn, key: str) -> Row:
    schema, measures = KINDS[key][1:3]
    row: Row = dict.fromkeys(schema)
    row |= {key: draw(st.sampled_from([*KEYS, "without description"]))}
    row |= {"observed_at": draw(times), "source": draw(st.sampled_from(["x", "y"]))}
    row |= {m: draw(st.one_of(st.none(), st.sampled_from([0, 1, 100_000]))) for m in measures}
    known = [m for m in measures if row[m] is not None]
    if "reads_unit" in schema and row["reads"] is not None:
        row["reads_unit"] = draw(st.sampled_from(["times", "people"]))
    marks = st.lists(st.sampled_from(known), unique=True) if known else st.just([])
    row["censored"] = draw(st.one_of(st.none(), marks))
    return row


def rank(row: Row, measures: tuple[str, ...]) -> tuple[Any, ...]:
    """Later is larger: time, source, counts, then what says the most about them."""
    numbers = tuple(-1 if row[m] is None else row[m] for m in measures)
    flags = tuple(-1 if row[m] is None else int(m in (row["censored"] or ())) for m in measures)
    unit = (row.get("reads_unit") or "",) if "reads_unit" in row else ()
    return (row["observed_at"], row["source"], numbers, unit, flags)


def latest(rows: list[Row], measures: tuple[str, ...]) -> Row:
    """The rule, one measure at a time."""
    result: Row = {"censored": []}
    for measure in measures:
        known = [row for row in rows if row[measure] is not None]
        chosen = max(known, key=lambda row: rank(row, measures), default=None)
        result[measure] = chosen and chosen[measure]
        if chosen and measure in (chosen["censored"] or ()):
            result["censored"].append(measure)
        if measure == "reads":
            result["reads_unit"] = chosen and chosen.get("reads_unit")
    return result


def describe(key: str, values: list[str]) -> pl.DataFrame:
    rows = [dict.fromkeys(KINDS[key][0]) | {key: value, "published_at": START} for value in values]
    return pl.DataFrame(rows, schema=KINDS[key][0])


@pytest.mark.parametrize("key", KINDS)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_the_latest_observation_counts_measure_by_measure(key: str, data) -> None:
    """Equal to the plain rule, with and without a horizon after publication.

    Flags and unit are those of the chosen observation.
    """
    _, schema, measures, wanted, compact = KINDS[key]
    rows = data.draw(st.lists(observations(key), max_size=12))
    horizon = data.draw(st.sampled_from([None, timedelta(0), timedelta(microseconds=1)]))
    frame = pl.DataFrame(rows, schema=schema)
    result = compact(describe(key, list(KEYS)).lazy(), frame.lazy(), Rule(horizon))
    if horizon is not None:
        rows = [row for row in rows if row["observed_at"] <= START + horizon]
    assert result.schema == wanted
    assert result[key].to_list() == sorted(KEYS)
    for row in result.iter_rows(named=True):
        expected = latest([one for one in rows if one[key] == row[key]], measures)
        assert {name: row[name] for name in expected if name in row} == {
            name: value for name, value in expected.items() if name in row
        }


@pytest.mark.parametrize("key", KINDS)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_the_order_of_observations_changes_no_bit(key: str, data) -> None:
    """Rows shuffled, also between batches, give the very same frame; repeats change nothing."""
    _, schema, _, _, compact = KINDS[key]
    rows = data.draw(st.lists(observations(key), min_size=1, max_size=12))
    shuffled = data.draw(st.permutations(rows)) + rows[:1]
    posts = describe(key, list(KEYS)).lazy()
    first, second = (
        compact(posts, pl.DataFrame(order, schema=schema).lazy(), ALL) for order in (rows, shuffled)
    )
    assert_frame_equal(first, second)


@pytest.mark.parametrize(
    "change", [{"censored": ["reads"]}, {"reads_unit": "people"}, {"reads": 6}, {"likes": 1}]
)
def test_observations_that_differ_in_one_thing_alone_have_an_order(change: Row) -> None:
    """Same time, same source: whichever arrives first, the same one counts."""
    row = dict.fromkeys(POST_COUNTS) | {"post_id": "a", "source": "s", "observed_at": START}
    row |= {"reads": 5, "reads_unit": "times"}
    first, second = (
        compact_posts(
            describe("post_id", ["a"]).lazy(), pl.LazyFrame(rows, schema=POST_COUNTS), ALL
        )
        for rows in ([row, row | change], [row | change, row])
    )
    assert_frame_equal(first, second)


@st.composite
def descriptions(draw: st.DrawFn) -> Row:
    row: Row = dict.fromkeys(POSTS)
    row |= {"post_id": draw(st.sampled_from(KEYS)), "published_at": START}
    row |= {
        "title": draw(st.sampled_from([None, "甲", "乙"])),
        "original": draw(st.sampled_from([None, True, False])),
        "position": draw(st.sampled_from([None, 1, 2])),
        "topics": draw(st.sampled_from([None, [], ["#a"], ["#a", "#b"]])),
    }
    return row


@settings(deadline=None, max_examples=30)
@given(st.lists(descriptions(), max_size=10))
def test_a_description_is_the_last_that_arrived_column_by_column(rows: list[Row]) -> None:
    """A later row without a title does not erase it; an empty list of topics is a statement."""
    result = compact_posts(pl.LazyFrame(rows, schema=POSTS), pl.LazyFrame(schema=POST_COUNTS), ALL)
    expected: dict[str, Row] = {}
    for row in rows:
        known = {name: value for name, value in row.items() if value is not None}
        expected.setdefault(row["post_id"], dict.fromkeys(POSTS)).update(known)
    assert result.select(list(POSTS)).to_dicts() == [expected[key] for key in sorted(expected)]


@settings(deadline=None, max_examples=30)
@given(st.lists(descriptions(), max_size=10), st.randoms())
def test_the_order_of_posts_matters_only_within_a_post(rows: list[Row], random) -> None:
    """Posts interleaved in any other way give the same frame."""
    groups = [
        list(group)
        for _, group in groupby(sorted(rows, key=lambda r: r["post_id"]), lambda r: r["post_id"])
    ]
    mixed: list[Row] = []
    while groups:
        group = random.choice(groups)
        mixed.append(group.pop(0))
        groups = [one for one in groups if one]
    counts = pl.LazyFrame(schema=POST_COUNTS)
    assert_frame_equal(
        compact_posts(pl.LazyFrame(rows, schema=POSTS), counts, ALL),
        compact_posts(pl.LazyFrame(mixed, schema=POSTS), counts, ALL),
    )


def test_a_post_without_an_observation_is_kept_with_all_counts_missing() -> None:
    """Missing is null, never 0; nothing is censored."""
    result = compact_posts(describe("post_id", ["a"]).lazy(), pl.LazyFrame(schema=POST_COUNTS), ALL)
    (row,) = result.to_dicts()
    assert {row[m] for m in POST_MEASURES} == {None}
    assert (row["reads_unit"], row["censored"]) == (None, [])


def test_a_lower_bound_is_replaced_by_a_later_number() -> None:
    """10万+ today and 123456 tomorrow: no flag is left; the other way round there is one."""
    row = dict.fromkeys(POST_COUNTS) | {"post_id": "a", "source": "s", "reads_unit": "times"}
    bound = row | {"reads": 100_000, "censored": ["reads"], "observed_at": START}
    exact = row | {"reads": 123_456, "observed_at": START + timedelta(days=1)}
    for rows, expected in (
        ([bound, exact], (123_456, [])),
        ([bound | {"observed_at": START + timedelta(days=2)}, exact], (100_000, ["reads"])),
    ):
        frame = pl.LazyFrame(rows, schema=POST_COUNTS)
        (result,) = compact_posts(describe("post_id", ["a"]).lazy(), frame, ALL).to_dicts()
        assert (result["reads"], result["censored"]) == expected


def test_a_reprint_without_a_time_keeps_all_its_counts() -> None:
    """The horizon runs from publication; where that is not known nothing is left out."""
    reprints = pl.LazyFrame(
        [dict.fromkeys(REPRINTS) | {"reprint_id": "a", "published_at": None}], schema=REPRINTS
    )
    row = dict.fromkeys(REPRINT_COUNTS) | {"reprint_id": "a", "source": "s", "reads": 5}
    counts = pl.LazyFrame([row | {"observed_at": START}], schema=REPRINT_COUNTS)
    result = compact_reprints(reprints, counts, Rule(timedelta(0)))
    assert result["reads"].to_list() == [5]


@pytest.mark.parametrize("key", KINDS)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_a_cut_off_gives_the_facts_as_they_were_then(key: str, data) -> None:
    """Equal to compacting what was seen by then; a post counted in time enters from a late batch.

    Its horizon holds as well.
    """
    _, schema, _, wanted, compact = KINDS[key]
    rows = data.draw(st.lists(observations(key), max_size=12))
    cutoff = data.draw(times)
    horizon = data.draw(st.sampled_from([None, timedelta(microseconds=1)]))
    in_time = data.draw(st.sets(st.sampled_from(KEYS)))
    told = [describe(key, sorted(in_time)), describe(key, [*KEYS, *KEYS])]
    result = compact(
        told[0].lazy(),
        pl.DataFrame(rows, schema=schema).lazy(),
        Rule(horizon, cutoff.astimezone(timezone(timedelta(hours=8)))),
        told[1].lazy(),
    )
    seen = [row for row in rows if row["observed_at"] <= cutoff]
    known = in_time | {row[key] for row in seen if row[key] in KEYS}
    assert result.schema == wanted
    plain = compact(
        describe(key, sorted(known)).lazy(), pl.LazyFrame(seen, schema=schema), Rule(horizon)
    )
    assert_frame_equal(result, plain)


def test_a_late_description_enters_as_it_first_was() -> None:
    """Only of what was counted in time; what a later batch says of it does not."""
    late = describe("post_id", ["a", "b", "a"]).with_columns(title=pl.Series(["甲", "乙", "改"]))
    row = dict.fromkeys(POST_COUNTS) | {"post_id": "a", "source": "s", "observed_at": START}
    counts = pl.LazyFrame([row | {"likes": 1}], schema=POST_COUNTS)
    none = describe("post_id", []).lazy()
    for cutoff, expected in ((START, ["甲"]), (START - timedelta(microseconds=1), [])):
        result = compact_posts(none, counts, Rule(cutoff=cutoff), late.lazy())
        assert result["title"].to_list() == expected


def test_what_a_compact_file_covers_follows_from_its_batches_and_the_rule() -> None:
    """Any order gives the same hash; other batches, another horizon or cut-off another one."""
    batches = [Batch("posts", "2026-10", "raw", f"p{n}", str(n) * 64, 1) for n in range(3)]
    assert coverage_hash(batches, ALL) == coverage_hash(batches[::-1], ALL)
    rules = (ALL, Rule(timedelta(days=7)), Rule(timedelta(days=8)), Rule(cutoff=START))
    found = {coverage_hash(batches[:n], rule) for n in range(4) for rule in rules}
    assert len(found) == 16


@st.composite
def reprint_rows(draw: st.DrawFn) -> Row:
    """A row of one of three reprints of two posts; two of them stand at one address."""
    key = draw(st.sampled_from(KEYS))
    post, url = {"a": ("p", "a.example/1"), "b": ("p", "b.example/2"), "c": ("q", "a.example/1")}[
        key
    ]
    own = {"reprint_id": key, "post_id": post, "channel_id": "x", "url": f"https://{url}"}
    parent = draw(st.sampled_from([None, *KEYS, "http://www.A.example/1/#x", "b.example/2", "?"]))
    rejected = draw(st.sampled_from([None, True, False]))
    return dict.fromkeys(REPRINTS) | own | {"parent": parent, "rejected": rejected}


def said_last(rows: list[Row], key: str, name: str) -> Any:
    said = [r[name] for r in rows if r["reprint_id"] == key and r[name] is not None]
    return said[-1] if said else None


def taken_from(kept: set[str], key: str, said: str | None) -> str | None:
    """The plain rule for a parent."""
    at = {"http://www.A.example/1/#x": {"a", "c"}, "b.example/2": {"b"}}.get(said or "", {said})
    if key in at:
        return key
    same_post = {"a": {"b"}, "b": {"a"}, "c": set()}[key]
    return next(iter(at & same_post & kept), said)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_what_is_taken_back_last_is_left_out_and_parents_become_ids(data) -> None:
    """The latest word counts, whatever came between: imports say nothing of it, so they change
    nothing. A parent that is no reprint of the post, or that was taken back, stays as text."""
    rows = data.draw(st.lists(reprint_rows(), max_size=8))
    keys = {row["reprint_id"] for row in rows}
    kept = {key for key in keys if said_last(rows, key, "rejected") is not True}
    seen = data.draw(st.lists(observations("reprint_id"), max_size=6))
    counts = pl.LazyFrame(seen, schema=REPRINT_COUNTS)
    result = compact_reprints(pl.LazyFrame(rows, schema=REPRINTS), counts, ALL)
    assert result.schema == COMPACT_REPRINTS
    assert dict(result.select("reprint_id", "parent").iter_rows()) == {
        key: taken_from(kept, key, said_last(rows, key, "parent")) for key in kept
    }
    for key in kept:
        one = pl.LazyFrame([r for r in rows if r["reprint_id"] == key], schema=REPRINTS)
        alone = compact_reprints(one, counts, ALL)
        assert_frame_equal(
            result.filter(reprint_id=key).drop("parent"), alone.drop("parent"), check_exact=True
        )


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_what_is_taken_back_after_the_cut_off_still_counts_in_it(data) -> None:
    """A late batch is late as a whole, the addresses of parents among it."""
    early = data.draw(st.lists(reprint_rows(), min_size=1, max_size=5))
    keys = {row["reprint_id"] for row in early}
    after = [r for r in data.draw(st.lists(reprint_rows(), max_size=5)) if r["reprint_id"] in keys]
    frames = [pl.LazyFrame(rows, schema=REPRINTS) for rows in (early, after)]
    counts = pl.LazyFrame(schema=REPRINT_COUNTS)
    result = compact_reprints(frames[0], counts, Rule(cutoff=START), frames[1])
    assert_frame_equal(result, compact_reprints(frames[0], counts, ALL))


def test_a_month_without_parents_reads_neither_titles_nor_addresses() -> None:
    """A month may hold fifty million reprints: those columns are not even asked for."""
    frame = describe("reprint_id", ["a", "b"]).lazy()
    counts = pl.LazyFrame(schema=REPRINT_COUNTS)
    bare = frame.drop("title", "url", "matched_by", "similarity")
    assert_frame_equal(compact_reprints(bare, counts, ALL), compact_reprints(frame, counts, ALL))
