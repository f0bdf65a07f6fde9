"""The client: what it sends and returns, many threads at once, and hosts that fail."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from connectors.http.client import Http
from connectors.http.secrets import Secret
from connectors.interface import AccessError, UnavailableError
from tests.builders.http_server import answer, closed_port, response, serving

DATA = {"a": 1}
ERROR = {"errcode": 40001, "errmsg": "invalid credential"}


def test_get_sends_query_and_headers(client):
    """Parameters and headers arrive, secrets in clear."""
    with serving(answer(DATA)) as server:
        client().get(
            f"{server.url}/path?x=1", params={"token": Secret("abc")}, headers={"Key": Secret("k")}
        )
    (request,) = server.requests
    assert request.startswith(b"GET /path?x=1&token=abc HTTP/1.1\r\n")
    assert b"\r\nKey: k\r\n" in request
    assert b"\r\nAccept-Encoding: gzip\r\n" in request


def test_post_sends_json_or_a_form(client):
    """The body is the JSON or the form."""
    http = client()
    with serving(answer(DATA)) as server:
        http.post(server.url, json={"secret": Secret("abc")})
        http.post(server.url, form={"key": Secret("x")})
    assert server.requests[0].endswith(b'\r\n\r\n{"secret": "abc"}')
    assert server.requests[1].endswith(b"\r\n\r\nkey=x")


def test_answer_has_status_data_and_headers(client):
    """The answer carries all three; header names know no case."""
    with serving(answer(DATA, X_Rate="7")) as server:
        got = client().get(server.url)
    assert (got.status, got.data, got.headers["x-rate"]) == (200, DATA, "7")


def test_answer_is_printed_without_its_content(client):
    """Tokens come in answers, so that neither data nor headers are printed."""
    with serving(answer({"access_token": "abc"}, Set_Cookie="abc=1")) as server:
        assert repr(client().get(server.url)) == "Answer(status=200)"


@pytest.mark.parametrize("status", [200, 201, 400, 401, 403, 404])
def test_json_is_returned_whatever_the_status(client, status):
    """Platforms put errors into bodies under any status; the source decides on the body."""
    http = client()
    with serving(answer(ERROR, status=status)) as server:
        got = http.get(server.url)
    assert (got.status, got.data, http.calls) == (status, ERROR, 1)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_refusal_with_json_is_returned_after_all_tries(client, status, waits):
    """With 429 and 5xx the tries are used up first; then the JSON is the answer."""
    http = client(tries=3)
    with serving(answer(ERROR, status=status)) as server:
        got = http.get(server.url)
    assert (got.status, got.data, http.calls, len(waits)) == (status, ERROR, 3, 2)


def test_platform_is_waited_for_as_it_asks(client, waits):
    """Retry-After in seconds and as a date is honoured."""
    date = {"Date": "Sat, 21 Nov 2026 12:00:00 GMT"}
    replies = (
        answer(ERROR, status=429, Retry_After="7"),
        response(b"", status=503, Retry_After="Sat, 21 Nov 2026 12:00:20 GMT", **date),
        answer(DATA),
    )
    with serving(*replies) as server:
        assert client(jitter=0).get(server.url).data == DATA
    assert waits == [7, 20]


def test_long_wait_is_left_to_the_source(client, waits):
    """A platform that asks for an hour is not asked again, and its JSON is the answer at once."""
    http = client()
    with serving(answer(ERROR, status=429, Retry_After="3600")) as server:
        assert http.get(server.url).data == ERROR
    assert (http.calls, waits) == (1, [])


@pytest.mark.parametrize("key", ["line\nbreak", "微"])
def test_key_that_cannot_be_sent_is_the_users_to_mend(client, refusal, key):
    """A header with characters not allowed is refused at once, without repeating it."""
    http = client()
    with serving(answer(DATA)) as server:
        error = refusal(AccessError, http.get, server.url, headers={"Key": Secret(key)})
    assert key not in str(error)
    assert (http.calls, server.requests) == (0, [])


def test_closed_client_asks_nobody():
    """After its block a client has no connections and makes none."""
    with Http([], loopback=True) as http:
        pass
    with serving(answer(DATA)) as server, pytest.raises(RuntimeError, match="closed"):
        http.get(server.url)
    assert server.requests == []


def test_cookies_do_not_travel(client):
    """A cookie that one call is given is not sent with the next."""
    http = client()
    with serving(answer(DATA, Set_Cookie="session=abc; Path=/")) as server:
        http.get(server.url)
        http.get(server.url)
    assert b"cookie" not in server.requests[1].lower()


def test_environment_does_not_redirect_calls(client, monkeypatch):
    """Proxies that the environment names are not used."""
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    with serving(answer(DATA)) as server:
        assert client().get(server.url).data == DATA


def test_threads_share_a_client(client):
    """Eight threads get each their own answers after a failure each, and every call is counted."""
    seen = set()

    def reply(request: bytes) -> bytes:
        path = request.split()[1].decode()
        first = path not in seen
        seen.add(path)
        return response(b"", status=503) if first else answer({"path": path})

    http = client()
    with serving(reply) as server, ThreadPoolExecutor(8) as threads:
        paths = [f"/{n}" for n in range(100)]
        answers = threads.map(lambda path: http.get(server.url + path), paths)
        assert [got.data["path"] for got in answers] == paths
    assert http.calls == len(server.requests) == 200


def test_failing_host_is_left_alone(client, refusal):
    """After some calls that came to nothing, no request is sent until the pause is over."""
    http = client(tries=2, breaker_failures=3, breaker_pause=3600)
    with serving(response(b"", status=502)) as server:
        for _ in range(3):
            assert "502" in str(refusal(UnavailableError, http.get, server.url))
        assert "left alone" in str(refusal(UnavailableError, http.get, server.url))
        assert http.calls == len(server.requests) == 6


def test_host_that_recovers_is_asked_again(client, refusal):
    """After the pause a good answer ends the refusal."""
    http = client(tries=1, breaker_failures=2, breaker_pause=0)
    bad = response(b"", status=502)
    with serving(bad, bad, bad, answer(DATA)) as server:
        for _ in range(3):
            refusal(UnavailableError, http.get, server.url)
        for _ in range(3):
            assert http.get(server.url).data == DATA


def test_errors_in_bodies_do_not_count_as_failures(client):
    """A host that answers in JSON is alive, whatever it says."""
    http = client(tries=1, breaker_failures=1)
    with serving(answer(ERROR, status=500)) as server:
        for _ in range(3):
            assert http.get(server.url).data == ERROR
