"""Documents of a small office, opened again as Word would."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as Opened

from ranking.i18n import Translator
from ranking.render.docx.document import docx_bytes
from ranking.render.publication_view import PublicationView, publication_view
from tests.builders.publications import (
    hostile_publication,
    shipped_publishing,
    small_publication,
)

RED_HEADER = {"red_header": "某某市互联网信息办公室文件", "document_number": "某网信〔2026〕12号"}


@pytest.fixture(scope="session")
def view(zh: Translator) -> PublicationView:
    return publication_view(small_publication(), shipped_publishing(), zh)


@pytest.fixture(scope="session")
def english(en: Translator) -> PublicationView:
    return publication_view(small_publication(), shipped_publishing(), en)


@pytest.fixture(scope="session")
def hostile_view(zh: Translator) -> PublicationView:
    return publication_view(hostile_publication(), shipped_publishing(), zh)


@pytest.fixture(scope="session")
def red(zh: Translator) -> PublicationView:
    return publication_view(small_publication(), shipped_publishing(**RED_HEADER), zh)


@pytest.fixture(scope="session")
def synthetic(view: PublicationView) -> PublicationView:
    edition = replace(view.edition, synthetic=True, warning="本榜单使用模拟数据。")
    return replace(view, edition=edition)


@pytest.fixture(scope="session")
def opened() -> Callable[[PublicationView], Opened]:
    """Make the shipped form and open it."""
    return lambda view: Document(io.BytesIO(docx_bytes(view, None)))
