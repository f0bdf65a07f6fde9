"""The text of an edition: sections of paragraphs, sentences with the numbers they rest on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TextFigure:
    """A number (or a name) inside a sentence.

    ``value`` at full precision; null = it is a word. ``source``: JSON pointers into the published
    JSON that it follows from, several where it was computed from several.
    """

    text: str
    value: int | float | None
    source: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """Pieces in reading order: plain text and figures."""

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
