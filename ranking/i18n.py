"""One sentence, two languages: gettext catalogues, chosen per call, never by a global."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

Language = Literal["zh", "en"]
"""The two languages of the interface and of published documents."""
_CATALOGUES = Path(__file__).parent / "locale"


def choose_language(wanted: str | None, environ: Mapping[str, str] | None = None) -> Language:
    """Return ``zh`` or ``en``: the wish, else GOVRANK_LANG, else the locale, else English."""
    env = os.environ if environ is None else environ
    for text in (wanted, *(env.get(n) for n in ("GOVRANK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))):
        if text:
            return "zh" if text.lower().startswith("zh") else "en"
    return "en"


class Translator:
    """Turns an English template into a sentence of one language, with its fields filled in."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._catalogue: gettext.NullTranslations = gettext.NullTranslations()
        if language != "en":
            self._catalogue = gettext.translation("govrank", _CATALOGUES, [language], fallback=True)

    def __call__(self, template: str, **params: Any) -> str:
        """Translate; a template without a translation stays English."""
        text = self._catalogue.gettext(template) if template else ""
        return text.format(**params) if params else text
