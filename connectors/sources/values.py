"""Reads single values as vendors and warehouses write them: counts, instants, yes or no."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
LARGEST = 2**53
"""No count is larger; beyond it JSON numbers are no longer whole."""

_NOTHING = {"", "-", "--", "—", "——", "/", "null", "none", "无", "暂无"}
_EXPONENTS = {None: 0, "k": 3, "千": 3, "w": 4, "万": 4, "亿": 8}
_COUNT = re.compile(r"(\d{1,16})(?:\.(\d{1,8}))?\s*(k|千|w|万|亿)?\s*(\+)?")
_TIMES = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%a %b %d %H:%M:%S %z %Y",
)
_FLAGS = {"1": True, "true": True, "0": False, "false": False}


def count_of(value: object) -> tuple[int, bool] | None:
    """Return a count and whether it is a lower bound (10万+), or None where nothing is said.

    Raises ValueError for what is no count: negative, fractional, NaN, a flag, other text.
    """
    match value:
        case None:
            return None
        case str():
            return _count_of_text(value)
        case int() | float() | Decimal() if not isinstance(value, bool) and 0 <= value <= LARGEST:
            if value == int(value):
                return int(value), False
    raise ValueError(f"no count: {value!r}"[:60])


def _count_of_text(text: str) -> tuple[int, bool] | None:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip().lower()
    if plain in _NOTHING:
        return None
    found = _COUNT.fullmatch(plain)
    if found is None:
        raise ValueError(f"no count: {text!r}"[:60])
    whole, part, unit, more = found.groups()
    digits = (part or "").rstrip("0")
    exponent = _EXPONENTS[unit]
    total = int(whole + digits.ljust(exponent, "0"))
    if len(digits) > exponent or total > LARGEST:
        raise ValueError(f"no whole count: {text!r}"[:60])
    return total, more is not None


def instant_of(value: object) -> datetime | None:
    """Return an instant in UTC, or None where none can be read.

    A time without a zone is of Asia/Shanghai; a date alone is its midnight; a number is seconds
    (or, if too large for that, milliseconds) since 1970.
    """
    try:
        return _instant_of(value)
    except (ValueError, OverflowError, OSError):
        return None


def _instant_of(value: object) -> datetime | None:
    match value:
        case datetime():
            zoned = value if value.tzinfo else value.replace(tzinfo=SHANGHAI)
            return zoned.astimezone(UTC)
        case date():
            return _instant_of(datetime(value.year, value.month, value.day, tzinfo=SHANGHAI))
        case bool() | None:
            return None
        case int() | float():
            return datetime.fromtimestamp(value / 1000 if value > 10**11 else value, UTC)
        case str():
            return _instant_of_text(value.strip())
    return None


def _instant_of_text(text: str) -> datetime | None:
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return _instant_of(int(text))
    for form in _TIMES:
        try:
            return _instant_of(datetime.strptime(text, form))  # noqa: DTZ007 (Shanghai if unsaid)
        except ValueError:
            continue
    return _instant_of(datetime.fromisoformat(text))


def day_of(instant: datetime) -> date:
    """Return the day of an instant in Asia/Shanghai."""
    return instant.astimezone(SHANGHAI).date()


def flag_of(value: object) -> bool | None:
    """Return yes or no as 1/0, true/false say it; None for anything else."""
    return _FLAGS.get(str(value).strip().lower())


def text_of(value: object) -> str | None:
    """Return a text or a number as text, None where it is empty."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None
