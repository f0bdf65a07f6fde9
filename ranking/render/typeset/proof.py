"""What is printed of a publication as PDF or PNG, every character of it looked up in the font."""

from __future__ import annotations

from typing import Literal, cast

from ranking.i18n import Language, Translator
from ranking.render.publication_view import PublicationView
from ranking.render.typeset.document import Data, document
from ranking.render.typeset.fonts import FAMILY, characters
from ranking.render.typeset.glyphs import Proof, missing_note
from ranking.render.typeset.picture import picture


def proved(view: PublicationView, format_: Literal["pdf", "png"]) -> Data:
    """Return what the format's template reads, as the font can set it.

    Raises ConfigError without the font, or where it lacks a character of a name.
    """
    tr = Translator(cast(Language, view.language))
    data = document(view, tr)
    proof = Proof(characters())
    read: Data = proof.read(picture(data) if format_ == "png" else data)
    return read | {"font": FAMILY, "missing": missing_note(proof.missing, tr)}
