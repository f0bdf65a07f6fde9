"""The text of an edition: sections of paragraphs, sentences with the numbers they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rule = Literal["text", "value", "sum", "count", "ratio", "change", "difference"]
"""How a figure follows from its sources.

``text``: it is that text (cleaned, cut to 40 characters); ``value``: it is that number; ``sum``: of
all; ``count``: how many they are; ``ratio``: first ÷ second; ``change``: first ÷ second − 1;
``difference``: first − second. Words beside the number may say its sign.
"""


@dataclass(frozen=True)
class TextFigure:
    """A number (or a name) inside a sentence.

    ``value`` at full precision; null = it is a word. ``source``: JSON pointers into the published
    JSON that it follows from by ``rule``, several where it was computed from several.
    """

    text: str
    value: int | float | None
    source: tuple[str, ...]
    rule: Rule = "value"


@dataclass(frozen=True)
class Sentence:
    """Pieces in reading order: plain text and figures.

    The sentences of a paragraph are printed one after the other with nothing between them: where
    the language wants a space there, it stands at the beginning of the later one.
    """

    pieces: tuple[str | TextFigure, ...]

    @property
    def text(self) -> str:
        """The sentence as it reads."""
        return "".join(p if isinstance(p, str) else p.text for p in self.pieces)


@dataclass(frozen=True)
class TextSection:
    """A heading and its paragraphs, each of one or more sentences."""

    id: str
    heading: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
