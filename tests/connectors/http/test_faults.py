"""Faults: every sentence has its fields, and errors of the network find the right one."""

from __future__ import annotations

import socket
import ssl

import httpx2
import pytest

from connectors.errors import ConnectorError
from connectors.http import faults
from connectors.http.faults import Failure, Fault, failure_of

ALL = [value for value in vars(faults).values() if isinstance(value, Fault)]
FIELDS = {"status": 502, "limit": 10, "target": "https://x"}


@pytest.mark.parametrize("fault", ALL)
def test_every_fault_makes_an_error_with_a_hint(fault):
    """Each fault names the address and says what to do, and leaves no field unfilled."""
    error = Failure(fault, FIELDS).error("https://api.example.com/a")
    assert isinstance(error, ConnectorError)
    assert "https://api.example.com/a" in str(error)
    assert error.hint.format(**error.params).endswith(".")


def caused(error: httpx2.HTTPError, cause: BaseException) -> httpx2.HTTPError:
    middle = RuntimeError()
    middle.__cause__ = cause
    error.__cause__ = middle
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (caused(httpx2.ConnectError(""), socket.gaierror(-2, "")), faults.NAME_UNKNOWN),
        (caused(httpx2.ConnectError(""), ssl.SSLCertVerificationError()), faults.UNTRUSTED),
        (caused(httpx2.ConnectError(""), ConnectionRefusedError()), faults.UNREACHABLE),
        (httpx2.ConnectTimeout(""), faults.SLOW),
        (httpx2.ReadTimeout(""), faults.SLOW),
        (httpx2.PoolTimeout(""), faults.SLOW),
        (httpx2.ReadError(""), faults.CUT),
        (httpx2.RemoteProtocolError(""), faults.CUT),
        (httpx2.LocalProtocolError(""), faults.UNSENDABLE),
    ],
)
def test_error_of_the_network_has_its_fault(error, fault):
    """What lies at the bottom of an error decides its sentence."""
    assert failure_of(error).fault is fault
