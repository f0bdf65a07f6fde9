"""WCI V14.2 A on values whose inputs were published in part: consistent, which is not proof."""

from __future__ import annotations

import re

import pytest

from tests.builders.oracles import ORACLES, Row, index_of, needs_oracles, public_method

pytestmark = needs_oracles
DOMAIN = ORACLES.parent / "reference" / "domain.md"
PATTERN = r"(\w+) (\d+)(?: posts)?/(\d+)(?: reads)?/(\d+)(?: 在看)? -> (\d+)"


def lists() -> list[pytest.ParameterSet]:
    """Return the accounts of one monthly list: posts, reads, 在看 and the published index."""
    text = DOMAIN.read_text("utf-8") if DOMAIN.exists() else ""
    line = next((line for line in text.splitlines() if "dxphb.com/311.html): " in line), "")
    return [pytest.param(*map(int, m[1:]), id=m[0]) for m in re.findall(PATTERN, line)]


def month(posts: int, reads: int, wow: int) -> Row:
    return {"days": 30, "posts": posts, "reads": reads, "wow": wow}


@pytest.mark.parametrize(("posts", "reads", "wow", "published"), lists())
def test_the_published_value_lies_within_what_is_known(
    posts: int, reads: int, wow: int, published: int
) -> None:
    """Between no likes, no headline and even posts, and all of it in one headline post."""
    method = public_method("wci-14.2a")
    least = month(posts, reads, wow) | {
        "headline_reads": 0,
        "max_reads": reads / posts,
        "headline_wow": 0,
        "max_wow": wow / posts,
        **dict.fromkeys(["likes", "headline_likes", "max_likes"], 0),
    }
    most = month(posts, reads, wow) | {
        "headline_reads": reads,
        "max_reads": reads,
        "headline_wow": wow,
        "max_wow": wow,
        **dict.fromkeys(["likes", "headline_likes", "max_likes"], reads),
    }
    assert index_of(method, least) < published < index_of(method, most)
