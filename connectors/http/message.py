"""One request as the sources describe it; its secrets are revealed only where it is made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

from connectors.http.secrets import Secret

Fields = Mapping[str, str | Secret]


@dataclass(frozen=True)
class Message:
    """What is sent: ``params`` join the query of ``url``; ``payload`` goes as JSON, or ``form``."""

    method: str
    url: str
    params: Fields | None = None
    headers: Fields | None = None
    payload: Any | None = None
    form: Fields | None = None

    def request(self, client: httpx2.Client) -> httpx2.Request:
        """Make the request. Raises httpx2.InvalidURL or UnicodeError where that is impossible."""
        url = httpx2.URL(self.url)
        headers = _revealed(self.headers)
        content = None
        if self.payload is not None:
            headers["Content-Type"] = "application/json"
            content = _json(self.payload)
        return client.build_request(
            self.method,
            url.copy_merge_params(_revealed(self.params)) if self.params else url,
            headers=headers,
            content=content,
            data=_revealed(self.form) if self.form is not None else None,
        )


def _json(payload: Any) -> bytes:
    """Return the JSON in UTF-8 without escapes, as WeChat wants it."""
    return json.dumps(payload, ensure_ascii=False, default=_secret).encode()


def _secret(value: object) -> str:
    if isinstance(value, Secret):
        return value.reveal()
    raise TypeError(f"{type(value).__name__} cannot be sent as JSON.")


def _revealed(fields: Fields | None) -> dict[str, str]:
    return {
        name: value.reveal() if isinstance(value, Secret) else value
        for name, value in (fields or {}).items()
    }
