"""JSON text that is exact, the same every time, and harmless when it lands on a terminal."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

_UNSEEN = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def json_text(value: object) -> str:
    """Return indented JSON, Chinese readable, invisible and direction marks as ``\\uXXXX``.

    Floats keep every digit; NaN and infinity are refused with ValueError; instants are UTC.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2, default=_default)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _default(value: object) -> str:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def instant(value: datetime) -> str:
    """Return an instant in UTC as ISO 8601 with ``Z``."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
