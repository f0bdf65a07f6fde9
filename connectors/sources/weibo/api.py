"""Calls of Weibo's interfaces for one token: errors understood, limits kept, requests counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from connectors.errors import ConnectorError
from connectors.http.client import Http
from connectors.http.secrets import Secret
from connectors.interface import AccessError, Clock, QuotaError, Reason, UnavailableError
from connectors.sources.weibo.codes import Fault, Reaction, fault_in
from connectors.sources.weibo.fields import count
from connectors.sources.weibo.limits import Stops, next_day, next_hour
from connectors.sources.weibo.tokens import Token

_PAUSES = (1.0, 3.0)
"""Seconds before the second and the third attempt, where the platform says that it is busy."""
_ADDRESS = "this address"
"""Names the caller's IP among the stops."""
CONSENT = "Run `govrank source authorize weibo` and let the account's holder consent again."


class DeclinedError(Exception):
    """The platform declines one thing, not the account: becomes a gap, never leaves the source."""

    def __init__(self, reason: Reason, detail: str) -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(detail)


class Api:
    """What one fetch calls. ``name`` is the account as messages call it."""

    def __init__(
        self,
        http: Http,
        base: str,
        token: Token,
        name: str,
        *,
        clock: Clock,
        sleep: Callable[[float], None],
        stops: Stops,
    ) -> None:
        self._http = http
        self._base = base
        self._token = token
        self._name = name
        self._clock = clock
        self._sleep = sleep
        self._stops = stops
        self._headers = {"Authorization": Secret(f"OAuth2 {token.value.reveal()}")}
        self._calls = 0
        self._left: int | None = None

    def get(self, path: str, params: Mapping[str, str]) -> Any:
        """Return the parsed answer of ``path``, as in ``statuses/count``.

        Raises DeclinedError where a right, a post or this interface's calls are missing, QuotaError
        where the account's or the address's calls are used up, AccessError where a human must
        act, UnavailableError after three busy answers or an error that no document names.
        """
        pauses = iter(_PAUSES)
        while True:
            self._before(path)
            self._calls += 1
            url = f"{self._base}/2/{path}.json"
            answer = self._http.get(url, params=params, headers=self._headers)
            fault = fault_in(answer)
            if fault is None:
                return answer.data
            pause = next(pauses, None) if fault.reaction is Reaction.RETRY else None
            if pause is None:
                raise self._error(fault, path)
            self._sleep(pause)

    def take_calls(self) -> int:
        """Return how many requests were made since this was last asked."""
        calls, self._calls = self._calls, 0
        return calls

    def ask_what_is_left(self) -> None:
        """Ask how many calls the account has left, and make no more than these.

        Where the platform does not say, nothing changes: error 10023 tells in time.
        """
        try:
            status = self.get("account/rate_limit_status", {})
            left = count(status["remaining_user_hits"])
        except (DeclinedError, KeyError, TypeError, ValueError):
            return
        self._left = left
        if left == 0:
            self._stops.add(self._token.uid, self._reset(status))

    def _reset(self, status: dict[str, Any]) -> datetime:
        seconds = status.get("reset_time_in_seconds")
        if isinstance(seconds, int) and seconds > 0:
            return self._clock() + timedelta(seconds=seconds)
        return next_day(self._clock())

    def _before(self, path: str) -> None:
        """Raise where a limit that is known forbids the call; else count it."""
        now = self._clock()
        if self._left is not None and self._left <= 0:
            self._stops.add(self._token.uid, next_day(now))
        for stopped in (_ADDRESS, self._token.uid):
            until = self._stops.until(stopped, now)
            if until is not None:
                raise self._quota(until)
        until = self._stops.until(f"{self._token.uid} {path}", now)
        if until is not None:
            raise DeclinedError(Reason.QUOTA, f"{path}: no more calls before {until:%F %H:%MZ}")
        if self._left is not None:
            self._left -= 1

    def _error(self, fault: Fault, path: str) -> ConnectorError | DeclinedError:
        now = self._clock()
        match fault.reaction:
            case Reaction.HOUR:
                self._stops.add(_ADDRESS, next_hour(now))
                return self._quota(next_hour(now))
            case Reaction.DAY:
                self._stops.add(self._token.uid, next_day(now))
                return self._quota(next_day(now))
            case Reaction.ENDPOINT:
                self._stops.add(f"{self._token.uid} {path}", next_day(now))
                return DeclinedError(Reason.QUOTA, f"{path} ({fault.code})")
            case Reaction.CAPABILITY:
                return DeclinedError(Reason.NOT_PERMITTED, f"{path} ({fault.code})")
            case Reaction.GONE:
                return DeclinedError(Reason.WITHDRAWN, f"{path} ({fault.code})")
            case _:
                return self._lasting(fault, path)

    def _lasting(self, fault: Fault, path: str) -> ConnectorError:
        if fault.reaction in (Reaction.RETRY, Reaction.UNKNOWN):
            return UnavailableError(
                "Weibo did not answer {path} for account '{account}' (error {code}).",
                hint="Try again later; what was stored before stays.",
                path=path,
                account=self._name,
                code=fault.code,
            )
        return refusal(fault, path, self._name)

    def _quota(self, until: datetime) -> QuotaError:
        error = QuotaError(
            "Weibo allows no more calls for account '{account}' before {until}.",
            hint="Start the collection again after that time; it goes on where it stopped.",
            account=self._name,
            until=f"{until:%Y-%m-%d %H:%M} UTC",
        )
        error.until = until
        return error


def refusal(fault: Fault, path: str, name: str) -> AccessError:
    """Return the error that a human must act upon, with what to do."""
    hints = {
        Reaction.AUTHORISE: CONSENT,
        Reaction.OTHER_ACCOUNT: "Check the account's id in the roster: the token is another's.",
    }
    return AccessError(
        "Weibo refused {path} for account '{account}' (error {code}).",
        hint=hints.get(fault.reaction, "Check the app's settings at open.weibo.com."),
        path=path,
        account=name,
        code=fault.code,
    )


def expired(name: str) -> AccessError:
    """Return the error for an account whose consent is missing or has run out."""
    return AccessError(
        "There is no valid token for account '{account}'.", hint=CONSENT, account=name
    )
