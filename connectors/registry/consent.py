"""The human step of a Weibo source: the account's holder consents, and the token is kept."""

from __future__ import annotations

import hmac
import time
from collections.abc import Mapping
from datetime import datetime

from connectors.http.client import Http
from connectors.http.kept_secrets import file_of, keep_secret
from connectors.http.secrets import secret_from
from connectors.interface import AccessError, Account, Clock
from connectors.registry.network import address, open_http
from connectors.registry.setup import Setup
from connectors.sources.weibo import oauth


def consent(setup: Setup, account: Account, clock: Clock, environ: Mapping[str, str]) -> Consent:
    """Begin the consent of an account of kind ``weibo``.

    Raises AccessError where the app's credentials are missing, or the token could not be kept.
    """
    native_id = account.native_id
    place = setup.place("token", native_id)
    file_of(place)
    app = oauth.App(
        key=secret_from(setup.place("app_key", native_id), environ).reveal(),
        secret=secret_from(setup.place("app_secret", native_id), environ),
        redirect_uri=setup.place("redirect_uri", native_id),
    )
    return Consent(setup, app, account, place, clock)


class Consent:
    """One consent, from the address that is opened to the token in its file.

    It may be begun in one process and finished in another.
    """

    def __init__(
        self, setup: Setup, app: oauth.App, account: Account, place: str, clock: Clock
    ) -> None:
        self._setup = setup
        self._app = app
        self._account = account
        self._place = place
        self._clock = clock
        self._state = _state(app, account)

    def url(self) -> str:
        """Return the address that the account's holder opens, signed in as that account."""
        with self._http() as http:
            return self._authorisation(http).url()

    def finish(self, redirected_to: str) -> datetime | None:
        """Keep the token for the address to which the browser was sent back; return when it ends.

        Raises AccessError, and nothing is written, where there is no consent or it is another
        account's. An address that was pasted wrong may be tried again, a code serves once.
        """
        with self._http() as http:
            token = self._authorisation(http).token_for(redirected_to)
        if token.uid != self._account.native_id:
            raise AccessError(
                "The consent was given by another account than '{account}'.",
                hint="Sign in at Weibo as this account, open the address again, and consent.",
                account=self._account.name,
            )
        keep_secret(self._place, token.value)
        return token.expires_at

    def _authorisation(self, http: Http) -> oauth.Authorisation:
        base = address(self._setup, oauth.OFFICIAL)
        return oauth.Authorisation(self._app, http, self._clock, base=base, state=self._state)

    def _http(self) -> Http:
        return open_http(self._setup, (oauth.OFFICIAL,), time.sleep)


def _state(app: oauth.App, account: Account) -> str:
    """Return what ties the answer to the question: known to those alone who know the app's secret.

    It is the same each time, so that a later command can take the address; a code serves once.
    """
    key = app.secret.reveal().encode()
    return hmac.new(key, f"consent of {account.native_id}".encode(), "sha256").hexdigest()
