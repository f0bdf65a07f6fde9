"""What becomes of one foreign row."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from connectors.interface import PostRow, Reason
from connectors.sources.fields import PUBLIC_PAGE_CAPS, Fields, read_row

FIELDS = Fields(
    native_id="no",
    url="link",
    published_at="time",
    title="head",
    text="body",
    topics="tags",
    original="own",
    position="place",
    counts={"reads": "read", "likes": "like"},
    reads_unit="times",
    capped=PUBLIC_PAGE_CAPS,
)
ROW = {"no": 7, "time": "2026-11-19 08:00:00", "read": 10, "like": 0}
POST = PostRow(
    "7", datetime(2026, 11, 19, 0, 0, tzinfo=UTC), {"reads": 10, "likes": 0}, reads_unit="times"
)


def test_keys_that_are_absent_are_not_observed():
    """Zero stays zero; what the row lacks is None."""
    assert read_row(ROW, FIELDS).post == POST


def test_every_part_of_a_post_can_be_named():
    """Texts, topics, original and place come from the keys that are named for them."""
    row = {"link": "u", "head": "t", "body": "b", "tags": "甲，乙;丙", "own": 1, "place": "2"}
    assert read_row(ROW | row, FIELDS).post == replace(
        POST, url="u", title="t", text="b", topics=("甲", "乙", "丙"), original=True, position=2
    )


@pytest.mark.parametrize("place", [0, -1, "x", None, 1.5])
def test_a_place_begins_with_one(place):
    """Anything else is not known."""
    assert read_row(ROW | {"place": place}, FIELDS).post.position is None


def test_topics_may_be_a_list():
    """A database may give an array; empty entries are none."""
    assert read_row(ROW | {"tags": ["甲", "", None, "乙"]}, FIELDS).post.topics == ("甲", "乙")


@pytest.mark.parametrize("written", [100000, 100001, "100001", "10万+", "100000+"])
def test_the_cap_of_public_pages_is_a_lower_bound(written):
    """However a vendor writes 10万+, it is 100,000 and censored."""
    post = read_row(ROW | {"read": written}, FIELDS).post
    assert post.counts["reads"] == 100000
    assert post.censored == {"reads"}


def test_other_numbers_above_the_cap_are_exact():
    """A vendor that counts on is believed."""
    post = read_row(ROW | {"read": 100002}, FIELDS).post
    assert (post.counts["reads"], post.censored) == (100002, frozenset())


def test_without_caps_a_hundred_thousand_is_just_that():
    """Weibo shows whole numbers."""
    post = read_row(ROW | {"read": 100000}, replace(FIELDS, capped=frozenset())).post
    assert post.censored == frozenset()


def test_an_unreadable_count_is_a_gap_of_its_post_and_day():
    """The other counts stay; the gap says which measure and what stood there."""
    found = read_row(ROW | {"read": -1}, FIELDS)
    assert found.post == replace(POST, counts={"likes": 0}, reads_unit=None)
    (gap,) = found.gaps
    assert (gap.what, gap.reason, str(gap.day)) == ("reads of post 7", Reason.SUSPECT, "2026-11-19")
    assert "-1" in gap.detail


@pytest.mark.parametrize(
    "row", [None, "text", [], {}, {"no": "", "link": None}, ROW | {"time": "soon"}]
)
def test_a_row_that_names_no_post_is_a_gap(row):
    """Rows that are no records, have no name or no readable time are said to be missing."""
    found = read_row(row, FIELDS)
    assert found.post is None
    assert [gap.reason for gap in found.gaps] == [Reason.SUSPECT]


def test_rows_of_counts_alone_need_no_time():
    """Where no time is named, none is missed."""
    found = read_row({"no": 7, "like": 1}, replace(FIELDS, published_at=None))
    assert found.post == PostRow("7", None, {"likes": 1})
    assert found.gaps == ()


def test_all_named_keys_are_told():
    """A source can check them against the columns it has."""
    assert FIELDS.keys() == {"no", "link", "time", "head", "body", "tags", "own", "place", "read",
                             "like"}  # fmt: skip
    assert Fields().keys() == set()
