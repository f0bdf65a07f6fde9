"""The fault table over real sockets: every way to fail is tried again, then the data is whole."""

from __future__ import annotations

import gzip
import json

import pytest

from connectors.interface import UnavailableError
from tests.builders.http_server import answer, chunked, closed_port, response, serving

DATA = {"list": [{"title": "便民", "reads": 10234}, {"title": "通知", "reads": 0}], "total": 2}
BODY = json.dumps(DATA, ensure_ascii=False).encode()
PACKED = gzip.compress(BODY, mtime=0)
HALF = len(BODY) // 2

WHOLE = {
    "length": answer(DATA),
    "chunks": chunked(BODY[:10], BODY[10:]),
    "until closed": response(BODY, length=-1),
    "gzip until closed": response(PACKED, length=-1, Content_Encoding="gzip"),
    "gzip in chunks": chunked(PACKED[:10], PACKED[10:]).replace(
        b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n", 1
    ),
}
PAGE = b"<html><body>login</body></html>"
UNSOUND = {
    "nothing at all": b"",
    "no HTTP": b"SSH-2.0-OpenSSH\r\n\r\n",
    "length too long": response(BODY, length=len(BODY) + 1),
    "length too short": response(BODY, length=len(BODY) - 1),
    "length far too long": response(BODY, length=10**15),
    "two lengths": answer(DATA).replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\n", 1),
    "chunked without end": chunked(BODY, end=False),
    "chunk sizes that are none": chunked(BODY).replace(b"\r\n\r\n", b"\r\n\r\nzz", 1),
    "truncated JSON": response(BODY[:HALF]),
    "web page": response(PAGE, Content_Type="application/json"),
    "web page in GBK": response("<html>登录</html>".encode("gbk"), Content_Type="text/html"),
    "GBK that nobody declares": response(BODY.decode().encode("gbk")),
    "empty": response(b""),
    "no content": response(b"", status=204),
    "not found": response(PAGE, status=404),
    "forbidden": response(b"Forbidden", status=403),
    "redirect to nowhere": response(b"", status=302),
    "server error": response(PAGE, status=502),
    "server error with JSON": answer({"errcode": -1}, status=500),
    "too many calls": response(b"slow down", status=429),
    "too many calls with JSON": answer({"errcode": 45009}, status=429),
    "gzip bomb": response(gzip.compress(b" " * 10**7), Content_Encoding="gzip"),
    "too large": response(b"[" + b" " * 100_000 + b"]"),
    "deeply nested": response(b"[" * 20_000 + b"]" * 20_000),
    "packed otherwise": response(BODY, Content_Encoding="br"),
    "not packed though it says so": response(BODY, Content_Encoding="gzip"),
    "headers without end": b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 30_000,
}
FOR_EVER = {name: reply for name, reply in UNSOUND.items() if "with JSON" not in name}


@pytest.mark.parametrize("kind", WHOLE)
def test_whole_answer_is_data(kind, client):
    """An answer that is whole is data, however its end is marked."""
    with serving(WHOLE[kind]) as server:
        assert client().get(server.url).data == DATA
    assert len(server.requests) == 1


@pytest.mark.parametrize("kind", WHOLE)
def test_answer_cut_after_any_byte_is_never_taken_for_whole(kind, client, refusal):
    """Cut after k bytes, for every k, the answer is a failure and never fewer rows."""
    whole = WHOLE[kind]
    http = client(tries=1, breaker_failures=10**6)
    with serving(*(whole[:k] for k in range(len(whole)) if not _all_data(whole[:k]))) as server:
        for _ in server.replies:
            refusal(UnavailableError, http.get, server.url)
    assert len(server.requests) == len(server.replies) == http.calls
    assert len(server.replies) >= len(whole) - len(b"\r\n0\r\n\r\n")


def _all_data(reply: bytes) -> bool:
    """Whether the data of an answer that ends with its connection is in it to the last byte."""
    return b"Content-Length" not in reply and b"chunked" not in reply and reply.endswith(BODY)


@pytest.mark.parametrize("kind", UNSOUND)
def test_unsound_answer_is_tried_again(kind, client, waits):
    """After one unsound answer the next, sound one is the result, and both are counted."""
    http = client(max_bytes=50_000)
    with serving(UNSOUND[kind], answer(DATA)) as server:
        assert http.get(server.url).data == DATA
    assert http.calls == len(server.requests) == 2
    assert len(waits) == 1


@pytest.mark.parametrize("kind", FOR_EVER)
def test_unsound_answers_for_ever_are_a_failure(kind, client, refusal, waits):
    """After a bounded number of tries the failure is named, with the address and no more."""
    http = client(max_bytes=50_000, tries=3)
    with serving(FOR_EVER[kind]) as server:
        error = refusal(UnavailableError, http.get, f"{server.url}/path", params={"a": "b"})
    assert http.calls == len(server.requests) == 3
    assert len(waits) == 2
    assert str(error).startswith(f"{server.url}/path ")
    assert "?" not in str(error)


def test_nobody_listening_is_a_failure(client, refusal):
    """A closed port cannot be reached; nothing was sent, so nothing is counted."""
    http = client()
    error = refusal(UnavailableError, http.get, f"http://127.0.0.1:{closed_port()}/")
    assert "cannot be reached" in str(error)
    assert http.calls == 0


def test_unknown_name_is_a_failure(client, refusal):
    """A name that no name server is asked for, since it is too long, is not found."""
    host = ".".join(["a" * 60] * 5)
    http = client(host, loopback=False)
    error = refusal(UnavailableError, http.get, f"https://{host}/")
    assert "name is unknown" in str(error)
    assert http.calls == 0


def test_failing_encryption_is_a_failure(client, refusal):
    """A server that does not speak TLS is not trusted."""
    with serving(answer(DATA)) as server:
        http = client(server.host, loopback=False)
        error = refusal(UnavailableError, http.get, f"https://{server.host}/")
    assert "does not prove who it is" in str(error)
    assert http.calls == 0


def test_silent_server_is_a_failure(client, refusal):
    """A server that accepts and says nothing is not waited for longer than allowed."""
    with serving((60.0, answer(DATA))) as server:
        http = client(tries=2, read=0.1)
        error = refusal(UnavailableError, http.get, server.url)
    assert "in time" in str(error)
    assert http.calls == 2
