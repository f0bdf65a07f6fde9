"""Methods with few published rows or none: the file is the formula, written out once more here.

Formulas and their sources: reference/domain.md, section 1.
"""

from __future__ import annotations

from collections.abc import Callable
from math import floor, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.oracles import index_of, public_method

Counts = dict[str, int]


def ln1p(x: float) -> float:
    return log(x + 1)


def wci_12(c: Counts) -> float:
    """Averages to one decimal, half up, as in the publisher's own output."""

    def part(measure: str, scale: int) -> float:
        total, peak = c[measure], c[f"max_{measure}"]
        average = floor(total / c["posts"] * 10 + 0.5) / 10
        day = 0.40 * ln1p(scale * total / c["days"])
        return day + 0.45 * ln1p(scale * average) + 0.15 * ln1p(scale * peak)

    return (0.80 * part("reads", 1) + 0.20 * part("likes", 10)) ** 2 * 10


def wci_142(c: Counts, weights: dict[str, float]) -> float:
    """Both variants of V14.2; ``weights`` are those of reads, 在看, likes and shares."""

    def q(counts: dict[str, float]) -> float:
        return sum(w * ln1p(counts[m] * (1 if m == "reads" else 10)) for m, w in weights.items())

    day = q({m: c[m] / c["days"] for m in weights})
    post = q({m: c[m] / c["posts"] for m in weights})
    headline = q({m: c[f"headline_{m}"] / c["days"] for m in weights})
    peak = q({m: c[f"max_{m}"] for m in weights})
    return (0.60 * day + 0.20 * post + 0.10 * headline + 0.10 * peak) ** 2 * 1.2 * 10


def wci_142a(c: Counts) -> float:
    return wci_142(c, {"reads": 0.85, "wow": 0.09, "likes": 0.06})


def wci_142b(c: Counts) -> float:
    return wci_142(c, {"reads": 0.70, "wow": 0.09, "likes": 0.06, "shares": 0.15})


def wci_provincial(c: Counts) -> float:
    def g(reads: float, likes: float) -> float:
        return 0.85 * ln1p(reads) + 0.15 * ln1p(10 * likes)

    day = g(c["reads"] / c["days"], c["likes"] / c["days"])
    post = g(c["reads"] / c["posts"], c["likes"] / c["posts"])
    return (0.42 * day + 0.42 * post + 0.16 * g(c["max_reads"], c["max_likes"])) ** 2 * 10


def bci(c: Counts) -> float:
    w1 = 0.30 * ln1p(c["posts"]) + 0.70 * ln1p(c["originals"])
    w2 = 0.20 * ln1p(c["reposts"]) + 0.20 * ln1p(c["comments"]) + 0.10 * ln1p(c["likes"])
    w2 += 0.25 * ln1p(c["original_reposts"]) + 0.25 * ln1p(c["original_comments"])
    return (0.20 * w1 + 0.80 * w2) * 160


def bci_simplified(c: Counts) -> float:
    w2 = 0.40 * ln1p(c["reposts"]) + 0.40 * ln1p(c["comments"]) + 0.20 * ln1p(c["likes"])
    return (0.20 * ln1p(c["posts"]) + 0.80 * w2) * 160


def dci(c: Counts) -> float:
    gained = max(c["new_followers"], 0)
    interaction = 0.17 * ln1p(c["likes"]) + 0.37 * ln1p(c["comments"]) + 0.46 * ln1p(c["shares"])
    followers = 0.89 * ln1p(c["followers"]) + 0.11 * ln1p(gained)
    return (0.10 * ln1p(c["works"]) + 0.76 * interaction + 0.14 * followers) * 100


def media_reprint(c: Counts) -> float:
    times = 0.40 * ln1p(c["reprint_times"]) + 0.45 * ln1p(c["originals"])
    times += 0.15 * ln1p(c["max_reprint_times"])
    articles = 0.70 * ln1p(c["reprint_articles"]) + 0.30 * ln1p(c["max_reprint_articles"])
    medium = ln1p(c["media_weight"]) if c["originals"] > 0 else 0
    return 0.25 * times + 0.25 * articles + 0.40 * medium + 0.10 * ln1p(c["posts"])


FORMULAS: dict[str, Callable[[Counts], float]] = {
    "wci-12": wci_12,
    "wci-14.2a": wci_142a,
    "wci-14.2b": wci_142b,
    "wci-provincial": wci_provincial,
    "bci": bci,
    "bci-simplified": bci_simplified,
    "dci": dci,
    "media-reprint": media_reprint,
}
SMALL = {
    "posts": st.integers(1, 1000),
    "days": st.integers(1, 366),
    "new_followers": st.integers(-(10**6), 10**6),
}
ANY = st.one_of(st.integers(0, 20), st.integers(0, 10**12))


@pytest.mark.slow
@pytest.mark.parametrize("method_id", FORMULAS)
@settings(deadline=None)  # the first example reads the file
@given(data=st.data())
def test_the_file_is_the_formula(method_id: str, data: st.DataObject) -> None:
    """Within a relative 1e-12, for any counts."""
    method = public_method(method_id)
    names = [*method.inputs, *(["days"] if method.days else [])]
    counts = {name: data.draw(SMALL.get(name, ANY), label=name) for name in names}
    assert index_of(method, counts) == pytest.approx(FORMULAS[method_id](counts), rel=1e-12)


@pytest.mark.parametrize("method_id", FORMULAS)
def test_nothing_posted_is_0_and_not_a_gap(method_id: str) -> None:
    """0 reads of 0 posts are 0 a post; the index is 0."""
    method = public_method(method_id)
    nothing = dict.fromkeys(method.inputs, 0) | {"days": 30}
    assert index_of(method, nothing) == 0


@pytest.mark.parametrize("method_id", FORMULAS)
def test_a_count_that_was_not_observed_gives_no_index(method_id: str) -> None:
    """Whichever it is: a public index is made of all its parts or is none."""
    method = public_method(method_id)
    counts = dict.fromkeys(method.inputs, 5) | {"days": 30}
    assert index_of(method, counts) is not None
    for name in method.inputs:
        assert index_of(method, counts | {name: None}) is None, name
