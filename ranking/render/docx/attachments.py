"""The attachments of the document, in order, and how one is laid out."""

from __future__ import annotations

from collections.abc import Iterator

from ranking.render.docx.board_parts import board_attachment
from ranking.render.docx.explanation_parts import explanation_attachment
from ranking.render.docx.parts import Attachment, Part
from ranking.render.docx.record_parts import (
    campaigns_attachment,
    posts_attachment,
    topics_attachment,
)
from ranking.render.docx.tables import table_element
from ranking.render.docx.words import Words, second_level
from ranking.render.docx.xml import Element, paragraph, run, w
from ranking.render.publication_view import PublicationView


def attachments(view: PublicationView, words: Words) -> tuple[Attachment, ...]:
    """Return boards, posts, topics, campaigns and explanation; without what has no rows."""
    edition, labels = view.edition, view.edition.labels
    return (
        *(board_attachment(board, labels) for board in edition.boards),
        *posts_attachment((edition.top_posts, view.most_reprinted), labels.top_posts, labels),
        *topics_attachment(view.topics, labels, view.headings),
        *campaigns_attachment(edition.campaigns, labels),
        explanation_attachment(view, words),
    )


def attachment_elements(
    attachment: Attachment, number: int, words: Words, language: str
) -> Iterator[Element]:
    """Yield the paragraphs and tables of an attachment, from a new page on."""
    mark = words.attachment.format(n=number)
    # a property of the paragraph: a page break of its own would leave a blank page
    yield paragraph("AttachmentMark", run(mark), properties=(w("pageBreakBefore"),))
    yield paragraph("AttachmentTitle", run(attachment.title))
    several = len(attachment.parts) > 1
    for place, part in enumerate(attachment.parts, start=1):
        if part.heading:
            before = second_level(place, language) if several else ""
            yield paragraph("Heading2", run(before + part.heading))
        yield from _part(part)


def _part(part: Part) -> Iterator[Element]:
    kept = (w("keepNext"),) if part.table else ()
    for sentence in part.above:
        yield paragraph("Note", run(sentence), properties=kept)
    if part.table:
        yield table_element(part.table)
    for note in part.notes:
        yield paragraph("Note", run(note))
