"""What the parts of a verification share: what held, how a file is read, what a reader may do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ranking.errors import VerificationError

HINT = (
    "Fetch the whole folder again from where it was published. If it is still so, "
    "show this message to the office that published it."
)

_SHOWN = 60
"""Characters of a value that a message quotes."""


@dataclass(frozen=True)
class Held:
    """A check that held: its name, and as an English template what was found."""

    check: str
    template: str
    params: Mapping[str, object] = field(default_factory=dict)


Tell = Callable[[Held], None]
"""Told of each check that held, in their order."""


@contextmanager
def reading(path: str) -> Iterator[None]:
    """Turn what a file of another shape causes into a VerificationError that names the file."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise VerificationError(
            "'{path}' does not hold what a release keeps there: {cause}.",
            path=path,
            cause=f"{type(error).__name__} {error}",
            hint=HINT,
        ) from error


def bytes_of(folder: Path, name: str) -> bytes:
    """Return what a file of a release holds. Raises VerificationError where it cannot be read."""
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise VerificationError(
            "'{path}' is missing or cannot be read: {reason}.",
            path=name,
            reason=error.strerror or error,
            hint="Name the folder of one release, whole and as it was published: "
            "releases/LIST/MONTH/r1.",
        ) from error


def quoted(value: object) -> str:
    """Return a JSON value as a message shows it: its beginning, where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
