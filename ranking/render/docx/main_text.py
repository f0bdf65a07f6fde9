"""The document up to its attachments: warning, red header, title, text, list, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docx.shared import Mm

from ranking.publish_rules import PublishRules
from ranking.render.docx.page import TEXT_WIDTH
from ranking.render.docx.parts import Attachment
from ranking.render.docx.styles import EM, LINE
from ranking.render.docx.widths import ems
from ranking.render.docx.words import Words, day, first_level
from ranking.render.docx.xml import Element, paragraph, run, w
from ranking.render.publication_view import PublicationView
from ranking.render.safe import line
from ranking.render.text_view import TextSection

_ISSUER_LARGEST, _ISSUER_SMALLEST = 96, 32
"""Half points; the name shrinks until it fits one line."""
_INDENT, _NUMBER = 2.0, 1.6
"""Characters before 附件 and for the number of each."""
_TITLE_EMS = 20
_BRACKET = re.compile("(?=（)")


def main_text(
    view: PublicationView, attachments: Sequence[Attachment], words: Words
) -> Iterator[Element]:
    """Yield the paragraphs in reading order."""
    edition = view.edition
    if edition.warning:
        yield paragraph("Warning", run(edition.warning))
    yield from _red_header(view.rules)
    yield paragraph("Title", *_title(edition.title))
    yield paragraph("Subtitle", run(edition.subtitle))
    for number, section in enumerate(view.text, start=1):
        yield from _section(section, number, view.language)
    yield from _attachment_list([a.title for a in attachments], words, view.language)
    date = day(edition.created_at, view.language)
    yield from _signature(edition.offices, date, view.language)


def _red_header(rules: PublishRules) -> Iterator[Element]:
    """Yield the issuer in red, the number of the document, and a red rule below them."""
    if not rules.red_header:
        return
    rule = w("bottom", val="single", sz=18, space=8, color="FF0000")
    below = (w("pBdr", rule), w("spacing", after=2 * LINE))
    size = w("sz", val=issuer_size(line(rules.red_header)))
    if rules.document_number:
        yield paragraph("Issuer", run(rules.red_header, size))
        yield paragraph("Number", run(rules.document_number), properties=below)
    else:
        yield paragraph("Issuer", run(rules.red_header, size), properties=below)


def issuer_size(name: str) -> int:
    """Return half points at which a name fills at most one line of the text."""
    width = Mm(TEXT_WIDTH).pt * 2
    return max(_ISSUER_SMALLEST, min(_ISSUER_LARGEST, int(width / max(1.0, ems(name)))))


def _title(title: str) -> Iterator[Element]:
    """Yield the title; where it needs several lines they break before a bracket, 词意完整."""
    lines = [""]
    for piece in _BRACKET.split(line(title)):
        if lines[-1] and ems(lines[-1] + piece) > _TITLE_EMS:
            lines.append("")
        lines[-1] += piece
    for number, text in enumerate(lines):
        if number:
            yield w("r", w("br"))
        yield run(text)


def _section(section: TextSection, number: int, language: str) -> Iterator[Element]:
    if section.heading:
        yield paragraph("Heading1", run(first_level(number, language) + section.heading))
    for sentences in section.paragraphs:
        yield paragraph("Body", run("".join(sentence.text for sentence in sentences)))


def _attachment_list(titles: Sequence[str], words: Words, language: str) -> Iterator[Element]:
    """Yield 附件：1. … with the names one below the other."""
    em = EM[language]
    lead = words.attachments if language == "zh" else f"{words.attachments} "
    mark = ems(lead)
    names = _INDENT + mark + _NUMBER
    for number, title in enumerate(titles, start=1):
        hanging = _NUMBER + (mark if number == 1 else 0)
        indent = w("ind", left=round(names * em), hanging=round(hanging * em))
        above = w("spacing", before=LINE if number == 1 else 0)
        begun = f"{lead}{number}." if number == 1 else f"{number}."
        content = (run(begun), w("r", w("tab")), run(title))
        yield paragraph("Listed", *content, properties=(w("keepNext"), above, indent))


def _signature(offices: str, date: str, language: str) -> Iterator[Element]:
    """Yield who publishes and when: the date begins two characters right of the name."""
    name, length = ems(line(offices)), ems(date)
    after_name, after_date = max(2.0, length + 4 - name), max(2.0, name - length)
    signed = [(offices, after_name), (date, after_date)] if offices else [(date, 4.0)]
    for number, (words, after) in enumerate(signed):
        above = w("spacing", before=0 if number else 2 * LINE)
        right = w("ind", right=round(after * EM[language]))
        keep = () if words is date else (w("keepNext"),)
        yield paragraph("Signature", run(words), properties=(*keep, above, right))
