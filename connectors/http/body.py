"""From the bytes of an answer to data: bounded in size and depth, whole, and JSON or refused.

What the header says of the content is not believed: platforms call JSON text/plain, and proxies
give web pages with status 200. Nothing of a refused body gets into a message.
"""

from __future__ import annotations

import json
import zlib
from typing import Any, NoReturn

import httpx2

from connectors.http.faults import (
    CUT,
    EMPTY,
    GARBLED,
    NOT_JSON,
    NOT_TEXT,
    TOO_DEEP,
    TOO_LARGE,
    WEB_PAGE,
    Failure,
    Fault,
)
from connectors.http.limits import Limits

ACCEPTED = "gzip"
"""The only packing that is asked for, since every other would have to be bounded as well."""

_GZIP = 16 + zlib.MAX_WBITS
_CHINESE = frozenset({"gbk", "gb2312", "gb18030"})


class UnsoundError(Exception):
    """The body is not the whole of an answer. Never leaves connectors.http."""

    def __init__(self, fault: Fault, **fields: object) -> None:
        self.failure = Failure(fault, fields)
        super().__init__(fault.template)


def read_data(response: httpx2.Response, limits: Limits) -> Any:
    """Return the list or object that an open response holds. Raises UnsoundError, httpx2.HTTPError.

    A number or a text alone is refused: cut off, it would still look whole.
    """
    body = _unpacked(response, limits.max_bytes)
    if not body.strip():
        raise UnsoundError(EMPTY, status=response.status_code)
    text = _decoded(bytes(body), response.charset_encoding)
    if text.lstrip().startswith("<"):
        raise UnsoundError(WEB_PAGE, status=response.status_code)
    try:
        data = json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise UnsoundError(TOO_DEEP) from None
    except ValueError:
        data = None
    if not isinstance(data, dict | list):
        raise UnsoundError(NOT_JSON, status=response.status_code)
    if _deeper(data, limits.max_depth):
        raise UnsoundError(TOO_DEEP)
    return data


def _unpacked(response: httpx2.Response, limit: int) -> bytearray:
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in (ACCEPTED, "identity"):
        raise UnsoundError(GARBLED)
    packed = packing == ACCEPTED
    unpacker = zlib.decompressobj(_GZIP)
    body, received = bytearray(), 0
    for chunk in response.iter_raw():
        received += len(chunk)
        body += _unpack(unpacker, chunk, limit + 1 - len(body)) if packed else chunk
        if max(received, len(body)) > limit:
            raise UnsoundError(TOO_LARGE, limit=limit)
    if packed and (not unpacker.eof or unpacker.unused_data):
        raise UnsoundError(CUT)
    return body


def _unpack(unpacker: zlib._Decompress, chunk: bytes, room: int) -> bytes:
    """Unpack no more than there is room for; the rest of a bomb stays packed."""
    try:
        return unpacker.decompress(chunk, room)
    except zlib.error:
        raise UnsoundError(GARBLED) from None


def _decoded(body: bytes, charset: str | None) -> str:
    """Decode UTF-8, with or without its mark; a Chinese encoding only where the header names it."""
    declared = ("gb18030",) if (charset or "").lower() in _CHINESE else ()
    for encoding in ("utf-8-sig", *declared):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnsoundError(NOT_TEXT)


def _refuse(constant: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(constant)


def _deeper(data: dict[str, Any] | list[Any], limit: int) -> bool:
    """Say whether lists and objects stand in one another more than ``limit`` times."""
    level: list[Any] = [data]
    for _ in range(limit):
        level = [child for node in level for child in _children(node)]
        if not level:
            return False
    return True


def _children(node: dict[str, Any] | list[Any]) -> list[Any]:
    children = node.values() if isinstance(node, dict) else node
    return [child for child in children if isinstance(child, dict | list)]
