"""Weibo's own interfaces: by each account's consent, or by the token of a contract."""

from __future__ import annotations

from datetime import datetime

from connectors.http.secrets import Secret
from connectors.interface import AccessError, Account
from connectors.registry.parts import Built, Each, Parts
from connectors.sources.weibo import Token, Weibo, WeiboCommercial, commercial, oauth, own
from connectors.sources.weibo.api import expired


def by_consent(parts: Parts) -> Built:
    """Read accounts with the token that each one's consent gave."""

    def token(native_id: str) -> Token | None:
        value = parts.secret_if_any("token", native_id)
        return Token(native_id, value) if value else None

    def check(account: Account) -> datetime | None:
        value = parts.secret_if_any("token", account.native_id)
        if value is None:
            raise expired(account.name)
        found = _inspected(parts, value)
        if found.uid != account.native_id:
            raise AccessError(
                "The token of account '{account}' is another account's.",
                hint="Run `govrank source authorize weibo` and consent as this account.",
                account=account.name,
            )
        return found.expires_at

    base = parts.address(own.OFFICIAL)
    source = Weibo(parts.clock, parts.http, Each(token), base=base, sleep=parts.sleep)
    return Built.of(source, check)


def by_contract(parts: Parts) -> Built:
    """Read any account with the one token of the office's contract."""
    value = parts.secret("token")
    source = WeiboCommercial(
        parts.clock,
        parts.http,
        Token("", value),
        media=parts.setup.media,
        base=parts.address(commercial.OFFICIAL),
        sleep=parts.sleep,
    )
    return Built.of(source, lambda _: _inspected(parts, value).expires_at)


def _inspected(parts: Parts, value: Secret) -> Token:
    base = parts.address(oauth.OFFICIAL)
    return oauth.inspect(value, parts.http, parts.clock, base=base)
