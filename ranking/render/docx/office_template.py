"""An office's own Word template, filled in by docxtpl inside jinja2's sandbox."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches

from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.exceptions import SecurityError, UndefinedError

from ranking.errors import ConfigError
from ranking.render.docx.context import context
from ranking.render.docx.sandbox import sandbox
from ranking.render.docx.styles import RED
from ranking.render.docx.xml import colour, run, w
from ranking.render.publication_view import PublicationView

_LARGEST, _LARGEST_UNPACKED = 10 * 2**20, 100 * 2**20
_HINT = "See docs/word.md for what a template may print; correct it in Word and try again."
_NOT_WORD = (zipfile.BadZipFile, zlib.error, OpcError, EOFError, OSError, RuntimeError,
             AttributeError, LookupError, SyntaxError, ValueError)  # fmt: skip
"""What zipfile and python-docx raise for bytes that are something else."""
_FAULTY = (TemplateError, SyntaxError, ArithmeticError, LookupError, TypeError, ValueError,
           AttributeError, RecursionError)  # fmt: skip
_NAME = re.compile(r"'([^']*)'")


def filled(template: bytes, view: PublicationView) -> Document:
    """Return the template with its fields filled in.

    A warning (synthetic data, a withdrawn edition) that it does not print goes above everything.
    Raises ConfigError for what is no template, or asks for what does not exist.
    """
    name = view.rules.docx_template or "template.docx"
    values = context(view)
    opened = _opened(template, name)
    with _faults_told(name, values):
        opened.render(values, sandbox(), autoescape=True)
    document: Document = opened.docx
    _warn(document, view.edition.warning)
    return document


def _opened(template: bytes, name: str) -> DocxTemplate:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
        if len(template) > _LARGEST or unpacked > _LARGEST_UNPACKED:
            raise ConfigError(
                "The Word template '{name}' is too large.",
                name=name,
                hint="Make its pictures smaller: a template may have at most 10 MB.",
            )
        opened = DocxTemplate(io.BytesIO(template))
        opened.init_docx()
    except _NOT_WORD as error:
        raise ConfigError(
            "'{name}' is not a Word document (.docx).",
            name=name,
            hint="Open it in Word or WPS and save it as .docx, without macros or password.",
        ) from error
    return opened


@contextmanager
def _faults_told(name: str, values: Mapping[str, object]) -> Iterator[None]:
    """Turn what is wrong with a template into what its author can correct."""
    try:
        yield
    except SecurityError as error:
        raise ConfigError(
            "The Word template '{name}' asks for what no template may: {reason}",
            name=name,
            reason=error.message or "",
            hint=_HINT,
        ) from error
    except UndefinedError as error:
        unknown = (_NAME.findall(error.message or "") or [""])[-1]
        raise ConfigError(
            "The Word template '{name}' asks for '{unknown}', which does not exist.",
            name=name,
            unknown=unknown,
            near=get_close_matches(unknown, sorted(set(_names(values)))),
            hint=_HINT,
        ) from error
    except _FAULTY as error:
        raise ConfigError(
            "The Word template '{name}' cannot be filled in: {reason}",
            name=name,
            reason=error,
            hint=_HINT,
        ) from error


def _names(values: object) -> Iterator[str]:
    """Yield every name that a template may write, also those inside of lists."""
    if isinstance(values, Mapping):
        yield from values
        values = list(values.values())
    if isinstance(values, list):
        for value in values:
            yield from _names(value)


def _warn(document: Document, warning: str) -> None:
    body = document.element.body
    if not warning or warning in "".join(t.text or "" for t in body.iter(qn("w:t"))):
        return
    centred = w("pPr", w("jc", val="center"))
    body.insert(0, w("p", centred, run(warning, w("b"), colour(RED))))
