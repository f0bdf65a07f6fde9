"""The Word document of an edition: the form of a 公文, or an office's own template filled in."""

from __future__ import annotations

from docx import Document

from ranking.i18n import Translator
from ranking.render.docx.attachments import attachment_elements, attachments
from ranking.render.docx.main_text import main_text
from ranking.render.docx.office_template import filled
from ranking.render.docx.package import document_bytes
from ranking.render.docx.page import set_page
from ranking.render.docx.words import document_words
from ranking.render.publication_view import PublicationView


def docx_bytes(view: PublicationView, template: bytes | None) -> bytes:
    """Return the document; the same edition gives the same bytes.

    ``template``: the office's own; null = the shipped form. Raises ConfigError where it is no
    Word document, asks for a value that does not exist, or cannot be filled in.
    """
    if template is not None:
        return document_bytes(filled(template, view), view)
    document = Document()
    set_page(document, view.language, view.edition.warning)
    words = document_words(Translator("en" if view.language == "en" else "zh"))
    listed = attachments(view, words)
    body = document.element.body
    last = body[-1]  # the section's properties stay behind everything
    for element in main_text(view, listed, words):
        last.addprevious(element)
    for number, attachment in enumerate(listed, start=1):
        for element in attachment_elements(attachment, number, words, view.language):
            last.addprevious(element)
    return document_bytes(document, view)
