"""A document as bytes that depend on the edition alone."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC

from docx.document import Document

from ranking.render.publication_view import PublicationView

_UNIX = 3


def document_bytes(document: Document, view: PublicationView) -> bytes:
    """Return the file; dates, author and order of its parts are the edition's, not today's."""
    _set_properties(document, view)
    written, even = io.BytesIO(), io.BytesIO()
    document.save(written)
    when = view.edition.created_at.astimezone(UTC).timetuple()[:6]
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(even, "w") as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, _UNIX
            target.writestr(entry, source.read(name))
    return even.getvalue()


def _set_properties(document: Document, view: PublicationView) -> None:
    created = view.edition.created_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = document.core_properties
    properties.title = view.edition.title[:255]
    properties.author = properties.last_modified_by = view.edition.offices[:255]
    properties.created = properties.modified = created
    properties.language = {"zh": "zh-CN"}.get(view.language, view.language)
    properties.revision = 1
    properties.comments = properties.keywords = properties.subject = ""
