"""Which language is chosen, and what a sentence becomes in it."""

import pytest

from ranking.i18n import Translator, choose_language

LANGUAGES = ("zh", "en")


@pytest.mark.parametrize(
    ("wanted", "environ", "language"),
    [
        ("en", {"GOVRANK_LANG": "zh", "LANG": "zh_CN.UTF-8"}, "en"),
        ("zh", {"GOVRANK_LANG": "en"}, "zh"),
        ("ZH-Hans", {}, "zh"),
        ("fr", {"LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"GOVRANK_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ("", {"GOVRANK_LANG": "", "LC_ALL": "zh_CN.UTF-8", "LANG": "C"}, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.GB18030"}, "zh"),
        (None, {"LANG": "C.UTF-8"}, "en"),
        (None, {}, "en"),
    ],
)
def test_the_wish_then_the_variable_then_the_locale_decide(wanted, environ, language) -> None:
    """In the order of gettext; empty values say nothing; what is not Chinese is English."""
    assert choose_language(wanted, environ) == language


def test_the_environment_of_the_process_is_the_default(monkeypatch) -> None:
    """No mapping given: the real one."""
    monkeypatch.setenv("GOVRANK_LANG", "zh")
    assert choose_language(None) == "zh"


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_are_filled_in_and_hostile_values_are_only_text(language) -> None:
    """Braces and format codes in a value are not fields."""
    say = Translator(language)
    hostile = "{0} {x} %s {{}}"
    assert hostile in say("'{text}' is not a month.", text=hostile)
    assert say("no such sentence {n}", n=3) == "no such sentence 3"
    assert say("") == ""


def test_an_english_sentence_has_a_chinese_translation() -> None:
    """With the same field; English stays as it is."""
    assert Translator("en")("'{text}' is not a month.", text="x") == "'x' is not a month."
    chinese = Translator("zh")("'{text}' is not a month.", text="x")
    assert "x" in chinese
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)


def test_translators_of_both_languages_live_side_by_side() -> None:
    """No global is set: one run may print English and write Chinese."""
    say, write = Translator("en"), Translator("zh")
    assert (say.language, write.language) == ("en", "zh")
    assert say("'{text}' is not a month.", text="x") != write("'{text}' is not a month.", text="x")
