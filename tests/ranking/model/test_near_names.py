"""Names that are like another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.model.near_names import NearNames

KNOWN = ["新浪", "新浪新闻", "人民网", "人民日报", "A Site", "网"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("新浪网", ("新浪",)),
        ("新浪 新闻网", ("新浪新闻", "新浪")),
        ("新浪新闻客户端", ("新浪新闻", "新浪")),
        ("人民日报客户端", ("人民日报",)),
        ("a site", ("A Site",)),
        ("网", ("网",)),
        ("某某某", ()),
        ("", ()),
    ],
)
def test_names_that_share_most_pairs_of_letters_are_near(text: str, near: tuple[str, ...]) -> None:
    assert NearNames(KNOWN).like(text) == near


def test_no_more_are_named_than_asked_for() -> None:
    assert NearNames(["甲乙一", "甲乙二", "甲乙三"]).like("甲乙", 2) == ("甲乙一", "甲乙三")


@given(st.permutations([*KNOWN, "新浪"]), st.text(max_size=5))
def test_the_order_of_known_names_does_not_matter(known: list[str], text: str) -> None:
    for name in (*KNOWN, text):
        assert NearNames(known).like(name) == NearNames(KNOWN).like(name)
