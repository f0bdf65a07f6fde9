"""Weibo: the free interfaces for accounts that consent, the commercial ones for any account."""

from connectors.sources.weibo.commercial import WeiboCommercial
from connectors.sources.weibo.own import Weibo
from connectors.sources.weibo.tokens import Token

__all__ = ["Token", "Weibo", "WeiboCommercial"]
