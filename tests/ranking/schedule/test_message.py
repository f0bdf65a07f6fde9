"""What happened, in words and for machines."""

from __future__ import annotations

from ranking.errors import UsageError
from ranking.i18n import Translator
from ranking.model.run import Occasion
from ranking.schedule.message import message_of, occasion_names, sentence
from tests.builders.hooks import occurrence

EN = Translator("en")


def test_the_document_has_everything_a_machine_needs() -> None:
    """Instants in UTC; the sentence and the hint with their fields."""
    assert message_of(occurrence(), EN).document() == {
        "time": "2026-11-06T04:00:00Z",
        "event": "failure",
        "list": "main",
        "month": "2026-10",
        "stage": "publish",
        "revision": 1,
        "due_at": "2026-11-06T02:00:00Z",
        "late": True,
        "message": "The release of 榜 failed.",
        "hint": "Look at 榜.",
        "test": False,
    }


def test_a_person_is_told_in_three_lines() -> None:
    """The heading has the name of the program, which robots may want as a keyword."""
    assert message_of(occurrence(), EN).lines() == [
        "[govrank] failure · main · 2026-10 · publish",
        "The release of 榜 failed.",
        "Look at 榜.",
    ]
    assert len(message_of(occurrence(hint=""), EN).lines()) == 2


def test_a_test_says_so_in_both() -> None:
    """Nobody takes it for a release."""
    message = message_of(occurrence(), EN, test=True)
    assert message.document()["test"] is True
    assert message.lines()[0].startswith("[govrank] test · ")


def test_a_hostile_title_stays_one_harmless_line() -> None:
    """Titles and reasons come from outside."""
    hostile = "a\x1b[31m\r\n\u202eb\x00{title}{0}\ud800"
    said = message_of(occurrence(params={"title": hostile}), EN)
    assert said.sentence == "The release of a b{title}{0}\ufffd failed."


def test_a_title_swallows_nothing_of_the_sentence() -> None:
    """A terminal would take all that follows for the name of its window."""
    said = message_of(occurrence(params={"title": "榜\x1b]0;"}), EN)
    assert said.sentence == "The release of 榜 failed."


def test_a_template_that_does_not_fit_is_said_as_it_is() -> None:
    """Telling of a failure must not fail."""
    for template in ("{nothing}", "{title.x}", "{title!z}", "{", "{0}"):
        assert sentence(EN, template, {"title": "榜"}) == template


def test_an_error_within_a_sentence_is_told_in_its_own_words() -> None:
    """Any other exception by its text."""
    cause = UsageError("no '{unit}'", unit="甲\n区")
    assert sentence(EN, "Failed: {cause}", {"cause": cause}) == "Failed: no '甲 区'"
    assert sentence(EN, "Failed: {cause}", {"cause": OSError("x\ny")}) == "Failed: x y"


def test_every_occasion_has_a_name() -> None:
    """In the heading and in the list of hooks."""
    assert set(occasion_names(EN)) == set(Occasion)
