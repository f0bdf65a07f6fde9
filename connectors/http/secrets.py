"""Secrets: where they may come from, and a wrapping that shows them to nobody by accident."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Never

from connectors.interface import AccessError

_MASK = "***"
_MAX_BYTES = 1 << 16


class Secret:
    """A text that is printed, logged and formatted as ``***``; ``reveal`` alone gives it away."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself: for the request that carries it, and for nothing else."""
        return self._text

    def __repr__(self) -> str:
        return _MASK

    __str__ = __repr__

    def __format__(self, _: str) -> str:
        return _MASK

    def __reduce__(self) -> Never:
        raise TypeError("A secret is never written down.")


def secret_from(mapping_value: str, environ: Mapping[str, str]) -> Secret:
    """Return the secret that ``env:NAME`` or ``file:PATH`` refers to, without outer white space.

    Raises AccessError, which never repeats the value: someone may have put the secret itself there.
    """
    place = mapping_value.strip()
    kind, _, name = place.partition(":")
    if kind == "env" and name:
        return _checked(environ.get(name, ""), place)
    if kind == "file" and name:
        return _checked(_content(Path(name)), place)
    raise AccessError(
        "A secret is given in a way that is not allowed.",
        hint="Write env:NAME or file:PATH in the settings, never the secret itself.",
    )


def secret_if_any(place: str, environ: Mapping[str, str]) -> Secret | None:
    """Return the secret as secret_from does; None where there is no such variable or file."""
    kind, _, name = place.strip().partition(":")
    absent = (kind == "env" and name not in environ) or (kind == "file" and _is_absent(Path(name)))
    return None if absent else secret_from(place, environ)


def _is_absent(path: Path) -> bool:
    try:
        return not path.exists()
    except OSError:
        return False  # reading it will say why


def _content(path: Path) -> str:
    """Return the text of a file that only its owner and group may use; empty = no such file."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            _guard(os.fstat(stream.fileno()).st_mode, path)
            return stream.read(_MAX_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        pass  # raised below: the error of a decoder carries the bytes it could not read
    raise AccessError(
        "The secret in {file} cannot be read.",
        hint="Check that this user may read {file}, and that it holds plain text.",
        file=str(path),
    )


def _guard(mode: int, path: Path) -> None:
    if os.name == "posix" and mode & stat.S_IRWXO:
        raise AccessError(
            "The secret in {file} is open to every user of this machine.",
            hint="Take the others' rights away: chmod o-rwx {file}",
            file=str(path),
        )


def _checked(text: str, place: str) -> Secret:
    found = text.strip()
    if not found:
        raise AccessError(
            "There is no secret in {place}.",
            hint="Put the secret there, or name another place in the settings.",
            place=place,
        )
    if not (found.isascii() and found.isprintable()):
        raise AccessError(
            "The secret in {place} has more than one line, or characters that no key has.",
            hint="Copy it again, on one line and in half-width characters.",
            place=place,
        )
    return Secret(found)
