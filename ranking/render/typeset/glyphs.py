"""Every character against the font before anything is set: none it lacks is left out silently.

Typst leaves a gap in a PNG where the font has no glyph, and refuses a PDF/A at the first one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from ranking.errors import ConfigError, Problem
from ranking.i18n import Translator
from ranking.render.labels import short
from ranking.render.typeset.fonts import Characters

SUBSTITUTE = "〓"
"""The printers' mark for a character that is not to be had."""
EXTERNAL = frozenset({"headline", "account", "topic", "word", "notes", "warning", "formula"})
"""Keys of texts that come from outside or quote them: a character the font lacks is marked there
and listed. In every other text, names above all, it is an error."""
_BROKEN = "\ufffd"
"""Stands for a character that was lost already: 〓 says the same in print."""
_NAMED = 20


class Proof:
    """Reads the data of a document; ``missing`` are the characters it had to mark, in order."""

    def __init__(self, font: Characters) -> None:
        """``font``: the characters it has."""
        self._font = font
        self._errors: dict[str, str] = {}
        self._marked: dict[str, None] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        """The characters that were marked, each once, by code point."""
        return tuple(sorted(self._marked))

    def read(self, data: Any) -> Any:
        """Return the data as the font can set them.

        Raises ConfigError naming the characters that a text lacks in which none may be marked.
        """
        made = self._read(data, external=False)
        if self._errors:
            raise self._refusal()
        return made

    def _read(self, data: Any, *, external: bool) -> Any:
        match data:
            case dict():
                return {
                    key: self._read(item, external=external or key in EXTERNAL)
                    for key, item in data.items()
                }
            case list() | tuple():
                return [self._read(item, external=external) for item in data]
            case str():
                return self._text(data, external=external)
        return data

    def _text(self, text: str, *, external: bool) -> str:
        if text.isascii():
            return text
        return "".join(self._character(c, text, external=external) for c in text)

    def _character(self, character: str, text: str, *, external: bool) -> str:
        if self._font.has(character):
            return character
        if _is_invisible(character):
            return ""
        if character.isspace():
            return " "
        if not external and character != _BROKEN:
            self._errors.setdefault(character, text)
        self._marked[character] = None
        return SUBSTITUTE

    def _refusal(self) -> ConfigError:
        found = [
            Problem(
                "{character} ({code}) in '{text}'",
                {"character": one, "code": code_point(one), "text": short(text)},
            )
            for one, text in sorted(self._errors.items())
        ]
        rest = len(found) - _NAMED
        more = [Problem("and {count} more", {"count": rest})] if rest > 0 else []
        return ConfigError(
            "The font of PDF and PNG has no glyph for characters of this edition.",
            problems=[*found[:_NAMED], *more],
            hint="Write these names with characters the font has, or take pdf and png out of "
            "formats in the [publish] section of the list file.",
        )


def missing_note(missing: Iterable[str], tr: Translator) -> str:
    """Return what the mark 〓 stands for; empty where nothing is missing."""
    codes = [code_point(character) for character in missing]
    if not codes:
        return ""
    listed = tr(", ").join(codes[:_NAMED])
    if len(codes) > _NAMED:
        listed = tr("{codes} and {more} more", codes=listed, more=len(codes) - _NAMED)
    return tr("〓: a character that the font does not have: {codes}.", codes=listed)


def code_point(character: str) -> str:
    """Return the character's number as Unicode writes it: ``U+1F389``."""
    return f"U+{ord(character):04X}"


def _is_invisible(character: str) -> bool:
    """Tell whether it only chooses a variant of the character before (emoji or text, 异体字)."""
    return unicodedata.name(character, "").startswith("VARIATION SELECTOR") or (
        unicodedata.category(character) == "Cf"
    )
