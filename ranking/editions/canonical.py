"""JSON with one spelling (RFC 8785): equal values give equal bytes, on every machine."""

from __future__ import annotations

from typing import Any

import rfc8785

from ranking.errors import DataError
from ranking.model.edition_json import to_json


def canonical_json(value: Any) -> bytes:
    """Return the RFC 8785 form of what ``to_json`` makes of ``value``, in UTF-8, no line end.

    Keys are sorted by UTF-16 units; dates and instants are ISO text with the offset they carry. A
    whole float loses its ".0" and is read back as an integer: who reads must know what is a float
    (``from_json`` does). Raises DataError for what JSON cannot say without loss: NaN and
    infinities, integers beyond 2^53-1, lone surrogates, keys that are not text.
    """
    try:
        return rfc8785.dumps(to_json(value))
    except ValueError as error:
        raise DataError(
            "A value cannot be written as canonical JSON: {cause}.",
            cause=error,
            hint="No edition should hold such a value: report this with the month and the method.",
        ) from error
