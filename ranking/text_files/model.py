"""What a text file says: sections of paragraphs of sentences."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ranking.config_file import Identifier, Strict, StrictFile, Text, Words
from ranking.i18n import Language
from ranking.text_files.fields import Each


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Variants = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
"""One template or several in order: the first of which every field is known is printed."""


class Template(Strict):
    """One sentence. A language without a template leaves it out."""

    zh: Variants = ()
    en: Variants = ()

    def variants(self, language: Language) -> tuple[str, ...]:
        """Return the templates of a language."""
        return self.zh if language == "zh" else self.en


class Between(BaseModel):
    """A text in both languages whose spaces count."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str


class Paragraph(Strict):
    """Sentences, said for every thing of the kind ``each``, for the first ``most`` (and ties).

    Without ``between`` each thing has a paragraph of its own. With it all of them make one running
    sentence: ``opening``, the things with ``between`` between them, ``closing``.
    """

    each: Each = "month"
    most: Annotated[int, Field(ge=1)] | None = None
    opening: Between = Between(zh="", en="")
    between: Between | None = None
    closing: Between = Between(zh="", en="")
    sentences: Annotated[tuple[Template, ...], Field(min_length=1)]


class Section(Strict):
    """A heading and what stands below it; a section in which nothing is known is not printed."""

    id: Identifier
    heading: Words
    paragraphs: Annotated[tuple[Paragraph, ...], Field(min_length=1)]


class TextFile(StrictFile):
    """A whole text file; without sections there is no text."""

    sections: tuple[Section, ...] = ()
