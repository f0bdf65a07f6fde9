"""The font of PDF and PNG."""

import sys

import pytest
from fontTools.ttLib import TTFont

from ranking.errors import ConfigError
from ranking.render.typeset import fonts

RARE = "鄠邑硚口洺堃𬭩𫭟㵲崀塱垟〓↑↓—·≥①"


def test_the_face_that_is_read_is_the_family_that_texts_are_set_in():
    with TTFont(fonts.font_file(), fontNumber=fonts._FACE, lazy=True) as face:
        assert face["name"].getDebugName(1) == fonts.FAMILY


def test_rare_place_names_and_marks_can_be_set():
    assert [c for c in RARE if not fonts.characters().has(c)] == []


@pytest.mark.parametrize("character", ["🎉", "\ufe0f", "\ud7ff", "\U0010ffff"])
def test_emoji_selectors_and_the_unassigned_cannot_be_set(character):
    assert not fonts.characters().has(character)


def test_the_table_read_is_the_one_fonttools_reads():
    with TTFont(fonts.font_file(), fontNumber=fonts._FACE, lazy=True) as face:
        known = face.getBestCmap()
    font = fonts.characters()
    every = (*range(0x3000), *range(0x4DB0, 0xA000, 7), *range(0x1F000, 0x2F000, 11))
    assert all(font.has(chr(point)) == (point in known) for point in every)


def test_without_the_package_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "manimgx_fonts_cjk", None)
    with pytest.raises(ConfigError) as error:
        fonts.font_file()
    assert 'pip install "govrank[fonts]"' in error.value.hint_text()
    assert "not installed" in str(error.value)


def test_the_version_names_family_and_package():
    assert fonts.font_version().startswith("Noto Sans CJK SC (manimgx-fonts-cjk 20")
