import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ranking.reprints.normal import normalise
from ranking.reprints.shingles import among, first_equal, mixed, rolled, whole


def test_hashes_are_the_same_on_every_machine_and_in_every_version() -> None:
    codes = normalise(pl.Series(["上海发布今天"])).codes
    assert mixed(rolled(codes)).tolist() == [8102073613437157773, 6638269899327924278]


def test_a_hash_depends_on_its_five_characters_alone() -> None:
    left, right = (normalise(pl.Series([text])).codes for text in ("甲上海发布会乙", "上海发布会"))
    assert rolled(left)[1] == rolled(right)[0]
    assert len(set(rolled(left).tolist())) == 3


def test_shingles_across_the_ends_of_texts_are_none() -> None:
    texts = normalise(pl.Series(["甲乙丙丁戊己", "", "庚辛", "子丑寅卯辰"]))
    assert np.flatnonzero(whole(texts)).tolist() == [0, 1, 8]


def test_a_text_below_five_characters_has_none() -> None:
    assert len(rolled(normalise(pl.Series(["上海发布"])).codes)) == 0


@given(st.lists(st.integers(0, 30), max_size=200))
def test_equal_keys_get_the_place_of_the_last_of_them(numbers: list[int]) -> None:
    keys = np.array(numbers, np.uint64)
    last = {key: place for place, key in enumerate(numbers)}
    assert first_equal(keys).tolist() == [last[key] for key in numbers]


def test_many_different_keys_are_told_apart() -> None:
    keys = mixed(np.arange(1, 50_001, dtype=np.uint64))
    assert first_equal(np.concatenate([keys, keys])).tolist() == [*range(50_000, 100_000)] * 2


@given(
    st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 20), max_size=60),
    st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 20), max_size=60),
)
def test_keys_are_known_whatever_they_are(numbers: list[int], others: list[int]) -> None:
    keys, known = np.array(numbers + others[::2], np.uint64), np.array(others, np.uint64)
    assert among(keys, known).tolist() == [key in others for key in keys.tolist()]


def test_many_keys_are_found_and_no_other() -> None:
    keys = mixed(np.arange(1, 50_001, dtype=np.uint64))
    assert among(keys, keys[::2]).tolist() == [True, False] * 25_000
