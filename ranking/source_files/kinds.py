"""The kinds of sources, and what a source file of each must and may say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ranking.model.vocabulary import Platform

ACCOUNT = "{account}"
"""Stands in a credential for the account's native id."""
PLAIN = ("appid", "redirect_uri")
"""Credentials that are no secret and stand in the file as they are."""
RENEWED = ("ticket", "refresh_tokens")
"""Credentials that change while the source is used: only a file can hold them."""
_TELLING = frozenset({"kind", "credentials"})
_NATIVE_ID = re.compile(r"[A-Za-z0-9_@=-][A-Za-z0-9_.@=-]*")


def is_source_file(data: Mapping[str, object]) -> bool:
    """Tell a source file from a format of spreadsheets, also where ``kind`` is forgotten.

    A file with credentials is never read as anything else: its faults would be told with values.
    """
    return not _TELLING.isdisjoint(data)


class Kind(StrEnum):
    """What a source file opens."""

    WECHAT = "wechat"
    WECHAT_PLATFORM = "wechat_platform"
    WEIBO = "weibo"
    WEIBO_COMMERCIAL = "weibo_commercial"
    GSDATA = "gsdata"
    NEWRANK = "newrank"
    DATABASE = "database"


@dataclass(frozen=True)
class Needs:
    """What a file of a kind says.

    ``optional`` credentials are given together or not at all; ``own`` is the one that each account
    has for itself. ``keys`` are allowed beside those that every kind has; ``required`` must be
    there.
    """

    platforms: tuple[Platform, ...]
    credentials: tuple[str, ...]
    optional: tuple[str, ...] = ()
    own: str | None = None
    keys: tuple[str, ...] = ("base_url",)
    required: tuple[str, ...] = ()


NEEDS = {
    Kind.WECHAT: Needs((Platform.WECHAT,), ("secret",), own="secret", required=("accounts",)),
    Kind.WECHAT_PLATFORM: Needs(
        (Platform.WECHAT,),
        ("appid", "secret", "ticket", "refresh_tokens"),
        own="refresh_tokens",
        required=("accounts",),
    ),
    Kind.WEIBO: Needs(
        (Platform.WEIBO,),
        ("token",),
        optional=("app_key", "app_secret", "redirect_uri"),
        own="token",
    ),
    Kind.WEIBO_COMMERCIAL: Needs((Platform.WEIBO,), ("token",), keys=("base_url", "media")),
    Kind.GSDATA: Needs(
        (Platform.WECHAT, Platform.WEIBO),
        ("app_id", "secret"),
        keys=("base_url", "fields", "envelope"),
    ),
    Kind.NEWRANK: Needs((Platform.WECHAT,), ("key",), keys=("base_url", "fields", "envelope")),
    Kind.DATABASE: Needs(
        (Platform.WECHAT, Platform.WEIBO),
        ("url",),
        keys=("query", "fields"),
        required=("query", "fields"),
    ),
}


def is_native_id(text: str) -> bool:
    """Tell whether an account's id is one that may become part of a file's path."""
    return _NATIVE_ID.fullmatch(text) is not None
