"""The kinds of sources that a source file may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from connectors.interface import Remembers
from connectors.registry import bought, official_wechat, official_weibo
from connectors.registry.parts import Built, Parts
from connectors.sources import gsdata, newrank, wechat
from connectors.sources.database import Database
from connectors.sources.vendor import Vendor
from connectors.sources.wechat import WeChat
from connectors.sources.weibo import commercial, oauth, own


@dataclass(frozen=True)
class Kind:
    """How a source is built, and what its cursor means.

    ``official``: addresses of the platform's interfaces, none = no HTTP.
    ``per_second`` is the pace where the set-up gives none, None = any. ``renames``: the source
    knows an account by its id in ``Setup.accounts``, no longer by its native id.
    """

    build: Callable[[Parts], Built]
    remembers: Remembers
    official: tuple[str, ...] = ()
    per_second: float | None = None
    renames: bool = False


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "wechat": Kind(official_wechat.by_secrets, WeChat.remembers, (wechat.OFFICIAL,)),
        "wechat_platform": Kind(official_wechat.by_platform, WeChat.remembers, (wechat.OFFICIAL,)),
        "weibo": Kind(
            official_weibo.by_consent, own.Weibo.remembers, (own.OFFICIAL, oauth.OFFICIAL)
        ),
        "weibo_commercial": Kind(
            official_weibo.by_contract,
            commercial.WeiboCommercial.remembers,
            (commercial.OFFICIAL, oauth.OFFICIAL),
        ),
        "gsdata": Kind(
            bought.from_gsdata,
            Vendor.remembers,
            (gsdata.OFFICIAL,),
            per_second=gsdata.GsdataSettings.per_second,
            renames=True,
        ),
        "newrank": Kind(
            bought.from_newrank,
            Vendor.remembers,
            (newrank.OFFICIAL,),
            per_second=newrank.NewrankSettings.per_second,
            renames=True,
        ),
        "database": Kind(bought.from_database, Database.remembers, renames=True),
    }
)
