"""清博 V2 and 新榜 as fakes: signed or keyed lists of articles in pages, with their error bodies.

The state is plain data that a test or the demo fills and turns the switches of.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

Article = dict[str, Any]


@dataclass
class Vendors:
    """``articles``: by path and account, newest first, with the vendor's own keys.

    Switches: ``repeats`` gives the first page for ever, ``clamps`` the last page for any later one
    (as Yii does), ``empty_page`` and ``cut_page`` spoil the page of that number, ``cap`` is the
    most a page holds whatever is asked for, ``total`` announces the number of articles,
    ``failure`` is an HTTP status and a body given instead of any answer.
    """

    app_id: str = "100"
    secret: str = "test-secret"  # noqa: S105 (of the fake)
    key: str = "test-key"
    articles: dict[tuple[str, str], list[Article]] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    repeats: bool = False
    clamps: bool = False
    empty_page: int | None = None
    cut_page: int | None = None
    cap: int = 2000
    total: str | None = None
    failure: tuple[int, Any] | None = None
    last_form: Mapping[str, str] = field(default_factory=dict)

    def answer(
        self, path: str, account: str, days: tuple[str, str], page: int, size: int
    ) -> Article:
        """Return ``data`` (and the total) of one page of the articles of some days."""
        time = {"/weibo/v1/articles": "created_at", NEWRANK: "publicTime"}.get(path, "posttime")
        found = [
            article
            for article in self.articles.get((path, account), [])
            if days[0] <= str(article[time])[:10] <= days[1]
        ]
        size = min(size, self.cap)
        last = max(1, -(-len(found) // size))
        page = 1 if self.repeats else min(page, last) if self.clamps else page
        rows = found[(page - 1) * size : page * size]
        if page == self.empty_page:
            rows = []
        if page == self.cut_page:
            rows = rows[: len(rows) // 2]
        return {"data": rows} | ({self.total: len(found)} if self.total else {})


NEWRANK = "/api/sync/weixin/account/articles"
GSDATA = {"/weixin/v1/articles": "wx_name", "/weibo/v1/articles": "uid"}


def app(state: Vendors) -> Starlette:
    """Return both vendors as one application: their paths do not meet."""

    async def gsdata(request: Request) -> JSONResponse:
        path = request.url.path
        state.calls[path] += 1
        if state.failure:
            return JSONResponse(state.failure[1], state.failure[0])
        if not _is_signed(request, state):
            return _yii(401, "Unauthorized", f"invalid credentials, AppKey={state.app_id}")
        given = request.query_params
        if not given.get(GSDATA[path]) or int(given.get("per-page", 20)) > 50:
            return _yii(422, "Unprocessable entity", "Data Validation Failed.")
        days = given["start_date"], given["end_date"]
        page, size = int(given.get("page", 1)), int(given.get("per-page", 20))
        return JSONResponse(
            {"success": True} | state.answer(path, given[GSDATA[path]], days, page, size)
        )

    async def newrank(request: Request) -> JSONResponse:
        state.calls[NEWRANK] += 1
        if state.failure:
            return JSONResponse(state.failure[1], state.failure[0])
        if not hmac.compare_digest(request.headers.get("Key", "").encode(), state.key.encode()):
            return JSONResponse({"code": 1001, "msg": f"无效的Key: {request.headers.get('Key')}"})
        form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        state.last_form = form
        days = form["from"][:10], form["to"][:10]
        page, size = int(form["page"]), int(form["size"])
        return JSONResponse(
            {"code": 0, "msg": ""} | state.answer(NEWRANK, form["account"], days, page, size)
        )

    routes = [Route(path, gsdata, methods=["GET"]) for path in GSDATA]
    return Starlette(routes=[*routes, Route(NEWRANK, newrank, methods=["POST"])])


def _yii(status: int, name: str, message: str) -> JSONResponse:
    return JSONResponse({"status": status, "code": 0, "message": message, "name": name}, status)


def _is_signed(request: Request, state: Vendors) -> bool:
    """Compute the signature from what arrived: the raw query, the Host and date headers."""
    date, path = request.headers.get("x-gsdata-date", ""), request.url.path
    query = request.scope["query_string"].decode()
    heads = f"host:{request.headers['host']}\nx-gsdata-date:{date}\nhost;x-gsdata-date"
    canonical = f"{request.method}\n{path}\n{query}\n{heads}\n{hashlib.sha256().hexdigest()}"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    key = ("GSDATA" + state.secret).encode()
    for word in (date[:8], path, "gsdata_request"):
        key = hmac.digest(key, word.encode(), "sha256")
    signature = hmac.digest(key, f"GSDATA-HMAC-SHA256\n{date}\n{digest}".encode(), "sha256").hex()
    wanted = (
        f"GSDATA-HMAC-SHA256 AppKey={state.app_id}, SignedHeaders=host;x-gsdata-date, "
        f"Signature={signature}"
    )
    return hmac.compare_digest(request.headers.get("Authorization", "").encode(), wanted.encode())
