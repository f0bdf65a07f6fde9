"""One name, many spellings; and what may have been meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.model.names import clean, display, key, nearest

INVISIBLE = "\u200b\u200d\u200e\u202e\u2060\u2066\ufeff"
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(text)
def test_displaying_and_cleaning_twice_is_the_same_as_once(name: str) -> None:
    """No invisible mark, no outer space and no double space is left."""
    for fold in (display, clean):
        once = fold(name)
        assert fold(once) == once
        assert not set(once) & set(INVISIBLE)
        assert once == once.strip()
        assert "  " not in once


@given(text, st.sampled_from(INVISIBLE), st.integers(0, 30))
def test_an_invisible_mark_anywhere_makes_no_other_name(name: str, mark: str, place: int) -> None:
    """Also between a letter and its accent, where it would keep them from becoming one."""
    marked = name[:place] + mark + name[place:]
    assert key(marked) == key(name)
    assert clean(marked) == clean(name)
    assert display(marked) == display(name)


def test_a_mark_between_letter_and_accent_makes_no_other_name() -> None:
    """The one case in which taking the mark away later would be too late."""
    assert clean("e\u200b\u0301") == clean("é") == "é"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海发布", " 上海 发布\u3000"),
        ("ＡＢＣ１２３", "abc123"),
        ("浦东（新区）", "浦东(新区)"),
        ("Straße", "STRASSE"),
        ("ﬁle", "FILE"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    """Width, case, spaces and compatibility forms do not count."""
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("上海", "上每"), ("а", "a"), ("甲区", "甲区局")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    """Look-alikes of another script (Cyrillic а) stay other names."""
    assert key(one) != key(other)


def test_a_name_is_displayed_as_it_was_written() -> None:
    """Full-width letters and case are kept."""
    assert display(" Ａ区\u200b  Fa\tBu\n") == "Ａ区 Fa Bu"


@given(text, st.lists(text, max_size=6), st.integers(1, 4))
def test_suggestions_are_known_names_and_never_too_many(name, known, count) -> None:
    """Each at most once, and the same whatever the order of the known."""
    found = nearest(name, known, count)
    assert len(found) <= count
    assert set(found) <= set(known)
    assert len(set(found)) == len(found)
    assert found == nearest(name, reversed(known), count)


@given(st.lists(text.filter(key), min_size=1, max_size=6), st.data())
def test_a_name_that_is_known_is_the_first_suggestion(known, data) -> None:
    """In whatever spelling it was typed."""
    name = data.draw(st.sampled_from(known))
    assert key(nearest(f" {name}\u200b", known)[0]) == key(name)


def test_a_part_of_a_long_name_is_enough() -> None:
    """浦东 is far from the full name by letters, but it is in it."""
    known = ["上海市浦东新区人民政府办公室", "徐汇区", "静安区"]
    assert nearest("浦东", known) == known[:1]
    assert nearest("徐汇", known)[0] == "徐汇区"
    assert nearest("zzz", known) == []
    assert nearest("", known) == []
