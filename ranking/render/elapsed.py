"""Spans of time as people say them."""

from __future__ import annotations

from ranking.i18n import Translator

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def elapsed(seconds: int, tr: Translator) -> str:
    """Return a span of seconds in its two largest units; those left over are cut off."""
    if seconds < _MINUTE:
        return tr("{seconds} s", seconds=seconds)
    if seconds < _HOUR:
        return tr("{minutes} min", minutes=seconds // _MINUTE)
    if seconds < _DAY:
        hours, rest = divmod(seconds, _HOUR)
        return tr("{hours} h {minutes:02d} min", hours=hours, minutes=rest // _MINUTE)
    days, rest = divmod(seconds, _DAY)
    return tr("{days} d {hours} h", days=days, hours=rest // _HOUR)
