"""The files of an edition by name, for ``govrank export``."""

from __future__ import annotations

from collections.abc import Mapping

from ranking.i18n import Translator
from ranking.model.edition import Edition
from ranking.model.lifecycle import Standing
from ranking.render.delimited import csv_bytes
from ranking.render.json_edition import edition_json
from ranking.render.safe import file_name
from ranking.render.view import build
from ranking.render.workbook import workbook


def files(
    edition: Edition,
    tr: Translator,
    names: Mapping[str, str] | None = None,
    standing: Standing | None = None,
) -> dict[str, bytes]:
    """Return file name → bytes: JSON, CSV and XLSX of an edition, named by list and month only.

    ``names``: feature id → name on its card, in the same language. A synthetic edition says so
    in the file name too. ``standing``: what is said above a revision; null = nothing.
    """
    view = build(edition, tr, names, standing)
    label = "-synthetic" if edition.synthetic else ""
    stem = f"{file_name(edition.list_id)}-{file_name(edition.month)}{label}"
    return {
        f"{stem}.json": edition_json(edition).encode(),
        f"{stem}.csv": csv_bytes(view),
        f"{stem}.xlsx": workbook(view),
    }
