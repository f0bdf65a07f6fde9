"""Text cells in bulk."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from ranking.intake.text import folded, keyed, looked_up, mapped, plain, trimmed
from ranking.model import names


def test_plain_strips_what_spreadsheets_add_and_drops_signs_for_unknown() -> None:
    """Tabs, apostrophes and ="…" go; —, 暂无, N/A and blanks become null."""
    cells = pl.DataFrame({"a": ["123\t", "'123", '="123"', " — ", "暂无", "N/A", "  ", None, "x"]})
    assert cells.select(plain(pl.col("a"))).to_series().to_list() == [
        *("123", "123", "123"),
        *(None, None, None, None, None),
        "x",
    ]


def test_trimmed_keeps_words_that_only_look_like_unknown() -> None:
    """Free text loses outer space and nothing else."""
    cells = pl.DataFrame({"a": [" 无 ", "\u3000", "'引用'"]})
    assert cells.select(trimmed(pl.col("a"))).to_series().to_list() == ["无", None, "'引用'"]


@given(st.lists(st.text() | st.none()))
def test_keyed_is_names_key_of_every_cell(texts: list[str | None]) -> None:
    """The bulk form agrees with the plain one; nothing left is null."""
    wanted = [None if text is None else names.key(text) or None for text in texts]
    assert keyed(pl.Series(texts, dtype=pl.String)).to_list() == wanted


def test_folded_turns_full_width_into_ascii() -> None:
    """Full-width digits, ideographic and zero-width spaces are folded away."""
    assert folded(pl.Series(["１２３", "\u30001\u200b2 ", "abc", None])).to_list() == [
        *("123", "12", "abc"),
        None,
    ]


def test_a_function_is_called_once_per_distinct_text() -> None:
    """Repeated cells cost nothing, and keep their order."""
    seen: list[str] = []

    def note(text: str) -> str:
        seen.append(text)
        return text.upper()

    assert mapped(pl.Series(["b", "a", None, "b"]), note).to_list() == ["B", "A", None, "B"]
    assert sorted(seen) == ["a", "b"]


def test_words_are_looked_up_by_key() -> None:
    """Case, width and spaces do not matter; an unknown word is null."""
    cells = pl.Series(["微 信", "WECHAT", "抖音", None])
    table: dict[str, object] = {"微信": "wechat", "wechat": "wechat"}
    assert looked_up(cells, table, pl.String).to_list() == ["wechat", "wechat", None, None]
