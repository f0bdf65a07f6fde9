"""Text files: the sentences of a published list as templates that an office can edit."""

from ranking.text_files.fields import FIELDS, Each
from ranking.text_files.load import load_text
from ranking.text_files.model import Between, Paragraph, Section, Template, TextFile
from ranking.text_files.template import Field, pieces

__all__ = [
    "FIELDS",
    "Between",
    "Each",
    "Field",
    "Paragraph",
    "Section",
    "Template",
    "TextFile",
    "load_text",
    "pieces",
]
