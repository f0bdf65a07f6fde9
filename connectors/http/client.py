"""The one way to the network: asks a platform and gives back sound JSON, or says why not."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from threading import Lock
from typing import Any, Self

import httpx2

from connectors.http.addresses import Addresses, origin, parsed, place_of, shown
from connectors.http.body import ACCEPTED, UnsoundError, read_data
from connectors.http.breaker import Breaker
from connectors.http.budget import Budget
from connectors.http.deadline import TimedTransport, timeouts, within
from connectors.http.faults import (
    BUSY,
    CIRCLE,
    LEADS_AWAY,
    NOT_ALLOWED,
    UNSENDABLE,
    Failure,
    failure_of,
)
from connectors.http.limits import Limits
from connectors.http.message import Message
from connectors.http.outcome import Answer, Outcome, failed
from connectors.http.pace import Pace
from connectors.http.quiet import silence
from connectors.http.retry import asked_wait, persist
from connectors.http.secrets import Secret

__all__ = ["Answer", "Http"]

_log = logging.getLogger(__name__)
_HEADERS = {"Accept": "application/json", "Accept-Encoding": ACCEPTED, "User-Agent": "govrank"}
_TOO_MANY = 429
_BROKEN = 500
_NEVER_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.LocalProtocolError,
)


class Http:
    """Asks the ``hosts`` of one source, and no other address; one pool, shared by threads.

    A JSON list or object is returned whatever the HTTP status, for platforms put their errors into
    bodies; with 429 or 5xx only after further tries. ``calls`` counts the requests really sent, and
    so does ``budget``; ``pace`` spaces the tries of all threads.

    Raises AccessError for an address that is not allowed, also as a redirect, QuotaError where the
    budget is used up, and UnavailableError where no sound answer came after all tries or the host
    is left alone. No query, header or body is ever in a message, a log or a repr; give secrets as
    Secret, in ``json`` as well.
    """

    def __init__(
        self,
        hosts: Collection[str],
        *,
        sleep: Callable[[float], None] = time.sleep,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        loopback: bool = False,
        budget: Budget | None = None,
        pace: Pace | None = None,
    ) -> None:
        silence()
        self.calls = 0
        self._budget = budget
        self._pace = pace
        self._counting = Lock()
        self._addresses = Addresses(hosts, loopback=loopback)
        self._breaker = Breaker(limits.breaker_failures, limits.breaker_pause)
        self._limits = limits
        self._sleep = sleep
        self._client = httpx2.Client(
            transport=TimedTransport(),
            timeout=timeouts(limits),
            headers=_HEADERS,
            # One account's cookies must not travel with the next account's call.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            trust_env=False,
        )

    def get(
        self,
        url: str,
        *,
        params: Mapping[str, str | Secret] | None = None,
        headers: Mapping[str, str | Secret] | None = None,
    ) -> Answer:
        """Ask with GET; ``params`` are added to the query of the address."""
        return self._ask(Message("GET", url, params, headers))

    def post(
        self,
        url: str,
        *,
        params: Mapping[str, str | Secret] | None = None,
        headers: Mapping[str, str | Secret] | None = None,
        json: Any | None = None,
        form: Mapping[str, str | Secret] | None = None,
    ) -> Answer:
        """Ask with POST; the body is ``json``, or the fields of ``form``, or nothing."""
        return self._ask(Message("POST", url, params, headers, json, form))

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, message: Message) -> Answer:
        """Raise outside of any ``except``: no error carries a request, even out of sight."""
        url = parsed(message.url)
        if url is None or not self._addresses.allow(url):
            raise Failure(NOT_ALLOWED).error(shown(url) if url else "(?)")
        place = place_of(url)
        self._breaker.admit(place)
        outcome = persist(partial(self._send, message), self._limits, self._sleep)
        result = outcome.result
        if isinstance(result, Answer):
            self._breaker.succeeded(place)
            return result
        if result.passing:
            self._breaker.failed(place)
        raise result.error(shown(url))

    def _send(self, message: Message) -> Outcome:
        if self._pace is not None:
            self._pace.wait("")
        try:
            with within(self._limits.total):
                outcome = self._exchange(message)
        except httpx2.HTTPError as error:
            outcome = failed(failure_of(error))
        except (httpx2.InvalidURL, UnicodeError):
            outcome = failed(Failure(UNSENDABLE))
        if isinstance(outcome.result, Failure):
            _log.info("%s", outcome.result.error(shown(httpx2.URL(message.url))))
        return outcome

    def _exchange(self, message: Message) -> Outcome:
        """Send one request and those that its redirects ask for, each to an allowed address."""
        request = message.request(self._client)
        for _ in range(self._limits.redirects + 1):
            with closing(self._sent(request)) as response:
                address = shown(request.url)
                _log.debug("%s %s: HTTP status %d", request.method, address, response.status_code)
                if response.next_request is None:
                    return self._read(response)
            request = response.next_request
            if not self._addresses.allow(request.url):
                return failed(Failure(LEADS_AWAY, {"target": origin(request.url)}))
        return failed(Failure(CIRCLE))

    def _sent(self, request: httpx2.Request) -> httpx2.Response:
        if self._budget is not None:
            self._budget.take()
        self._count(1)
        try:
            return self._client.send(request, stream=True)
        except _NEVER_SENT:
            if self._budget is not None:
                self._budget.give_back()
            self._count(-1)
            raise

    def _count(self, change: int) -> None:
        with self._counting:
            self.calls += change

    def _read(self, response: httpx2.Response) -> Outcome:
        """Read the body; a status that asks to come back later is worth another try in any case."""
        status = response.status_code
        busy = status == _TOO_MANY or status >= _BROKEN
        asked = asked_wait(response.headers) if busy else None
        try:
            data = read_data(response, self._limits)
        except UnsoundError as error:
            return failed(Failure(BUSY, {"status": status}) if busy else error.failure, asked)
        return Outcome(Answer(status, data, response.headers), busy, asked)
