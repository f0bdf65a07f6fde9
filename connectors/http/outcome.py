"""What came of one try: an answer or a failure, and whether another try is worth it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from connectors.http.faults import Failure


@dataclass(frozen=True)
class Answer:
    """A sound answer: ``data`` is its JSON, whatever the HTTP status. ``headers`` know no case.

    Neither data nor headers are printed: tokens come in them.
    """

    status: int
    data: Any = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """The result of one try. ``again``: another may give a better one; if not, this one stands.

    ``asked`` is how many seconds the platform asks to be left alone, None = it does not say.
    """

    result: Answer | Failure
    again: bool = False
    asked: float | None = None


def failed(failure: Failure, asked: float | None = None) -> Outcome:
    """Return the outcome of a try that came to nothing."""
    return Outcome(failure, failure.passing, asked)
