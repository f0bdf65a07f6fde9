"""Where the client goes: https to hosts that prove themselves, redirects, and nowhere else."""

from __future__ import annotations

import pytest

from connectors.interface import AccessError, UnavailableError
from tests.builders.certificates import write_certificate
from tests.builders.http_server import answer, redirect, serving

DATA = {"a": 1}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_to_an_allowed_address_is_followed(client, status):
    """A redirect within the allowed addresses leads to the data, and both calls are counted."""
    http = client()
    with serving(redirect("/there?x=1", status), answer(DATA)) as server:
        assert http.get(f"{server.url}/here").data == DATA
    assert server.requests[1].startswith(b"GET /there?x=1 ")
    assert http.calls == 2


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/?token=abc",
        "//evil.example/",
        "http://evil.example/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "https://127.0.0.1:{port}/",
        "http://me:abc@127.0.0.1:{port}/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
    ],
)
def test_redirect_to_any_other_address_is_refused(client, refusal, target, waits):
    """Nothing is sent to an address that is not allowed, and nothing is tried again."""
    http = client()
    with serving(answer(DATA)) as other:
        port = other.host.rpartition(":")[2]
        with serving(redirect(target.format(port=port))) as server:
            error = refusal(AccessError, http.get, server.url)
    assert "leads to" in str(error)
    assert "abc" not in str(error)
    assert (http.calls, len(other.requests), waits) == (1, 0, [])


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A certificate that the clients of this test trust."""
    path = write_certificate(tmp_path / "own.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


def test_https_is_spoken_with_a_host_that_proves_itself(client, certificate):
    """Over https to a host of the list whose certificate is trusted, the data comes."""
    with serving(answer(DATA), certificate=certificate) as server:
        http = client(server.host, loopback=False)
        assert http.get(server.url, params={"a": "b"}).data == DATA
        assert http.post(server.url, json={}).data == DATA


def test_stranger_is_not_trusted(client, certificate, refusal, monkeypatch):
    """A host whose certificate nobody vouches for gets no request."""
    monkeypatch.delenv("SSL_CERT_FILE")
    with serving(answer(DATA), certificate=certificate) as server:
        http = client(server.host, loopback=False)
        error = refusal(UnavailableError, http.get, server.url)
    assert "does not prove who it is" in str(error)
    assert (http.calls, server.requests) == (0, [])


@pytest.mark.parametrize("target", ["http://{host}/", "http://{other}/", "https://{other}/"])
def test_redirect_from_https_is_checked(client, refusal, certificate, target):
    """A host spoken to over https leads neither to http nor to this machine's other services."""
    with serving(answer(DATA)) as other, serving(b"", certificate=certificate) as server:
        server.replies = (redirect(target.format(host=server.host, other=other.host)),)
        http = client(server.host, loopback=False)
        refusal(AccessError, http.get, server.url)
    assert (http.calls, other.requests) == (1, [])


def test_redirects_without_end_are_a_failure(client, refusal):
    """Redirects in a circle are bounded in every try."""
    http = client(tries=2, redirects=3)
    with serving(redirect("/")) as server:
        assert "without end" in str(refusal(UnavailableError, http.get, server.url))
    assert http.calls == len(server.requests) == 8


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/?a=abc", "https://abc:x@api.example.com/", "https://x:y/abc", "abc"]
)
def test_other_address_is_refused_before_anything_is_sent(client, refusal, url):
    """An address outside the list is refused; what may be secret in it is not repeated."""
    http = client("api.example.com", loopback=False)
    assert "abc" not in str(refusal(AccessError, http.get, url))
    assert http.calls == 0
