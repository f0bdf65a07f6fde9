"""清博 (gsdata) V2: posts of WeChat and Weibo accounts with the counts of their public pages.

Reads are times, capped at 10万+; they are another quantity than the people of WeChat's own
interfaces. A call is charged when it succeeds, so no page is asked for without need.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from connectors.http.client import Answer, Http
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
from connectors.sources.gsdata_signature import query_string, signed_headers
from connectors.sources.place import Span
from connectors.sources.vendor import Envelope, Listing, Vendor, rows_of, told

OFFICIAL = "https://api.gsdata.cn"
WECHAT_FIELDS = Fields(
    url="url",
    published_at="posttime",
    title="title",
    counts={"reads": "read_count", "likes": "like_count"},
    reads_unit="times",
    capped=PUBLIC_PAGE_CAPS,
)
"""The link names the post: ``id`` is the vendor's own, not WeChat's."""
WEIBO_FIELDS = Fields(
    native_id="mid",
    published_at="created_at",
    text="text",
    counts={"likes": "like_count", "comments": "comments_count", "reposts": "reposts_count"},
)
LARGEST_PAGE = 50
_PATHS = {"wechat": ("/weixin/v1/articles", "wx_name"), "weibo": ("/weibo/v1/articles", "uid")}
_SUCCESS = (200, 201, 204)
_REFUSALS = (401, 403)
_USED_UP = (402, 429)


@dataclass(frozen=True)
class GsdataSettings:
    """What an office may set: pace, and the names of keys where its contract has others."""

    per_second: float | None = 10
    wechat: Fields = WECHAT_FIELDS
    weibo: Fields = WEIBO_FIELDS
    envelope: Envelope = field(default_factory=Envelope)


class Gsdata(Vendor):
    """清博 V2. The account's ``native_id`` is its 微信号 (wx_name) or its Weibo uid."""

    id: ClassVar[str] = "gsdata"
    platforms: ClassVar[tuple[str, ...]] = ("wechat", "weibo")
    size = LARGEST_PAGE
    short_page_ends = True

    def __init__(
        self,
        clock: Clock,
        http: Http,
        app_id: Secret,
        secret: Secret,
        *,
        base_url: str = OFFICIAL,
        settings: GsdataSettings = GsdataSettings(),
    ) -> None:
        fields = {"wechat": settings.wechat, "weibo": settings.weibo}
        super().__init__(clock, http, Pace(settings.per_second), fields)
        self._app_id = app_id
        self._secret = secret
        self._base_url = base_url.rstrip("/")
        self._envelope = settings.envelope

    @classmethod
    def measures(cls) -> Mapping[Measure, Unit | None]:
        """Return what the articles interfaces give; 在看 where a contract adds it."""
        return {"reads": "times", "likes": None, "wow": None, "comments": None, "reposts": None}

    def _listing(self, account: Account, span: Span, page: int) -> Listing:
        path, name = _PATHS[account.platform]
        params = {
            name: account.native_id,
            "start_date": span.first.isoformat(),
            "end_date": span.last.isoformat(),
            "page": str(page),
            "per-page": str(self.size),
        }
        url = f"{self._base_url}{path}?{query_string(params)}"
        headers = signed_headers(self._app_id, self._secret, url, self._clock())
        answer = self._http.get(url, headers=headers)
        self._require_success(answer)
        rows, total = rows_of(answer.data, self._envelope, "清博")
        return Listing(rows, f"{path} {span} page {page}", total)

    def _require_success(self, answer: Answer) -> None:
        """Judge by the error that the body names, whatever HTTP says, else by HTTP's status."""
        body: Mapping[str, Any] = answer.data if isinstance(answer.data, Mapping) else {}
        named = body.get("status")
        status = named if isinstance(named, int) and named >= 400 else answer.status
        if status in _SUCCESS and body.get("success", True):
            return
        words = told(body.get("message") or body.get("name") or "", self._app_id, self._secret)
        if status in _REFUSALS:
            raise AccessError(
                "清博 refused the credentials ({status} {words}).",
                status=status,
                words=words,
                hint="Check the app id and the secret, that the address of this computer is on "
                "清博's whitelist, and that its clock is right.",
            )
        if status in _USED_UP:
            raise QuotaError(
                "清博 allows no more calls ({status} {words}).",
                status=status,
                words=words,
                hint="Wait for the next day, or ask 清博 for more calls.",
            )
        if status == 422:
            raise AccessError(
                "清博 did not accept the request ({status} {words}).",
                status=status,
                words=words,
                hint="Check the account's id (微信号 or Weibo uid) in the roster, and whether the "
                "contract covers the days asked for.",
            )
        raise UnavailableError(
            "清博 failed ({status} {words}).",
            status=status,
            words=words,
            hint="Try again later; if it stays so, ask 清博 with this message.",
        )
