"""Sends a message to a webhook, whose address is a secret as a whole: it names its robot.

So nothing of the address but scheme and host is ever in a message, and what the other side repeats
of it is masked.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

import httpx2

from connectors.http.addresses import origin, parsed
from connectors.http.deadline import TimedTransport, timeouts, within
from connectors.http.faults import BUSY, UNSENDABLE, Failure, Fault, failure_of
from connectors.http.limits import Limits
from connectors.http.outcome import Answer, Outcome, failed
from connectors.http.quiet import silence
from connectors.http.retry import asked_wait, persist
from connectors.http.secrets import Secret
from connectors.interface import AccessError

_LIMITS = Limits(
    tries=3, longest_wait=5.0, connect=5.0, read=10.0, total=10.0, max_bytes=1 << 16, redirects=0
)
_HEADERS = {
    "Content-Type": "application/json; charset=utf-8",
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "User-Agent": "govrank",
}
_LOOPBACK = ("127.0.0.1", "localhost")
_TOO_MANY, _BROKEN = 429, 500
_TELLING = 6
"""A part of an address that is as long may be a key; shorter ones are words such as ``hook``."""
_MASK = "***"

NOT_ALLOWED = Fault(
    template="The address of the webhook is not one to send to.",
    hint="It must be https://HOST/…, without a user name; http is for 127.0.0.1 alone.",
    error=AccessError,
)
REFUSED = Fault(
    template="{address} does not take the message (HTTP status {status}).",
    hint="Check the address of the webhook: copy it again from the robot or the service.",
    error=AccessError,
)
REDIRECTED = Fault(
    template="{address} sends the message elsewhere (HTTP status {status}).",
    hint="Redirects are not followed, for the address is a secret. Give the final address.",
    error=AccessError,
)


def post_webhook(
    address: Secret, payload: Any, *, sleep: Callable[[float], None] = time.sleep
) -> Answer:
    """Send ``payload`` as JSON; the answer's ``data`` is its JSON, None where it has none.

    Three tries of ten seconds each where the network or the other side fails, so a message may
    arrive twice. Raises AccessError and UnavailableError, which name the host alone.
    """
    silence()
    url = parsed(address.reveal())
    if url is None or not _allowed(url):
        raise Failure(NOT_ALLOWED).error("")
    content = json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
    client = httpx2.Client(
        transport=TimedTransport(), timeout=timeouts(_LIMITS), headers=_HEADERS, trust_env=False
    )
    with client:
        result = persist(partial(_send, client, url, content), _LIMITS, sleep).result
    if isinstance(result, Failure):
        raise result.error(origin(url))
    return result


def _allowed(url: httpx2.URL) -> bool:
    if url.userinfo:
        return False
    return url.scheme == "https" or (url.scheme == "http" and url.host in _LOOPBACK)


def _send(client: httpx2.Client, url: httpx2.URL, content: bytes) -> Outcome:
    try:
        with within(_LIMITS.total):
            request = client.build_request("POST", url, content=content)
            with closing(client.send(request, stream=True)) as response:
                return _read(response, url)
    except httpx2.HTTPError as error:
        return failed(failure_of(error))
    except (httpx2.InvalidURL, UnicodeError):
        return failed(Failure(UNSENDABLE))


def _read(response: httpx2.Response, url: httpx2.URL) -> Outcome:
    status = response.status_code
    if status == _TOO_MANY or status >= _BROKEN:
        return failed(Failure(BUSY, {"status": status}), asked_wait(response.headers))
    if not response.is_success:
        fault = REDIRECTED if response.is_redirect else REFUSED
        return failed(Failure(fault, {"status": status}))
    return Outcome(Answer(status, _data(_body(response), url), response.headers))


def _body(response: httpx2.Response) -> bytes:
    """Return the beginning of the body; what comes after the limit is not read."""
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > _LIMITS.max_bytes:
            break
    return bytes(body)


def _data(body: bytes, url: httpx2.URL) -> Any:
    parts = {*url.path.split("/"), *url.params.values()}
    telling = sorted((part for part in parts if len(part) >= _TELLING), key=len, reverse=True)
    try:
        data = json.loads(body.decode("utf-8-sig"))
        return _masked(data, re.compile("|".join(map(re.escape, telling)))) if telling else data
    except (ValueError, RecursionError):
        return None


def _masked(data: Any, telling: re.Pattern[str]) -> Any:
    """Take out of all texts what of the address the other side repeats."""
    match data:
        case str():
            return telling.sub(_MASK, data)
        case list():
            return [_masked(one, telling) for one in data]
        case dict():
            return {name: _masked(value, telling) for name, value in data.items()}
    return data
