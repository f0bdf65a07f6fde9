"""Messages to webhooks, over real connections."""

from __future__ import annotations

import json

import pytest

from connectors.http.secrets import Secret
from connectors.http.webhook import post_webhook
from connectors.interface import AccessError, UnavailableError
from tests.builders.http_server import answer, closed_port, redirect, response, serving

KEY = "s3cr3t-k3y"


def test_a_message_arrives_as_json_and_the_answer_comes_back(waits):
    """Chinese unescaped, in UTF-8, and the query of the address as it was given."""
    with serving(answer({"errcode": 0})) as server:
        got = post_webhook(Secret(f"{server.url}/send?key={KEY}"), {"文": "榜"}, sleep=waits.append)
    assert (got.status, got.data, waits) == (200, {"errcode": 0}, [])
    (request,) = server.requests
    head, _, body = request.partition(b"\r\n\r\n")
    assert head.startswith(f"POST /send?key={KEY} HTTP/1.1".encode())
    assert b"content-type: application/json" in head.lower()
    assert json.loads(body.decode("utf-8")) == {"文": "榜"}
    assert "榜".encode() in body


@pytest.mark.parametrize(
    "reply",
    [
        response(b"", status=204),
        response(b"ok"),
        response(b"<html></html>"),
        response(b"\xff\xfe"),
        response(b"[" * 50_000),
        response(b" " * (1 << 20)),
    ],
)
def test_an_answer_that_is_no_json_is_an_answer(reply):
    """Services that are no robots say what they like; it is bounded."""
    with serving(reply) as server:
        assert post_webhook(Secret(server.url), {}).data is None


@pytest.mark.parametrize("failing", [response(b"", status=500), response(b"", status=429), b""])
def test_what_fails_is_tried_three_times(failing, waits):
    """A broken or busy other side, and a connection that breaks; later each time."""
    with serving(failing, failing, answer({})) as server:
        assert post_webhook(Secret(server.url), {}, sleep=waits.append).status == 200
    assert (len(server.requests), len(waits)) == (3, 2)
    waits.clear()
    with serving(failing) as server, pytest.raises(UnavailableError):
        post_webhook(Secret(server.url), {}, sleep=waits.append)
    assert (len(server.requests), len(waits)) == (3, 2)


def test_a_wait_that_is_asked_for_and_too_long_ends_the_tries(waits):
    """The schedule has other things to do."""
    busy = response(b"", status=429, Retry_After="60")
    with serving(busy) as server, pytest.raises(UnavailableError):
        post_webhook(Secret(server.url), {}, sleep=waits.append)
    assert (len(server.requests), waits) == (1, [])


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_refusal_is_final_and_names_the_host_alone(status, refusal):
    """The path of an address is as secret as its query."""
    with serving(response(KEY.encode(), status=status)) as server:
        address = Secret(f"{server.url}/hook/{KEY}?key={KEY}")
        error = refusal(AccessError, post_webhook, address, {})
    assert f"{server.url} does not take the message (HTTP status {status})" in str(error)
    assert KEY not in str(error)
    assert len(server.requests) == 1


def test_nobody_there_is_said_without_the_key(refusal, waits):
    """Nor does the error carry a request as its cause."""
    address = Secret(f"http://127.0.0.1:{closed_port()}/hook/{KEY}")
    error = refusal(UnavailableError, post_webhook, address, {}, sleep=waits.append)
    assert "cannot be reached" in str(error)
    assert KEY not in str(error)
    assert error.__cause__ is error.__context__ is None


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(status, refusal):
    """Neither to another host nor to the same: the message holds what others are not to know."""
    with serving(answer({})) as other, serving(redirect(other.url, status)) as server:
        error = refusal(AccessError, post_webhook, Secret(f"{server.url}/{KEY}"), {})
    assert "sends the message elsewhere" in str(error)
    assert (len(server.requests), other.requests) == (1, [])


@pytest.mark.parametrize(
    "address",
    [
        f"http://robot.example.com/{KEY}",
        f"https://me:{KEY}@robot.example.com/",
        f"ftp://robot.example.com/{KEY}",
        f"robot.example.com/{KEY}",
        f"https:///{KEY}",
        KEY,
    ],
)
def test_an_address_that_is_not_https_is_refused(address, refusal):
    """Nothing is sent, and nothing of it is repeated."""
    error = refusal(AccessError, post_webhook, Secret(address), {})
    assert KEY not in str(error) + repr(error.params)


def test_what_the_other_side_repeats_of_the_address_is_masked():
    """An error text may go into a log; a number stays one, also where the key is a number."""
    said = {"errcode": 310000, "errmsg": [f"no robot /hook/{KEY}, key=310000 of {KEY}!"]}
    with serving(answer(said)) as server:
        got = post_webhook(Secret(f"{server.url}/hook/{KEY}?key=310000"), {})
    assert got.data == {"errcode": 310000, "errmsg": ["no robot /hook/***, key=*** of ***!"]}
