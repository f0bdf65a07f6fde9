"""Refresh tokens of a third-party platform on disk: one file an account."""

from __future__ import annotations

from collections.abc import Callable

from connectors.http.kept_secrets import file_of, keep_secret
from connectors.http.secrets import Secret, secret_if_any


class FileRefreshTokens:
    """RefreshTokens in files. ``place`` returns ``file:PATH`` for an account's AppID.

    Both methods raise AccessError where the file cannot be read or written.
    """

    def __init__(self, place: Callable[[str], str]) -> None:
        self._place = place

    def get(self, appid: str) -> Secret | None:
        """Return the account's refresh token, None = there is no file.

        A place that could not take the next token is refused before this one is used up.
        """
        place = self._place(appid)
        file_of(place)
        return secret_if_any(place, {})

    def put(self, appid: str, token: Secret) -> None:
        """Write the token that WeChat returned with the last refresh."""
        keep_secret(self._place(appid), token)
