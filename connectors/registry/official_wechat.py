"""WeChat's own interfaces: by each account's AppSecret, or through a third-party platform."""

from __future__ import annotations

from connectors.interface import Account
from connectors.registry.parts import Built, Each, Parts
from connectors.sources.wechat import (
    OFFICIAL,
    Application,
    Component,
    ComponentTokens,
    StableTokens,
    TokenProvider,
    WeChat,
    Wire,
)
from connectors.sources.wechat.refresh_tokens import FileRefreshTokens


def by_secrets(parts: Parts) -> Built:
    """Read accounts with the AppSecret of each; ``Setup.accounts`` are their AppIDs."""
    appids = parts.setup.accounts

    def application(native_id: str) -> Application | None:
        if native_id not in appids:
            return None
        return Application(appids[native_id], parts.secret("secret", native_id))

    wire = _wire(parts)
    return _built(parts, wire, StableTokens(parts.clock, wire, Each(application)))


def by_platform(parts: Parts) -> Built:
    """Read accounts that authorised a third-party platform; its ticket is read at each use."""
    appids = parts.setup.accounts
    native_ids = {appid: native_id for native_id, appid in appids.items()}
    component = Component(
        appid=parts.setup.place("appid", ""),
        secret=parts.secret("secret"),
        ticket=lambda: parts.secret("ticket"),
    )
    kept = FileRefreshTokens(lambda appid: parts.setup.place("refresh_tokens", native_ids[appid]))
    wire = _wire(parts)
    return _built(parts, wire, ComponentTokens(parts.clock, wire, component, appids, kept))


def _wire(parts: Parts) -> Wire:
    return Wire(parts.http, base_url=parts.address(OFFICIAL), sleep=parts.sleep)


def _built(parts: Parts, wire: Wire, tokens: TokenProvider) -> Built:
    def check(account: Account) -> None:
        tokens.token(account)

    return Built.of(WeChat(parts.clock, wire, tokens), check)
