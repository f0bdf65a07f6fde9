"""The files of an edition by name, for ``govrank export`` and for releases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ranking.errors import ConfigError
from ranking.i18n import Translator
from ranking.model.edition import Edition
from ranking.model.publication import Publication
from ranking.publish_rules import FORMATS, Format, PublishRules
from ranking.render.publication_view import PublicationView, publication_view
from ranking.render.publishing import Publishing
from ranking.render.safe import file_name

Tell = Callable[[int, int], None]
"""Told how many formats are done, and of how many."""
_TYPESET: tuple[Literal["pdf", "png"], ...] = ("pdf", "png")


def files(
    publication: Publication,
    publishing: Publishing,
    tr: Translator,
    formats: Iterable[Format] | None = None,
    tell: Tell = lambda _done, _all: None,
) -> dict[str, bytes]:
    """Return file name → bytes of the formats, null = those of the office.

    Raises ConfigError where a format needs what is not installed, or cannot set a text.
    """
    wanted = formats_of(publishing.rules) if formats is None else tuple(dict.fromkeys(formats))
    view = publication_view(publication, publishing, tr)
    source = _Source(publication, view, publishing.docx_template)
    made: dict[str, bytes] = {}
    for number, name in enumerate(wanted):
        tell(number, len(wanted))
        pages = _WRITERS[name](source)
        made |= zip(_names(stem(publication.edition), name, len(pages)), pages, strict=True)
    return made


def unsettable(
    publication: Publication,
    publishing: Publishing,
    tr: Translator,
    formats: Iterable[Format],
) -> dict[Format, ConfigError]:
    """Return each format whose font lacks characters of a name → the error that names them.

    Nothing is set. The font must be installed where ``formats`` holds PDF or PNG.
    """
    asked = set(formats)
    wanted = [name for name in _TYPESET if name in asked]
    if not wanted:
        return {}
    from ranking.render.typeset.proof import proved

    view = publication_view(publication, publishing, tr)
    found: dict[Format, ConfigError] = {}
    for name in wanted:
        try:
            proved(view, name)
        except ConfigError as error:
            found[name] = error
    return found


def formats_of(rules: PublishRules) -> tuple[Format, ...]:
    """Return the formats of an office; JSON is always one, it is what others verify."""
    return tuple(name for name in FORMATS if name == "json" or name in rules.formats)


def stem(edition: Edition) -> str:
    """Return what the names of an edition's files begin with: list and month, nothing else.

    A synthetic edition says so there too.
    """
    label = "-synthetic" if edition.synthetic else ""
    return f"{file_name(edition.list_id)}-{file_name(edition.month)}{label}"


@dataclass(frozen=True)
class _Source:
    """What files are written from."""

    publication: Publication
    view: PublicationView
    docx_template: bytes | None


def _names(begin: str, format_: Format, pages: int) -> list[str]:
    if pages == 1:
        return [f"{begin}.{format_}"]
    return [f"{begin}-{page}.{format_}" for page in range(1, pages + 1)]


def _json(source: _Source) -> list[bytes]:
    from ranking.render.json_publication import publication_json

    return [publication_json(source.publication, source.view.text).encode()]


def _csv(source: _Source) -> list[bytes]:
    from ranking.render.delimited import csv_bytes

    return [csv_bytes(source.view.edition)]


def _xlsx(source: _Source) -> list[bytes]:
    from ranking.render.workbook import workbook

    return [workbook(source.view)]


def _md(source: _Source) -> list[bytes]:
    from ranking.render.markdown import markdown_text

    return [markdown_text(source.view).encode()]


def _docx(source: _Source) -> list[bytes]:
    from ranking.render.docx.document import docx_bytes

    return [docx_bytes(source.view, source.docx_template)]


def _pdf(source: _Source) -> list[bytes]:
    from ranking.render.typeset.typst_files import pdf_bytes

    return [pdf_bytes(source.view)]


def _png(source: _Source) -> list[bytes]:
    from ranking.render.typeset.typst_files import png_pages

    return png_pages(source.view)


_WRITERS: Mapping[Format, Callable[[_Source], list[bytes]]] = {
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": _docx,
    "pdf": _pdf,
    "png": _png,
    "md": _md,
}
"""Format → its pages, one but for pictures. Each loads what it needs when it is asked for."""
