"""新榜 (newrank): posts of WeChat accounts with the counts of their public pages.

Reads are times, capped at 10万+; they are another quantity than the people of WeChat's own
interfaces. Charged by article, not by call, so the end of a list is seen, not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from connectors.errors import ConnectorError
from connectors.http.client import Http
from connectors.http.pace import Pace
from connectors.http.secrets import Secret
from connectors.interface import (
    AccessError,
    Account,
    Clock,
    Measure,
    QuotaError,
    UnavailableError,
    Unit,
)
from connectors.sources.fields import PUBLIC_PAGE_CAPS, Fields
from connectors.sources.place import Span
from connectors.sources.vendor import Envelope, Listing, Vendor, rows_of, told

OFFICIAL = "https://api.newrank.cn"
ARTICLES = "/api/sync/weixin/account/articles"
FIELDS = Fields(
    url="url",
    published_at="publicTime",
    title="title",
    original="originalFlag",
    counts={"reads": "readNum", "likes": "likeNum"},
    reads_unit="times",
    capped=PUBLIC_PAGE_CAPS,
)
"""The link names the post. ``orderNum`` is not used: whether it begins with 0 is not known."""
_USED_UP = ("余额", "次数", "额度", "上限", "频繁", "超限", "limit", "quota", "balance")
_REFUSED = ("key", "权限", "授权", "认证", "白名单", "过期", "unauthorized", "forbidden")


@dataclass(frozen=True)
class NewrankSettings:
    """What an office may set: pace, page size, and keys where its contract has others."""

    per_second: float | None = 5
    page_size: int = 50
    fields: Fields = FIELDS
    envelope: Envelope = field(default_factory=Envelope)


class Newrank(Vendor):
    """新榜. The account's ``native_id`` is its 微信号."""

    id: ClassVar[str] = "newrank"
    platforms: ClassVar[tuple[str, ...]] = ("wechat",)
    short_page_ends = False

    def __init__(
        self,
        clock: Clock,
        http: Http,
        key: Secret,
        *,
        base_url: str = OFFICIAL,
        settings: NewrankSettings = NewrankSettings(),
    ) -> None:
        super().__init__(clock, http, Pace(settings.per_second), {"wechat": settings.fields})
        self.size = settings.page_size
        self._key = key
        self._base_url = base_url.rstrip("/")
        self._envelope = settings.envelope

    @classmethod
    def measures(cls) -> Mapping[Measure, Unit | None]:
        """Return what the interface gives; 在看 and comments where a contract adds them."""
        return {"reads": "times", "likes": None, "wow": None, "comments": None, "reposts": None}

    def _listing(self, account: Account, span: Span, page: int) -> Listing:
        form = {
            "account": account.native_id,
            "from": f"{span.first.isoformat()} 00:00:00",
            "to": f"{span.last.isoformat()} 23:59:59",
            "page": str(page),
            "size": str(self.size),
        }
        url = f"{self._base_url}{ARTICLES}"
        answer = self._http.post(url, headers={"Key": self._key}, form=form)
        body: Mapping[str, Any] = answer.data if isinstance(answer.data, Mapping) else {}
        code = body.get("code", answer.status)
        if str(code) != "0":
            words = told(body.get("msg", ""), self._key)
            raise _refusal(told(code, self._key), words, answer.status)
        rows, total = rows_of(body, self._envelope, "新榜")
        return Listing(rows, f"{ARTICLES} {span} page {page}", total)


def _refusal(code: str, words: str, status: int) -> ConnectorError:
    """Tell refusals apart by HTTP's status and by what is said: the codes are not published."""
    said = words.lower()
    if status in (402, 429) or any(word in said for word in _USED_UP):
        return QuotaError(
            "新榜 allows no more calls (code {code} {words}).",
            code=code,
            words=words,
            hint="Wait for the next day, or top up the account at 新榜.",
        )
    if status in (401, 403) or any(word in said for word in _REFUSED):
        return AccessError(
            "新榜 refused the key (code {code} {words}).",
            code=code,
            words=words,
            hint="Check the key, and in 新榜's console what it may do and from which addresses.",
        )
    return UnavailableError(
        "新榜 failed (code {code} {words}).",
        code=code,
        words=words,
        hint="Try again later; if it stays so, ask 新榜 with this message.",
    )
