"""What can be wrong with an answer, in words for the user, and with what hint."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import httpx2

from connectors.errors import ConnectorError
from connectors.interface import AccessError, UnavailableError


@dataclass(frozen=True)
class Fault:
    """One kind of failure. ``template`` has the field ``{address}`` and what else it needs.

    An ``error`` of AccessError is final; everything else is tried again.
    """

    template: str
    hint: str
    error: type[ConnectorError] = UnavailableError


_LATER = "Try again later; what was stored before stays."
_NETWORK = "Check the network of this machine, its firewall and its name server; then try again."
_PROXY = "Open the address in a browser: a proxy or a login page may stand in between."

NAME_UNKNOWN = Fault(template="{address} is not found: its name is unknown here.", hint=_NETWORK)
UNREACHABLE = Fault(template="{address} cannot be reached.", hint=_NETWORK)
UNTRUSTED = Fault(
    template="{address} does not prove who it is: the encrypted connection fails.",
    hint="Check the clock of this machine and its certificates; a proxy may stand in between.",
)
SLOW = Fault(template="{address} does not answer in time.", hint=_LATER)
CUT = Fault(template="{address} breaks off in the middle of its answer.", hint=_LATER)
GARBLED = Fault(template="{address} answers with bytes that cannot be unpacked.", hint=_PROXY)
TOO_LARGE = Fault(template="{address} answers with more than {limit} bytes.", hint=_LATER)
TOO_DEEP = Fault(template="{address} answers with data nested too deeply.", hint=_LATER)
EMPTY = Fault(template="{address} answers with nothing (HTTP status {status}).", hint=_LATER)
WEB_PAGE = Fault(
    template="{address} answers with a web page instead of data (HTTP status {status}).",
    hint=_PROXY,
)
NOT_TEXT = Fault(template="{address} answers with text in an unknown encoding.", hint=_PROXY)
NOT_JSON = Fault(
    template="{address} answers with something that is not JSON (HTTP status {status}).",
    hint=_PROXY,
)
BUSY = Fault(template="{address} answers with HTTP status {status}.", hint=_LATER)
CIRCLE = Fault(template="{address} leads from address to address without end.", hint=_PROXY)
LEADS_AWAY = Fault(
    template="{address} leads to {target}, which is not an address of this source.",
    hint="Nothing was sent there. Check the address in the settings of the source.",
    error=AccessError,
)
NOT_ALLOWED = Fault(
    template="{address} is not an address of this source.",
    hint="Only https to the hosts of the source is allowed; check the settings.",
    error=AccessError,
)
UNSENDABLE = Fault(
    template="The request to {address} cannot be sent: a key or a name has characters not allowed.",
    hint="Check the keys and names in the settings of the source for stray characters.",
    error=AccessError,
)

_OF_ERRORS: tuple[tuple[type[BaseException], Fault], ...] = (
    (httpx2.LocalProtocolError, UNSENDABLE),
    (socket.gaierror, NAME_UNKNOWN),
    (ssl.SSLError, UNTRUSTED),
    (httpx2.TimeoutException, SLOW),
    (httpx2.ConnectError, UNREACHABLE),
    (httpx2.HTTPError, CUT),
)
"""From an error or one of its causes to its kind; the first line that fits counts."""


@dataclass(frozen=True)
class Failure:
    """A fault as it happened; ``fields`` fills the fields of its sentence but ``{address}``."""

    fault: Fault
    fields: Mapping[str, object] = field(default_factory=dict)

    @property
    def passing(self) -> bool:
        """Whether another try may help."""
        return self.fault.error is UnavailableError

    def error(self, address: str) -> ConnectorError:
        """Return the error to be raised; ``address`` must be without any query."""
        fault = self.fault
        return fault.error(fault.template, hint=fault.hint, address=address, **self.fields)


def failure_of(error: httpx2.HTTPError) -> Failure:
    """Return what an error of the network means, found among its causes."""
    causes = tuple(_causes(error))
    return next(
        Failure(fault)
        for kind, fault in _OF_ERRORS
        if any(isinstance(cause, kind) for cause in causes)
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
