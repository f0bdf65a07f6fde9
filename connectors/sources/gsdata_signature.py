"""Signs requests to 清博 V2: like AWS signature 4, but without its scope and one blank line."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from connectors.http.secrets import Secret

_ALGORITHM = "GSDATA-HMAC-SHA256"
_SIGNED = "host;x-gsdata-date"
_EMPTY_BODY = hashlib.sha256(b"").hexdigest()


def query_string(params: Mapping[str, str]) -> str:
    """Return the query as it is signed and as it has to be sent: by name, RFC 3986."""
    return "&".join(f"{_encoded(name)}={_encoded(params[name])}" for name in sorted(params))


def signed_headers(
    app_id: Secret, secret: Secret, url: str, at: datetime
) -> dict[str, str | Secret]:
    """Return the headers of a GET of ``url``, whose query is that of ``query_string``."""
    parts = urlsplit(url)
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    canonical = "\n".join((
        "GET", parts.path, parts.query, f"host:{parts.netloc}", f"x-gsdata-date:{stamp}", _SIGNED,
        _EMPTY_BODY,
    ))  # fmt: skip
    to_sign = "\n".join((_ALGORITHM, stamp, hashlib.sha256(canonical.encode()).hexdigest()))
    key = f"GSDATA{secret.reveal()}".encode()
    for word in (stamp[:8], parts.path, "gsdata_request"):
        key = hmac.digest(key, word.encode(), "sha256")
    signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
    authorization = (
        f"{_ALGORITHM} AppKey={app_id.reveal()}, SignedHeaders={_SIGNED}, Signature={signature}"
    )
    return {
        "x-gsdata-date": stamp,
        "Authorization": Secret(authorization),
        "Accept": "application/json",
    }


def _encoded(text: str) -> str:
    return quote(text, safe="-_.~")
