import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ranking.reprints.normal import normalise
from ranking.reprints.shingles import hashed, mixed, rolled


def hashes(text: str) -> list[int]:
    codes = normalise(pl.Series([text])).codes
    found = np.zeros(len(codes), np.uint64)
    return [int(value) for value in found[: rolled(codes, 0, len(codes), found)]]


def test_hashes_are_the_same_on_every_machine_and_in_every_version() -> None:
    found = np.array(hashes("上海发布今天"), np.uint64)
    assert [int(mixed(value)) for value in found] == [8102073613437157773, 6638269899327924278]
    codes = normalise(pl.Series(["上海发布今天"])).codes
    assert int(hashed(codes, 0, 6)) == 8990273801268151813


def test_a_hash_depends_on_its_five_characters_alone() -> None:
    left, right = hashes("甲上海发布会乙"), hashes("上海发布会")
    assert left[1:2] == right
    assert len(set(left)) == 3


def test_only_the_asked_part_is_read() -> None:
    codes = normalise(pl.Series(["甲上海发布会乙"])).codes
    found = np.zeros(7, np.uint64)
    assert rolled(codes, 1, 6, found) == 1
    assert found.tolist() == [*hashes("上海发布会"), 0, 0, 0, 0, 0, 0]


def test_a_text_below_five_characters_has_none() -> None:
    assert hashes("上海发布") == []
    assert hashes("") == []


@given(st.text("甲乙", max_size=9), st.text("甲乙", max_size=9))
def test_runs_have_one_hash_when_they_are_the_same(one: str, other: str) -> None:
    codes = normalise(pl.Series([one + other])).codes
    left, right = hashed(codes, 0, len(one)), hashed(codes, len(one), len(one + other))
    assert (left == right) == (one == other)
