"""The kinds of sources that a source file may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from connectors.registry import bought, official_wechat, official_weibo
from connectors.registry.parts import Built, Parts
from connectors.sources import gsdata, newrank, wechat
from connectors.sources.weibo import commercial, oauth, own


@dataclass(frozen=True)
class Kind:
    """How a source is built. ``official``: addresses of the platform's interfaces, none = no HTTP.

    ``per_second`` is the pace where the set-up gives none, None = any. ``renames``: the source
    knows an account by its id in ``Setup.accounts``, no longer by its native id.
    """

    build: Callable[[Parts], Built]
    official: tuple[str, ...] = ()
    per_second: float | None = None
    renames: bool = False


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "wechat": Kind(official_wechat.by_secrets, (wechat.OFFICIAL,)),
        "wechat_platform": Kind(official_wechat.by_platform, (wechat.OFFICIAL,)),
        "weibo": Kind(official_weibo.by_consent, (own.OFFICIAL, oauth.OFFICIAL)),
        "weibo_commercial": Kind(official_weibo.by_contract, (commercial.OFFICIAL, oauth.OFFICIAL)),
        "gsdata": Kind(
            bought.from_gsdata,
            (gsdata.OFFICIAL,),
            per_second=gsdata.GsdataSettings.per_second,
            renames=True,
        ),
        "newrank": Kind(
            bought.from_newrank,
            (newrank.OFFICIAL,),
            per_second=newrank.NewrankSettings.per_second,
            renames=True,
        ),
        "database": Kind(bought.from_database, renames=True),
    }
)
