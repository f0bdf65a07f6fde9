"""The files of an edition by name, for ``govrank export`` and for releases."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ranking.i18n import Translator
from ranking.model.publication import Publication
from ranking.publish_rules import Format
from ranking.render.delimited import csv_bytes
from ranking.render.json_edition import edition_json
from ranking.render.publication_view import PublicationView, publication_view
from ranking.render.publishing import Publishing
from ranking.render.safe import file_name
from ranking.render.workbook import workbook


def files(publication: Publication, publishing: Publishing, tr: Translator) -> dict[str, bytes]:
    """Return file name → bytes of every format of the office, named by list and month only.

    A synthetic edition says so in the file name too.
    """
    view = publication_view(publication, publishing, tr)
    edition = publication.edition
    label = "-synthetic" if edition.synthetic else ""
    stem = f"{file_name(edition.list_id)}-{file_name(edition.month)}{label}"
    made = {f"{stem}.json": edition_json(edition).encode()}
    for name in publishing.rules.formats:
        if name in _WRITERS:
            made[f"{stem}.{name}"] = _WRITERS[name](view)
    return made


_WRITERS: Mapping[Format, Callable[[PublicationView], bytes]] = {
    "csv": lambda view: csv_bytes(view.edition),
    "xlsx": lambda view: workbook(view.edition),
}
