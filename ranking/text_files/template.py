"""One template: plain text with fields, ``{posts}``, in English also ``{posts:post|posts}``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True)
class Field:
    """A field of a template; ``one`` and ``many`` are the word that follows a number, or empty."""

    name: str
    one: str = ""
    many: str = ""


def pieces(template: str) -> tuple[str | Field, ...]:
    """Return the template's texts and fields in reading order. Raises ValueError with what is bad.

    ``{{`` and ``}}`` are the braces themselves.
    """
    try:
        parsed = list(Formatter().parse(template))
    except ValueError as error:
        raise ValueError(f"the braces are not in order ({error})") from error
    return tuple(piece for part in parsed for piece in _pieces(*part))


def _pieces(
    text: str, name: str | None, words: str | None, conversion: str | None
) -> Iterator[str | Field]:
    if text:
        yield text
    if name is None:
        return
    if conversion is not None or not name.isidentifier():
        written = name + (f"!{conversion}" if conversion else "") + (f":{words}" if words else "")
        raise ValueError(f"'{{{written}}}' is not a field: write its name alone in braces")
    one, many = _words(words or "", name)
    yield Field(name, one, many)


def _words(words: str, name: str) -> Sequence[str]:
    if not words:
        return ("", "")
    both = words.split("|")
    if len(both) != 2 or not all(both):
        raise ValueError(f"'{{{name}:{words}}}': write one and many as {{{name}:post|posts}}")
    return both
