"""A published list as GitHub-flavoured Markdown: whole, or its boards alone.

Nothing from outside becomes a link, a heading, a tag or a table: whatever a template prints passes
``escaped``, unless it is code.
"""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from ranking.render.publication_view import PublicationView
from ranking.render.safe import line, markdown
from ranking.render.view import EditionView

_ADDRESS = re.compile(
    r"([a-z][a-z0-9+.-]*://[!-_a-{}~]*|www\.[!-_a-{}~]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
    re.ASCII | re.IGNORECASE,
)
"""What GitHub turns into a link although nobody made it one. It ends where ASCII does: what stands
around it in Chinese is none of it; nor are a grave accent and a bar, which code cannot hold."""
_BLOCK = re.compile(r"^(?=[-+=](?!\d))|^(\d+)(?=[.)](?:\s|$))")
"""What begins a list, a rule or an underlined heading; a negative number does not."""


def markdown_text(view: PublicationView) -> str:
    """Return all that is published of an edition, numbers as they are printed."""
    template = _environment().get_template("publication.md.j2")
    return template.render(view=view, edition=view.edition, words=view.edition.labels)


def boards_markdown(view: EditionView) -> str:
    """Return the edition's title and its boards."""
    template = _environment().get_template("boards.md.j2")
    return template.render(edition=view, words=view.labels)


class Code(str):
    """Text that is Markdown already."""

    __slots__ = ()


def escaped(text: str) -> str:
    """Return the text as one line that Markdown shows as it is; an address in it as code."""
    if isinstance(text, Code):
        return text
    # The pattern has one group, so that every second piece is an address.
    pieces = enumerate(_ADDRESS.split(line(text).strip()))
    whole = "".join(code(piece) if number % 2 else _plain(piece) for number, piece in pieces)
    return _BLOCK.sub(lambda found: f"{found[1] or ''}\\", whole)


def code(text: str) -> Code:
    """Return the text as code, which is never a link; empty stays empty."""
    # Nothing can be escaped in code, so what would end it, or a table's cell, is replaced.
    cleaned = line(text).strip().replace("`", "'").replace("|", "%7C")
    return Code(f"`{cleaned}`" if cleaned else "")


def _plain(text: str) -> str:
    return markdown(text).replace("$", "\\$")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ranking.render", "templates"),
        autoescape=False,  # noqa: S701 - for HTML; here ``finalize`` escapes every value
        finalize=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["code"] = code
    return environment
