"""What Weibo's fields mean: instants, counts, links and topics. Knows nothing of calls."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_GROUP = 7
"""So many decimal digits of an id become one group of the short id,"""
_WIDTH = 4
"""... which is so many characters wide; only the first group is not padded."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CREATED_AT = re.compile(
    r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) "
    r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d) "
    r"(?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>\d\d) (?P<year>\d{4})",
    re.ASCII,
)
_DIGITS = re.compile(r"[0-9]{1,16}")
_TOPIC = re.compile(r"#([^#\n]+)#")
_LARGEST = 2**53
"""No count is larger; a larger number is a fault of the answer."""


def instant(text: object) -> datetime:
    """Return the instant, in UTC, of ``Tue May 31 17:46:55 +0800 2011``.

    The machine's language plays no part. Raises ValueError for anything else.
    """
    match = _CREATED_AT.fullmatch(text) if isinstance(text, str) else None
    if match is None or match["month"] not in _MONTHS:
        raise ValueError("not an instant of Weibo")
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    written = datetime(
        int(match["year"]),
        _MONTHS.index(match["month"]) + 1,
        int(match["day"]),
        int(match["hour"]),
        int(match["minute"]),
        int(match["second"]),
        tzinfo=timezone(-offset if match["sign"] == "-" else offset),
    )
    return written.astimezone(UTC)


def count(value: object) -> int:
    """Return a count given as a number or as a string of digits.

    Raises ValueError for anything else: text, fractions, negative and impossibly large numbers.
    """
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise ValueError("not a count")
    return value


def is_identifier(text: str) -> bool:
    """Return whether a text is an id: a whole number of at most nineteen digits."""
    return re.fullmatch(r"[1-9][0-9]{0,18}", text) is not None


def identifier(value: object) -> str:
    """Return an id, given as a number or a string, as a string of digits; ValueError otherwise."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not is_identifier(text):
        raise ValueError("not an id")
    return text


def short_id(post_id: str) -> str:
    """Return the id as it stands in links (bid): groups of seven digits from the right, base 62.

    The rule reproduces the pairs of id and bid of real exports (3436240135184587 ↔ yfcLPlKKn).
    """
    head = len(post_id) % _GROUP or _GROUP
    groups = [post_id[:head], *(post_id[i : i + _GROUP] for i in range(head, len(post_id), _GROUP))]
    return _base62(groups[0]) + "".join(_base62(g).rjust(_WIDTH, "0") for g in groups[1:])


def link(uid: str, post_id: str) -> str:
    """Return the public address of a post."""
    return f"https://weibo.com/{uid}/{short_id(post_id)}"


def topics(text: str) -> tuple[str, ...]:
    """Return the topics marked #so# in a text, each once, in the order of the text."""
    named = (topic.strip() for topic in _TOPIC.findall(text))
    return tuple(dict.fromkeys(topic for topic in named if topic))


def _base62(digits: str) -> str:
    number, letters = int(digits), ""
    while number:
        number, place = divmod(number, len(_ALPHABET))
        letters = _ALPHABET[place] + letters
    return letters or "0"
