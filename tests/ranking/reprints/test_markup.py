import polars as pl

from ranking.reprints.markup import LONGEST, plain


def read(text: str | None) -> str:
    return str(plain(pl.Series([text], dtype=pl.String))[0])


def test_blocks_become_lines_and_other_tags_nothing() -> None:
    assert read("<p>第一<b>段</b></p><P class='x'>第二段</P>") == "\n第一段\n\n第二段\n"


def test_scripts_styles_and_comments_are_no_text() -> None:
    text = "甲<script>var x = '<p>乙</p>';</script><style>p {}</style><!-- 丙 -->丁"
    assert read(text).replace(" ", "") == "甲丁"


def test_entities_become_characters() -> None:
    assert read("3 &lt; 5 &amp; 平安&#x3002;") == "3 < 5 & 平安。"


def test_a_bare_less_than_sign_is_text() -> None:
    assert read("3<5，7>2 & 8<9") == "3<5，7>2 & 8<9"


def test_no_text_is_empty_text() -> None:
    assert read(None) == ""


def test_a_giant_text_is_cut_by_characters() -> None:
    assert read("政" * 400_000) == "政" * LONGEST


def test_texts_without_markup_keep_their_places() -> None:
    assert plain(pl.Series(["甲", "<b>乙</b>", None, "丁"])).to_list() == ["甲", "乙", "", "丁"]
