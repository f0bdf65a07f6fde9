"""The text of an edition on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group
from rich.text import Text

from ranking.render.layout import wrap
from ranking.render.text_view import Sentence, TextSection


def text_console(title: str, warning: str, sections: Sequence[TextSection], width: int) -> Group:
    """Return title, warning (empty = none) and sections for a console of that many cells."""
    return Group(*_lines(title, warning, sections, width))


def text_plain(sections: Sequence[TextSection]) -> str:
    """Return headings and paragraphs, each on a line of its own, for a pipe."""
    blocks = ["\n".join([s.heading, *map(_paragraph, s.paragraphs)]) for s in sections]
    return "\n\n".join(blocks)


def _lines(title: str, warning: str, sections: Sequence[TextSection], width: int) -> Iterator[Text]:
    yield Text(wrap(title, width), "bold")
    if warning:
        yield Text(wrap(warning, width), "bold yellow")
    for section in sections:
        yield Text(f"\n{wrap(section.heading, width)}", "bold")
        for paragraph in section.paragraphs:
            yield Text(wrap(_paragraph(paragraph), width))


def _paragraph(paragraph: Sequence[Sentence]) -> str:
    return "".join(sentence.text for sentence in paragraph)
