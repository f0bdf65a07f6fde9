"""Characters a font does not have."""

import pytest

from ranking.errors import ConfigError
from ranking.i18n import Translator
from ranking.render.typeset.fonts import Characters
from ranking.render.typeset.glyphs import Proof, missing_note

FONT = Characters((0x20, 0x3013, 0x4E00), (0x7E, 0x3013, 0x9FFF))


@pytest.fixture
def proof():
    return Proof(FONT)


@pytest.fixture
def en():
    return Translator("en")


def test_texts_the_font_can_set_and_what_is_no_text_stay_as_they_are(proof):
    data = {"unit": "市局 A", "counts": ["1", "2"], "share": 0.5, "known": None, "on": True}
    assert proof.read(data) == data
    assert proof.missing == ()


@pytest.mark.parametrize("key", ["headline", "account", "topic", "word", "notes", "warning"])
def test_a_character_missing_in_a_text_from_outside_is_marked_and_listed(proof, key):
    assert proof.read({key: ["开幕🎉了🔥🎉"]}) == {key: ["开幕〓了〓〓"]}
    assert proof.missing == ("🎉", "🔥")


def test_selectors_and_joiners_are_not_printed(proof):
    assert proof.read({"unit": "葛\U000e0100城\ufe0f市\u200d局"}) == {"unit": "葛城市局"}
    assert proof.missing == ()


def test_an_unknown_space_is_a_space(proof):
    assert proof.read({"unit": "市\u2003局"}) == {"unit": "市 局"}


def test_a_character_lost_before_is_marked_even_in_a_name(proof):
    assert proof.read({"unit": "市\ufffd局"}) == {"unit": "市〓局"}


def test_a_character_missing_in_a_name_is_refused_with_its_number_and_the_name(proof):
    with pytest.raises(ConfigError, match=r"𰻞 \(U\+30EDE\) in '𰻞面区'") as error:
        proof.read({"rows": [{"unit": "𰻞面区"}, {"headline": "🎉"}]})
    assert len(error.value.problems) == 1
    assert "formats" in error.value.hint_text()


def test_of_many_missing_characters_twenty_are_named_and_the_rest_counted(proof):
    with pytest.raises(ConfigError) as error:
        proof.read({"unit": "".join(chr(0x1F300 + n) for n in range(25))})
    assert [str(p) for p in error.value.problems[20:]] == ["and 5 more"]


def test_the_note_lists_code_points_once(en):
    note = missing_note(("🎉", "🔥"), en)
    assert note.startswith("〓: ")
    assert "U+1F389, U+1F525" in note


def test_the_note_names_at_most_twenty_and_is_empty_without_any(en):
    assert missing_note((), en) == ""
    long = missing_note([chr(0x1F300 + n) for n in range(23)], en)
    assert "U+1F313 and 3 more" in long
    assert "U+1F314" not in long
