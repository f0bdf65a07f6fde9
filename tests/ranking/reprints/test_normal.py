import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.reprints.normal import Texts, joined, normalise, part, without


def spelled(texts: Texts) -> list[str]:
    ends = zip(texts.starts[:-1], texts.starts[1:], strict=True)
    return ["".join(map(chr, texts.codes[a:b].tolist())) for a, b in ends]


def normal(*texts: str | None) -> list[str]:
    return spelled(normalise(pl.Series(texts, dtype=pl.String)))


def lines(texts: Texts) -> list[str]:
    ends = np.append(texts.lines[1:], len(texts.codes))
    return [
        "".join(map(chr, texts.codes[a:b].tolist())) for a, b in zip(texts.lines, ends, strict=True)
    ]


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("ＡＢＣ，１２３！", "abc123"),
        ("3.5亿 元（约）", "35亿元约"),
        ("㈠⑩㎏ﬁ", "一10kgfi"),
        ("Cafe\u0301", "café"),
        ("\u200b平\ufeff安🙂👍🏽", "平安"),
        ("", ""),
        ("，。！", ""),
        (None, ""),
    ],
)
def test_one_spelling(written: str | None, compared: str) -> None:
    assert normal(written) == [compared]


def test_a_hard_character_changes_no_other_text() -> None:
    assert normal("甲，ABC", "㈠㈡⑩", "乙。DEF") == ["甲abc", "一二10", "乙def"]


def test_rare_han_are_kept_apart() -> None:
    assert normal("\U00020001")[0] != normal("\U00020002")[0]
    assert len(normal("\U0002a6d6")[0]) == 1


def test_traditional_characters_are_simplified_where_it_is_wanted() -> None:
    texts = pl.Series(["臺灣與上海發佈：㊗颱風後，乾隆與㎏", "台湾与上海发布：㊗台风后，干隆与㎏"])
    traditional, simple = spelled(normalise(texts, simplified=True))
    assert traditional == simple == "台湾与上海发布祝台风后干隆与kg"
    assert normal("發佈") == ["發佈"]


def test_lines_begin_after_line_ends_and_sentences() -> None:
    assert lines(normalise(pl.Series(["第一。第二\n\n第三", "", "第四！"]))) == [
        *("第一", "第二", "第三", "第四")
    ]


def test_more_texts_than_a_thread_takes_are_in_order() -> None:
    written = [f"第{number}号。" for number in range(1000)]
    assert normal(*written) == [text[:-1] for text in written]


def test_what_is_left_keeps_its_lines() -> None:
    texts = normalise(pl.Series(["甲乙。丙丁", "", "戊。己。庚"]))
    rest = without(texts, np.array([2, 4, 5]), np.array([3, 5, 6]))
    assert spelled(rest) == ["甲乙丁", "", "庚"]
    assert lines(rest) == ["甲乙", "丁", "庚"]


@settings(deadline=None)  # the first call makes the table of all characters
@given(st.lists(st.text("甲乙。\n", max_size=8), max_size=8), st.integers(0, 8))
def test_parts_joined_are_the_whole(texts: list[str], at: int) -> None:
    whole = normalise(pl.Series(texts, dtype=pl.String))
    at = min(at, whole.height)
    again = joined([part(whole, 0, at), part(whole, at, whole.height - at)])
    assert again.codes.tolist() == whole.codes.tolist()
    assert again.starts.tolist() == whole.starts.tolist()
    assert again.lines.tolist() == whole.lines.tolist()
