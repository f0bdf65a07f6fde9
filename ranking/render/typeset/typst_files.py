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
from ranking.render.publication_view import PublicationView
from ranking.render.typeset.document import Data
from ranking.render.typeset.fonts import font_file
from ranking.render.typeset.proof import proved

_TEMPLATES = Path(__file__).parent / "templates"
_PAPER, _PICTURE = "paper.typ", "picture.typ"
_PIXELS_PER_INCH = 207.36
"""Makes 1080 pixels of a picture's 375 points."""


def pdf_bytes(view: PublicationView) -> bytes:
    """Return the edition as a tagged PDF/A-2b.

    Raises ConfigError without the font, or where it lacks a character of a name.
    """
    data = proved(view, "pdf")
    return _compile(_PAPER, view, data, format="pdf", pdf_standards=["a-2b"])[0]


def png_pages(view: PublicationView) -> list[bytes]:
    """Return figures, boards and top posts as PNG pictures, 1080 pixels wide; errors as above."""
    return _compile(_PICTURE, view, proved(view, "png"), format="png", ppi=_PIXELS_PER_INCH)


def _compile(template: str, view: PublicationView, data: Data, **options: Any) -> list[bytes]:
    try:
        made = _compiler().compile(
            _TEMPLATES / template,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
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
