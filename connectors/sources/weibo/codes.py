"""What each error code of Weibo asks of the client. The code decides, never the HTTP status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import Any

from connectors.http.client import Answer


class Reaction(Enum):
    """What to do about an error."""

    RETRY = auto()  # the platform is busy
    HOUR = auto()  # no call from this address before the next hour
    DAY = auto()  # no call for this account before the next day in Beijing
    ENDPOINT = auto()  # no call of this interface for this account before the next day
    CAPABILITY = auto()  # the account or the app has no right to it
    GONE = auto()  # the post is withdrawn
    AUTHORISE = auto()  # a human has to consent again
    OTHER_ACCOUNT = auto()  # the token belongs to another account
    SETTING = auto()  # the app, the address or a parameter is wrong
    UNKNOWN = auto()  # a code that no document names


@dataclass(frozen=True)
class Fault:
    """An error of the platform: its code (0 where the answer holds none) and what to do."""

    code: int
    reaction: Reaction


_BY_REACTION: Mapping[Reaction, tuple[int, ...]] = {
    Reaction.RETRY: (10001, 10002, 10003, 10009, 10010, 21331),
    Reaction.HOUR: (10022,),
    Reaction.DAY: (10023,),
    Reaction.ENDPOINT: (10024,),
    Reaction.CAPABILITY: (10005, 10014, 20102, 20112),
    Reaction.GONE: (20101,),
    Reaction.AUTHORISE: (*range(21301, 21331), *range(21332, 21335)),
    Reaction.OTHER_ACCOUNT: (21335,),
    Reaction.SETTING: (
        *(10004, 10006, 10007, 10008, 10012, 10013, 10016, 10017, 10018, 10020, 10021),
        *(20001, 20003, 20502),
    ),
}
REACTIONS: Mapping[int, Reaction] = MappingProxyType(
    {code: reaction for reaction, codes in _BY_REACTION.items() for code in codes}
)
"""Error code → reaction, after wiki/Error_code and wiki/OAuth2."""


def fault_in(answer: Answer) -> Fault | None:
    """Return the error that an answer holds, or None where it holds data.

    Codes come as numbers and as strings, with any HTTP status, 200 included. The platform's own
    words are never passed on: they may repeat what was sent.
    """
    data = answer.data
    if isinstance(data, dict) and ("error_code" in data or "error" in data):
        code = _number(data.get("error_code"))
        return Fault(code, REACTIONS.get(code, Reaction.UNKNOWN))
    return Fault(0, Reaction.UNKNOWN) if answer.status >= 400 else None


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0
