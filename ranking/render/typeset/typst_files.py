"""An edition as PDF (A4) and as PNG (pictures for a phone), set by Typst.

Data enter as JSON, never as markup. No font but ours is looked at, and the time in the file is the
edition's own: the same edition gives the same bytes on every computer.
"""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import Any, cast

import typst

from ranking.errors import ConfigError
from ranking.i18n import Language, Translator
from ranking.render.publication_view import PublicationView
from ranking.render.typeset.document import Data, document
from ranking.render.typeset.fonts import FAMILY, characters, font_file
from ranking.render.typeset.glyphs import Proof, missing_note
from ranking.render.typeset.picture import picture

_TEMPLATES = Path(__file__).parent / "templates"
_PAPER, _PICTURE = "paper.typ", "picture.typ"
_PIXELS_PER_INCH = 207.36
"""Makes 1080 pixels of a picture's 375 points."""


def pdf_bytes(view: PublicationView) -> bytes:
    """Return the edition as a tagged PDF/A-2b.

    Raises ConfigError without the font, or where it lacks a character of a name.
    """
    tr = _translator(view)
    made = _compile(_PAPER, view, document(view, tr), tr, format="pdf", pdf_standards=["a-2b"])
    return made[0]


def png_pages(view: PublicationView) -> list[bytes]:
    """Return figures, boards and top posts as PNG pictures, 1080 pixels wide; errors as above."""
    tr = _translator(view)
    data = picture(document(view, tr))
    return _compile(_PICTURE, view, data, tr, format="png", ppi=_PIXELS_PER_INCH)


def _translator(view: PublicationView) -> Translator:
    return Translator(cast(Language, view.language))


def _compile(
    template: str, view: PublicationView, data: Data, tr: Translator, **options: Any
) -> list[bytes]:
    proof = Proof(characters())
    read = proof.read(data)
    extra = {"font": FAMILY, "missing": missing_note(proof.missing, tr)}
    try:
        made = _compiler().compile(
            _TEMPLATES / template,
            sys_inputs={"data": json.dumps(read | extra, ensure_ascii=False)},
            timestamp=view.edition.created_at.astimezone(UTC).replace(microsecond=0),
            **options,
        )
    except typst.TypstError as error:
        raise ConfigError(
            "The template '{file}' cannot be set: {reason}.",
            file=template,
            reason=error.message,
            hint="No file was written. Please report it together with the month's JSON.",
        ) from error
    return cast(list[bytes], made if isinstance(made, list) else [made])


def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[font_file().parent],
    )
    return typst.Compiler(root=_TEMPLATES, font_paths=fonts)
