"""Every number of the text: where it stands in the published JSON, and that it follows from it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest

from ranking.i18n import Translator
from ranking.model.publication import Publication
from ranking.render.json_publication import publication_json
from ranking.render.labels import short
from ranking.render.rounding import fixed
from ranking.render.text import text_view
from ranking.render.text.phrases import pointer
from ranking.render.text_view import TextFigure
from tests.builders.publications import (
    hostile_publication,
    make_publication,
    shipped_publishing,
    small_publication,
)

EN = Translator("en")
RULES: Mapping[str, Callable[[list[Any]], float]] = {
    "value": lambda found: found[0],
    "sum": sum,
    "count": len,
    "ratio": lambda found: found[0] / found[1],
    "change": lambda found: float(Fraction(found[0], found[1]) - 1),
    "difference": lambda found: found[0] - found[1],
}
MAKERS = {
    "ordinary": small_publication,
    "first": lambda: make_publication(first=True),
    "hostile": hostile_publication,
}


def resolved(record: Any, place: str) -> Any:
    """Return what a JSON pointer points to. Raises KeyError, IndexError where nothing is."""
    for step in place.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        record = record[int(key)] if isinstance(record, list) else record[key]
    return record


def figures(publication: Publication, tr: Translator) -> Iterator[TextFigure]:
    """Yield every figure of the shipped text."""
    for section in text_view(publication, shipped_publishing().text, tr):
        for paragraph in section.paragraphs:
            for sentence in paragraph:
                yield from (p for p in sentence.pieces if isinstance(p, TextFigure))


def shown(figure: TextFigure) -> None:
    """Fail unless the text shows the value, rounded half up at the decimals it shows."""
    assert figure.value is not None
    percent = "%" in figure.text or "percent" in figure.text or "百分点" in figure.text
    number = re.search(r"\d[\d,]*(\.\d+)?", figure.text)
    value = abs(figure.value) * (100 if percent else 1)
    if number is None:
        assert value < 0.05, figure
    elif "万" in figure.text:
        assert int(number[0]) * 10_000 == figure.value
    else:
        decimals = len((number[1] or ".")[1:])
        assert number[0] == fixed(value, decimals), figure
    assert figure.value >= 0 or not re.search("up|增长|上升", figure.text)


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_follows_from_the_published_json(
    kind: str, language: str, request: pytest.FixtureRequest
) -> None:
    publication = MAKERS[kind]()
    record = json.loads(publication_json(publication, ()))
    found = list(figures(publication, request.getfixturevalue(language)))
    assert {one.rule for one in found} >= {"text", "value", "sum", "count", "ratio", "difference"}
    for figure in found:
        values = [resolved(record, place) for place in figure.source]
        assert values, figure
        if figure.rule == "text":
            assert figure.value is None
            assert {short(value) for value in values} == {figure.text}
        else:
            assert RULES[figure.rule](values) == figure.value, figure
            shown(figure)


def test_changes_are_told_of_an_ordinary_month() -> None:
    assert "change" in {one.rule for one in figures(small_publication(), EN)}


def test_no_number_but_those_of_the_templates_stands_outside_a_figure(zh: Translator) -> None:
    for tr, own in ((EN, {"2026", "10"}), (zh, {"2026", "10", "1", "2", "3"})):
        for section in text_view(small_publication(), shipped_publishing().text, tr):
            for paragraph in section.paragraphs:
                plain = "".join(p for s in paragraph for p in s.pieces if isinstance(p, str))
                assert set(re.findall(r"\d+", plain)) <= own


def test_a_pointer_escapes_what_json_pointers_are_made_of() -> None:
    assert pointer("units", 0, "a/b~c") == "/units/0/a~1b~0c"
    assert resolved({"a/b~c": [7]}, pointer("a/b~c", 0)) == 7
