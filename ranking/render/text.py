"""The text that an edition writes of itself, from its numbers and the office's templates."""

from __future__ import annotations

from ranking.i18n import Translator
from ranking.model.publication import Publication
from ranking.render.text_view import TextSection
from ranking.text_files import TextFile


def text_view(
    publication: Publication, templates: TextFile, tr: Translator
) -> tuple[TextSection, ...]:
    """Return the text of an edition in the language of ``tr``."""
    return ()
