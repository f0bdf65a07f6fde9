"""WeChat Official Accounts: posts and counts as WeChat itself gives them."""

from connectors.sources.wechat.component import Component, ComponentTokens, RefreshTokens
from connectors.sources.wechat.source import WeChat
from connectors.sources.wechat.tokens import Application, StableTokens, TokenProvider
from connectors.sources.wechat.wire import OFFICIAL, Wire

__all__ = [
    "OFFICIAL",
    "Application",
    "Component",
    "ComponentTokens",
    "RefreshTokens",
    "StableTokens",
    "TokenProvider",
    "WeChat",
    "Wire",
]
