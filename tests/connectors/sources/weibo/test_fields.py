"""Instants, counts, ids, links and topics as Weibo writes them."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.sources.weibo import fields

DATA = Path(__file__).resolve().parents[5] / "shared" / "data" / "weibo-2020-05-18"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Tue May 31 17:46:55 +0800 2011", datetime(2011, 5, 31, 9, 46, 55, tzinfo=UTC)),
        ("Wed Jan  1 00:00:00 +0800 2025", datetime(2024, 12, 31, 16, tzinfo=UTC)),
        ("Wed Dec 31 20:00:00 -0530 2025", datetime(2026, 1, 1, 1, 30, tzinfo=UTC)),
    ],
)
def test_instants_are_read_as_utc(text, at):
    """English names and the offset are understood without the machine's language."""
    assert fields.instant(text) == at
    assert fields.instant(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [None, 1, "", "2011-05-31", "Tue Mai 31 17:46:55 +0800 2011", "Tue Feb 31 17:46:55 +0800 2011"],
)
def test_other_instants_are_refused(text):
    """What is no instant of Weibo, or no day of the calendar, raises ValueError."""
    with pytest.raises(ValueError, match=r"."):
        fields.instant(text)


@pytest.mark.parametrize(("value", "number"), [("16", 16), (16, 16), ("0", 0), (0, 0)])
def test_counts_come_as_numbers_or_digits(value, number):
    """Both ways of writing give the same integer."""
    assert fields.count(value) == number


@pytest.mark.parametrize(
    "value", ["1.2万", "10万+", "-1", -1, 1.0, True, None, "", "１２", 2**53 + 1]
)
def test_what_is_no_count_is_refused(value):
    """Text, fractions, negative and impossible numbers raise ValueError, never a guess."""
    with pytest.raises(ValueError, match="not a count"):
        fields.count(value)


@pytest.mark.parametrize("value", [0, -1, True, "", "0", "12x", 1.5, None, "1" * 20])
def test_what_is_no_id_is_refused(value):
    """Only whole positive numbers name a post."""
    with pytest.raises(ValueError, match="not an id"):
        fields.identifier(value)


@pytest.mark.parametrize(
    ("post_id", "bid"),
    [("3436240135184587", "yfcLPlKKn"), ("4505721600164261", "J2oQo0GJn"), ("10000000", "10000")],
)
def test_short_ids_follow_the_rule(post_id, bid):
    """Groups of seven digits become four characters of base 62, padded except the first."""
    assert fields.short_id(post_id) == bid


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the shared reference data are not here")
def test_short_ids_are_those_of_real_exports():
    """Every pair of id and bid of a real export is reproduced."""
    with (DATA / "weibo-search.csv").open(encoding="utf-8-sig", newline="") as file:
        pairs = {row["id"]: row["bid"] for row in csv.DictReader(file)}
    assert len(pairs) > 800
    assert {post_id: fields.short_id(post_id) for post_id in pairs} == pairs


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("#国际博物馆日##博物馆奇妙夜#夜幕", ("国际博物馆日", "博物馆奇妙夜")),
        ("#甲#和#乙#和#甲#", ("甲", "乙")),
        ("# 甲 #", ("甲",)),
        ("没有话题 #1", ()),
        ("## #\n#", ()),
    ],
)
def test_topics_stand_between_two_signs(text, topics):
    """Each topic once, in the order of the text; nothing between the signs is no topic."""
    assert fields.topics(text) == topics
