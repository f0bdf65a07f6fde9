"""Addresses of one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.model.addresses import key


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.News.example/a/B/", "news.example/a/B"),
        ("HTTP://news.example/a/B#comments", "news.example/a/B"),
        (" news.example/a/B ", "news.example/a/B"),
        ("https://news.example/?id=7", "news.example/?id=7"),
        ("https://news.example", "news.example"),
        ("https://app.example/#/detail/7", "app.example/#/detail/7"),
        ("https://app.example/#!7", "app.example/#!7"),
        ("https://a.example/1?utm_source=x&utm_medium=y", "a.example/1"),
        ("https://a.example/1?id=7&from=timeline&isappinstalled=0", "a.example/1?id=7"),
        ("https://a.example/1?from=x&id=7&spm=1.2&p=3", "a.example/1?id=7&p=3"),
        ("https://a.example/?spm=1", "a.example"),
        ("https://a.example/1?fromage=1&xfrom=2", "a.example/1?fromage=1&xfrom=2"),
        ("0F3A", "0F3A"),
        ("", ""),
    ],
)
def test_an_address_has_one_spelling(address: str, expected: str) -> None:
    """Path and query tell pages apart, and so does a route behind a hash; ids stay as they are."""
    assert key(address) == expected


@given(st.text("ab/.?!:w", max_size=12))
def test_an_address_is_the_same_with_scheme_and_fragment(text: str) -> None:
    """Nothing that is put around it leads to another place."""
    assert key(f"https://www.news.example/{text}#x") == key(f"news.example/{text}")
