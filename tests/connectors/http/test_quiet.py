"""Canary secrets at debug level, with failures of every kind: zero occurrences anywhere."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator

import pytest

from connectors.errors import ConnectorError
from connectors.http.quiet import TALKATIVE
from connectors.http.secrets import Secret
from tests.builders.http_server import answer, closed_port, redirect, response, serving

CANARY = "canary7f3a"
FAILURES = {
    "good": answer({"token": CANARY}, Set_Cookie=f"a={CANARY}"),
    "server error": answer({"token": CANARY}, status=500, X_Echo=CANARY),
    "server error without JSON": response(CANARY.encode(), status=500, X_Echo=CANARY),
    "cut": response(CANARY.encode(), length=1000),
    "web page": response(f"<html>{CANARY}</html>".encode(), status=403),
    "no JSON": response(CANARY.encode()),
    "GBK": response(f"微{CANARY}".encode("gbk")),
    "damaged": response(CANARY.encode(), Content_Encoding="gzip"),
    "no HTTP": f"{CANARY}\r\n\r\n".encode(),
    "bad header": f"HTTP/1.1 200 OK\r\n{CANARY}\r\n\r\n".encode(),
    "status line": f"HTTP/1.1 502 {CANARY}\r\n\r\n".encode(),
    "silent": (60.0, b""),
    "redirect": redirect(f"/?token={CANARY}"),
    "redirect away": redirect(f"https://{CANARY}@evil.example/{CANARY}?token={CANARY}"),
    "redirect to nonsense": redirect(f"https://{CANARY}:{CANARY}/"),
}


def everything_of(error: BaseException | None) -> Iterator[str]:
    """All that can be printed of an error: the traceback with all local variables, the chain, and
    what its parts carry, also where a traceback would leave them out."""
    while error is not None:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        yield from (*shown.format(), str(error), repr(error), repr(vars(error)))
        error = error.__cause__ or error.__context__


def ask(http, url: str) -> str:
    """Send the canary in every place that can carry one; return what an error would print."""
    key = Secret(CANARY)
    try:
        http.get(url, params={"access_token": key}, headers={"Key": key, "Authorization": key})
        http.post(url, params={"k": key}, json={"secret": key}, form=None)
        http.post(url, form={"secret": key})
    except ConnectorError as error:
        return "".join(everything_of(error))
    return ""


@pytest.fixture
def loud(caplog):
    """The log at its loudest: everybody at debug level, also the libraries by name."""
    caplog.set_level(logging.DEBUG)
    for name in list(logging.root.manager.loggerDict):
        if name.startswith(("httpx2", "httpcore2", "stamina", "connectors", "pyrate", "asyncio")):
            caplog.set_level(logging.DEBUG, logger=name)
    return caplog


@pytest.mark.parametrize("kind", FAILURES)
def test_canary_is_nowhere(kind, client, loud, capfd):
    """Neither the log nor the error with all its local variables nor the screen has the secret."""
    http = client(tries=2, read=0.3, first_wait=0.0)
    with serving(FAILURES[kind]) as server:
        printed = ask(http, server.url)
    assert any(CANARY.encode() in request for request in server.requests)
    records = [repr(vars(record)) + record.getMessage() for record in loud.records]
    assert "connectors.http.client" in {record.name for record in loud.records}
    for text in (printed, loud.text, *records, *capfd.readouterr(), repr(http), repr(vars(http))):
        assert CANARY not in text


def test_canary_is_nowhere_when_nobody_listens(client, loud):
    """A failing connection is logged and raised without the secret."""
    printed = ask(client(), f"http://127.0.0.1:{closed_port()}/")
    assert "cannot be reached" in printed
    assert CANARY not in printed + loud.text


def test_unsendable_secret_is_nowhere(client, loud):
    """A secret that no header can carry is in neither the error nor the log."""
    keys = [Secret(CANARY + "\n"), Secret(CANARY + "微")]
    with serving(answer({})) as server:
        for key in keys:
            with pytest.raises(ConnectorError) as caught:
                client().get(server.url, headers={"Key": key})
            assert CANARY not in "".join(everything_of(caught.value)) + loud.text


def test_every_logger_of_the_libraries_is_silenced(client):
    """A release of the HTTP library with a new logger does not go unnoticed."""
    client()
    found = {
        name
        for name, logger in logging.root.manager.loggerDict.items()
        if name.startswith(("httpx2", "httpcore2")) and isinstance(logger, logging.Logger)
    }
    assert found - {"httpcore2"} <= set(TALKATIVE)


def test_silencing_twice_changes_nothing(client):
    """Each logger has one filter, however many clients are made."""
    client()
    client()
    assert all(len(logging.getLogger(name).filters) == 1 for name in TALKATIVE)
